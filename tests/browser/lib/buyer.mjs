// What a person does in the shop, by the words on the buttons.
import assert from "node:assert/strict";
import { join } from "node:path";

import { folder } from "./places.mjs";

export const heading = (page) => page.locator("h1").innerText();
export const state = async (page) => (await page.locator("[data-state]").getAttribute("data-state")).split("/")[0];
export const button = (page, name) => page.getByRole("button", { name, exact: true });

export async function pricedBooks(shop) {
  return (await shop.books()).filter((book) => book.price > 0);
}
export async function freeBooks(shop) {
  return (await shop.books()).filter((book) => book.price === 0);
}

// From the front page over the shelf, page by page, to the book; `between` happens before every press.
export async function findOnShelf(page, book, between = async () => {}) {
  await page.goto("/");
  await between();
  await page.goto("/books?sort=title");
  const link = page.getByRole("main").getByRole("link", { name: book.title, exact: true });
  while (await link.count() === 0) {
    await between();
    await page.getByRole("link", { name: "Next" }).click();
  }
  await between();
  await link.click();
  assert.equal(await heading(page), book.title);
}

export async function addToCart(page, book) {
  await page.goto(`/books/${book.slug}`);
  await button(page, "Add to cart").click();
  await page.waitForURL("**/cart");
}

// Ticks the box that has to be ticked where something is to be paid.
export async function agree(page) {
  await page.waitForURL("**/checkout**");
  const box = page.locator("#consent");
  if (await box.count()) await box.check();
}

// From the cart to the processor's page.
export async function checkOut(page) {
  await page.goto("/cart");
  await page.getByRole("button", { name: "Go to checkout" }).click();
  const isFree = await page.getByRole("radio").count() === 0;
  await agree(page);
  await page.locator(".pay-form button.primary").click();
  await page.waitForURL(isFree ? "**/orders/*" : "**/sandbox/*");
}

export async function order(page, ...books) {
  for (const book of books) await addToCart(page, book);
  await checkOut(page);
}

// A button of the play-money processor; ends on the order's page.
export async function choose(page, label) {
  await button(page, label).click();
  await page.waitForURL("**/orders/*");
}

export async function buy(page, ...books) {
  await order(page, ...books);
  await choose(page, "Pay");
  assert.equal(await state(page), "fulfilled");
}

export async function download(page, press) {
  const [file] = await Promise.all([page.waitForEvent("download"), press()]);
  const path = join(folder("download"), file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

export const downloadButton = (page, book) =>
  page.locator(".order-line", { has: page.getByRole("heading", { name: book.title, exact: true }) })
    .getByRole("button", { name: /^Download EPUB/ });

export const fetchBook = (page, book) => download(page, () => downloadButton(page, book).click());
