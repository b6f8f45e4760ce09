// What can go wrong with a payment, and what the order's page says then.
import assert from "node:assert/strict";

import { PHONE, visit } from "./lib/browser.mjs";
import { choose, fetchBook, heading, order, pricedBooks, state } from "./lib/buyer.mjs";
import { expectBook } from "./lib/epub.mjs";
import { ownShop, sharedShop } from "./lib/shop.mjs";
import { test, until } from "./lib/test.mjs";

const money = (amount) => `$${amount.toFixed(2)}`;
const lead = (page) => page.locator(".order-head").innerText();
const retry = (page) => page.locator(".again button");

async function ordered(options, use) {
  const shop = await sharedShop();
  const [book] = await pricedBooks(shop);
  await visit(shop, options, async (page) => {
    await order(page, book);
    await use(page, book, shop);
  });
}

test("who pays too little reads what is missing, pays it, and has the book", () =>
  ordered({ scripts: false }, async (page, book) => {
    await choose(page, "Pay too little");
    const half = book.price / 2;
    assert.equal(await heading(page), `${money(half)} is missing`);
    assert.match(await lead(page), new RegExp(`received \\${money(half)} of \\${money(book.price)}`));
    assert.equal(await page.locator(".file button").count(), 0, "nothing is delivered yet");
    await page.locator(".order-head").getByText(/^Pay (the missing )?\$/).first().click();
    await page.waitForURL("**/sandbox/*");
    assert.match(await heading(page), new RegExp(`\\${money(half)}`));
    await choose(page, "Pay");
    assert.equal(await state(page), "fulfilled");
    await expectBook(await fetchBook(page, book), book.title);
  }));

test("who pays twice reads that the second payment went back, and has the book", () =>
  ordered({ scripts: false }, async (page, book) => {
    await choose(page, "Pay twice");
    assert.equal(await state(page), "fulfilled");
    await until(async () => {
      await page.reload();
      return (await lead(page)).includes("was given back to you");
    }, "the second payment to go back", 30);
    assert.doesNotMatch(await lead(page), /owed back/);
    assert.match(await page.locator(".receipt").innerText(), new RegExp(`Given back on .*\\s+\\${money(book.price)}`));
    await expectBook(await fetchBook(page, book), book.title);
  }));

test("what a processor will not give back stays owed, and the order says so", () =>
  ordered({ scripts: false }, async (page, book) => {
    const counter = page.url();
    await choose(page, "Give nothing back");
    await page.goto(counter);
    await choose(page, "Pay twice");
    assert.equal(await state(page), "fulfilled");
    await until(async () => {
      await page.reload();
      return (await lead(page)).includes("owed back to you");
    }, "the refund to be refused", 30);
    assert.match(await lead(page), new RegExp(`\\${money(book.price)} is owed back to you.*did not arrive`));
    assert.match(await page.locator(".receipt").innerText(), new RegExp(`Owed back to you\\s+\\${money(book.price)}`));
    await expectBook(await fetchBook(page, book), book.title);
  }));

test("who pays late has the book, and the page says that it was late", () =>
  ordered({ scripts: false }, async (page) => {
    await choose(page, "Pay late");
    assert.equal(await state(page), "fulfilled");
    assert.match(await lead(page), /came after its time/);
  }));

test("a payment reported twice counts once", () =>
  ordered({ scripts: false }, async (page) => {
    await choose(page, "Pay, report twice");
    assert.equal(await state(page), "fulfilled");
    assert.doesNotMatch(await lead(page), /owed back/);
  }));

test("a payment that nobody reports is found out, and the open page shows it by itself", () =>
  ordered({ scripts: true }, async (page, book) => {
    await choose(page, "Pay, never report");
    await until(async () => (await state(page).catch(() => "")) === "fulfilled", "the page to turn by itself", 30);
    await expectBook(await fetchBook(page, book), book.title);
  }));

test("a payment that nobody reports is found out, and a page without scripts shows it when asked", () =>
  ordered({ scripts: false, size: PHONE }, async (page) => {
    await choose(page, "Pay, never report");
    await until(async () => {
      if (await state(page) === "fulfilled") return true;
      await page.getByRole("link", { name: "Look again" }).click();
      return false;
    }, "the order to be fulfilled", 30);
  }));

test("a payment that failed can be made again in the way the buyer chooses", () =>
  ordered({ scripts: false }, async (page, book) => {
    await choose(page, "Fail");
    assert.equal(await state(page), "failed");
    assert.equal(await page.locator(".file button").count(), 0);
    await page.getByRole("radio").check();
    await retry(page).click();
    await page.waitForURL("**/sandbox/*");
    await choose(page, "Pay");
    assert.equal(await state(page), "fulfilled");
    await expectBook(await fetchBook(page, book), book.title);
  }));

test("an order that was given up says so and can be paid after all", () =>
  ordered({ scripts: false }, async (page) => {
    await page.getByRole("link", { name: "Back to the order" }).click();
    await page.getByRole("button", { name: "Cancel this order" }).click();
    assert.equal(await state(page), "cancelled");
    await page.getByRole("radio").check();
    await retry(page).click();
    await choose(page, "Pay");
    assert.equal(await state(page), "fulfilled");
  }));

test("whatever was paid, late, twice or in part, the ledger balances", async () => {
  const shop = await ownShop();
  const [book] = await pricedBooks(shop);
  await visit(shop, { scripts: false }, async (page) => {
    for (const how of ["Pay", "Pay too little", "Pay late", "Pay twice", "Fail", "Pay, report twice"]) {
      await order(page, book);
      await choose(page, how);
    }
  });
  assert.deepEqual(await shop.ask("ledger", "check"), { good: true, findings: [] });
  await shop.stop();
});
