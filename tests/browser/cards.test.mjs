// A book is paid for on the card processor's own page, which is another origin: forms, policies and the way back, with
// scripts off and on. The processor is the double of tests/peers/stripe.
import assert from "node:assert/strict";

import { startDouble } from "../peers/stripe/start.mjs";
import { DESKTOP, PHONE, visit } from "./lib/browser.mjs";
import { addToCart, agree, button, fetchBook, heading, pricedBooks, state } from "./lib/buyer.mjs";
import { expectBook } from "./lib/epub.mjs";
import { ownShop } from "./lib/shop.mjs";
import { test, until } from "./lib/test.mjs";

const SECRET = "whsec_browser";

async function withCardShop(use) {
  const stripe = await startDouble();
  try {
    const shop = await ownShop({ env: { ENABLE_STRIPE: "true", STRIPE_SECRET_KEY: stripe.key, STRIPE_API_BASE: stripe.origin,
                                        STRIPE_WEBHOOK_SECRET: SECRET } });
    await stripe.act("endpoint", { url: `${shop.origin}/webhooks/stripe`, secrets: [SECRET] });
    await use(shop, stripe);
    await shop.stop();
  } finally {
    stripe.stop();
  }
}

async function toCardPage(page, shop, book) {
  await addToCart(page, book);
  await page.goto("/checkout");
  await agree(page);
  await page.locator(".pay-form button.primary").click();
  await page.waitForURL("**/c/pay/*");
}

for (const scripts of [false, true])
  test(`a book is bought by card with scripts ${scripts ? "on" : "off"}`, () => withCardShop(async (shop, stripe) => {
    const [book] = await pricedBooks(shop);
    await visit(shop, { scripts, size: scripts ? DESKTOP : PHONE, elsewhere: [stripe.origin] }, async (page) => {
      await toCardPage(page, shop, book);
      assert.equal(await heading(page), `Pay ${book.price.toFixed(2)} USD`);
      await button(page, "Pay by card").click();
      await page.waitForURL("**/orders/*");
      assert.equal(await state(page), "fulfilled");
      assert.match(await page.locator("aside.strip").first().innerText(), /test cards only/);
      await expectBook(await fetchBook(page, book), book.title);
    });
  }));

test("who turns back on the card page pays by another one, after a card that is declined", () =>
  withCardShop(async (shop, stripe) => {
    const [book] = await pricedBooks(shop);
    await visit(shop, { scripts: false, elsewhere: [stripe.origin] }, async (page, watch) => {
      await toCardPage(page, shop, book);
      const first = page.url();
      await page.getByRole("link", { name: "Back" }).click();
      await page.waitForURL("**/orders/*");
      const order = page.url();
      await page.locator(`a[href="${first}"]`).first().click();
      await page.waitForURL(first);
      watch.allowRefusal(page.url());
      await button(page, "Pay by a card that is declined").click();
      assert.match(await page.getByRole("alert").innerText(), /declined/);
      await button(page, "Google Pay").click();
      await page.waitForURL(order);
      await until(async () => { await page.reload(); return await state(page) === "fulfilled"; }, "the books");
    });
  }));
