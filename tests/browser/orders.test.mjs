// Impatient people: double clicks, reloads and the back button make one order and one payment.
import assert from "node:assert/strict";

import { visit } from "./lib/browser.mjs";
import { addToCart, agree, button, choose, fetchBook, heading, order, pricedBooks, state } from "./lib/buyer.mjs";
import { ownShop, sharedShop } from "./lib/shop.mjs";
import { test, until } from "./lib/test.mjs";

const buyNow = async (page, book) => {
  await page.goto(`/books/${book.slug}`);
  await page.getByRole("link", { name: "Buy now" }).click();
  await agree(page);
};
const payButton = (page) => page.locator(".pay-form button.primary");

async function ownOrder(use) {
  const shop = await ownShop();
  const [book] = await pricedBooks(shop);
  await visit(shop, { scripts: false }, (page) => use(page, book, shop));
  const { orders } = await shop.ask("order", "list");
  assert.deepEqual(await shop.ask("ledger", "check"), { good: true, findings: [] });
  await shop.stop();
  return orders;
}

test("a double click on the button that orders makes one order, and one that pays, one payment", async () => {
  const orders = await ownOrder(async (page, book) => {
    await buyNow(page, book);
    await payButton(page).dblclick();
    await page.waitForURL("**/sandbox/*");
    await button(page, "Pay").dblclick();
    await page.waitForURL("**/orders/*");
    assert.equal(await state(page), "fulfilled");
    assert.doesNotMatch(await page.locator(".order-head").innerText(), /owed back/);
  });
  assert.equal(orders.length, 1);
});

test("the same checkout form sent from two windows makes one order", async () => {
  const orders = await ownOrder(async (page, book) => {
    await buyNow(page, book);
    const fields = await page.locator(".pay-form").evaluate((form) => Object.fromEntries(new FormData(form)));
    const send = () => page.request.post("/checkout", { form: fields, maxRedirects: 0,
                                                        headers: { origin: new URL(page.url()).origin } });
    const answers = await Promise.all([send(), send(), send()]);
    const places = new Set(answers.map((answer) => answer.headers().location));
    assert.deepEqual(answers.map((answer) => answer.status()), [303, 303, 303]);
    assert.equal(places.size, 1, [...places].join(" "));
  });
  assert.equal(orders.length, 1);
});

test("back from the processor and forth again, after ordering from the cart, leaves one order", async () => {
  const orders = await ownOrder(async (page, book) => {
    await order(page, book);
    await page.goBack();
    assert.doesNotMatch(await heading(page), /Something broke|not understood/);
    await page.goForward();
    await choose(page, "Pay");
    assert.equal(await state(page), "fulfilled");
  });
  assert.equal(orders.length, 1);
});

test("reloading and going back on the order page orders, pays and spends nothing", async () => {
  const shop = await sharedShop();
  const [book] = await pricedBooks(shop);
  await visit(shop, { scripts: false }, async (page) => {
    await order(page, book);
    await choose(page, "Pay");
    const address = page.url();
    for (let times = 0; times < 3; ++times) await page.reload();
    await page.goBack();
    assert.match(await page.locator("main").innerText(), /Paid\s+Nothing more is to be paid here/);
    await page.goForward();
    assert.equal(page.url(), address);
    assert.equal(await state(page), "fulfilled");
    assert.match(await page.locator(".file").innerText(), /5 downloads left/);
    assert.doesNotMatch(await page.locator(".order-head").innerText(), /owed back/);
  });
});

test("money from a page that was left open goes back, and the order says so", async () => {
  const shop = await sharedShop();
  const [book] = await pricedBooks(shop);
  await visit(shop, { scripts: false }, async (page) => {
    await order(page, book);
    const stale = await page.context().newPage();
    await stale.goto(page.url());
    await choose(page, "Pay");
    await choose(stale, "Pay");
    assert.equal(await state(stale), "fulfilled");
    assert.match(await stale.locator(".order-head").innerText(), /(is on its way|was given) back to you/);
  });
});

test("a book put into the cart twice is in it once", async () => {
  const shop = await sharedShop();
  const [book] = await pricedBooks(shop);
  await visit(shop, { scripts: false }, async (page) => {
    await addToCart(page, book);
    await addToCart(page, book);
    await page.reload();
    assert.match(await page.getByRole("link", { name: /^Cart/ }).getAttribute("aria-label"), /1 book$/);
  });
});

test("with scripts the number of downloads left follows a download, without a reload", async () => {
  const shop = await sharedShop();
  const [book] = await pricedBooks(shop);
  await visit(shop, { scripts: true }, async (page) => {
    await order(page, book);
    await choose(page, "Pay");
    await fetchBook(page, book);
    await until(async () => /4 downloads left/.test(await page.locator(".file").innerText()), "the number to follow", 15);
  });
});

test("who goes back from the counter is shown the order, and finds it from an empty cart", async () => {
  const shop = await sharedShop();
  const [book] = await pricedBooks(shop);
  await visit(shop, { scripts: false }, async (page) => {
    await order(page, book);
    await page.goBack();
    await page.getByRole("link", { name: "Open its page" }).click();
    assert.equal(await state(page), "open");
  });
});

test("downloads are counted one by one, and a reload spends none", async () => {
  const shop = await sharedShop();
  const [book] = await pricedBooks(shop);
  await visit(shop, { scripts: false }, async (page) => {
    await order(page, book);
    await choose(page, "Pay");
    for (const left of ["4 downloads left", "3 downloads left"]) {
      await fetchBook(page, book);
      await page.reload();
      assert.match(await page.locator(".file").innerText(), new RegExp(left));
    }
  });
});
