// One shop, several currencies: chosen with the keyboard, without scripts, and how the pages of that look.
import assert from "node:assert/strict";

import { DESKTOP, PHONE, visit } from "./lib/browser.mjs";
import { addToCart, button, checkOut, choose, heading, pricedBooks, state } from "./lib/buyer.mjs";
import { begin, look } from "./lib/desk.mjs";
import { ownShop } from "./lib/shop.mjs";
import { expectNone, test } from "./lib/test.mjs";

const CURRENCIES = "EUR, GBP, JPY";

async function shopOfMany() {
  const shop = await ownShop({ env: { SHOP_CURRENCIES: CURRENCIES } });
  const [first, second, third] = await pricedBooks(shop);
  await shop.ask("book", "price", first.slug, "4.49", "--currency", "EUR", "--compare-at", "9.90");
  await shop.ask("book", "price", second.slug, "--at-least", "2", "--suggested", "5", "--currency", "EUR");
  return { shop, first, second, third };
}

const pick = async (page, code) => {
  await page.locator("#currency").getByRole("button", { name: code, exact: true }).click();
};

for (const [where, size, scripts] of [["a phone without scripts", PHONE, false], ["a desk", DESKTOP, true]])
  test(`a currency is chosen, and what is shown in it is charged, on ${where}`, async () => {
    const { shop, first, second, third } = await shopOfMany();
    await visit(shop, { size, scripts }, async (page) => {
      await page.goto(`/books/${first.slug}`);
      await page.locator(".top-currency").click();
      await pick(page, "EUR");
      assert.equal(new URL(page.url()).pathname, `/books/${first.slug}`);
      assert.match(await page.locator(".buy .price").innerText(), /€9\.90.*€4\.49/s);
      if (scripts) expectNone(await look(page, `book-currency`), "faults of the book's page");
      await button(page, "Add to cart").click();
      await page.goto(`/books/${third.slug}`);
      if (scripts) expectNone(await look(page, `book-elsewhere`), "faults of the page of a book that is sold elsewhere");
      await page.locator(".buy").getByRole("button", { name: "USD" }).click();
      await button(page, "Add to cart").click();
      await pick(page, "EUR");
      await page.goto(`/books/${second.slug}`);
      assert.equal(await page.getByLabel("Your price").inputValue(), "5.00");
      await button(page, "Add to cart").click();
      assert.match(await page.locator(".cart-total").innerText(), /€9\.49/);
      assert.match(await page.locator(".lines").innerText(), /Is sold in USD only/);
      if (scripts) expectNone(await look(page, `cart-currencies`), "faults of the cart");
      if (scripts) {
        await page.goto("/checkout");
        expectNone(await look(page, "checkout-currencies"), "faults of the checkout");
        await page.setViewportSize(size);
      }
      await checkOut(page);
      assert.match(await heading(page), /€9\.49/);
      await choose(page, "Pay");
      assert.equal(await state(page), "fulfilled");
      assert.equal(await page.locator("#currency").count(), 0, "an order has its currency");
    });
    await shop.stop();
  });

for (const [where, size] of [["a phone", PHONE], ["a desk", DESKTOP]])
  test(`the desk has a field for each currency, on ${where}`, async () => {
    const { shop, first, third } = await shopOfMany();
    await shop.ask("bundle", "add", "Two at once", "--price", "1.00", "--book", first.slug, "--book", third.slug);
    await shop.ask("bundle", "price", "two-at-once", "0.99", "--currency", "GBP");
    await visit(shop, { size }, async (page) => {
      await begin(page, shop);
      await page.goto(`/desk/books/${first.slug}`);
      assert.equal(await page.locator("#price-EUR").inputValue(), "4.49");
      await page.fill("#price-GBP", "3,99");
      await button(page, "Set price").click();
      assert.match(await page.locator(".facts").first().innerText(), /£3\.99/);
      expectNone(await look(page, "book-currencies"), "faults of the form");
      for (const [name, path] of [["bundles", "/desk/bundles"], ["coupons", "/desk/coupons"], ["settings", "/desk/settings"]]) {
        await page.goto(path);
        expectNone(await look(page, `${name}-currencies`), `faults of ${path}`);
      }
    });
    await shop.stop();
  });

for (const [where, size, scripts] of [["a phone without scripts", PHONE, false], ["a desk", DESKTOP, true]])
  test(`what a price is about stands beside what is charged, on ${where}`, async () => {
    const shop = await ownShop({ env: { SHOP_CURRENCIES: "EUR", SHOW_ABOUT: "GBP=0.79, JPY=150" } });
    const [first, second] = await pricedBooks(shop);
    await shop.ask("book", "price", first.slug, "4.99", "--compare-at", "9.90");
    await shop.ask("book", "price", second.slug, "--at-least", "2", "--suggested", "5");
    await visit(shop, { size, scripts }, async (page) => {
      await page.goto(`/books/${first.slug}`);
      await page.locator(".top-currency").click();
      await pick(page, "GBP");
      assert.match(await page.locator(".buy .price").innerText(), /\$9\.90.*\$4\.99\s+about £3\.94/s);
      await page.locator(".top-currency").click();
      const faults = [];
      const see = async (name) => {
        if (scripts) faults.push(...await look(page, name));
        await page.setViewportSize(size);
      };
      await see("about-book");
      await button(page, "Add to cart").click();
      await page.goto(`/books/${second.slug}`);
      await button(page, "Add to cart").click();
      assert.match(await page.locator(".cart-total").innerText(), /\$9\.99\s+about £7\.89/);
      await see("about-cart");
      for (const [name, path] of [["books", "/books"], ["home", "/"], ["checkout", "/checkout"]]) {
        await page.goto(path);
        assert.match(await page.locator("main").innerText(), /\$\d+\.\d\d\s+about £/, path);
        await see(`about-${name}`);
      }
      expectNone(faults, "faults of these pages");
      await checkOut(page);
      assert.doesNotMatch(await page.locator("body").innerText(), /£/);
      await choose(page, "Pay");
      assert.equal(await state(page), "fulfilled");
      assert.doesNotMatch(await page.locator("main").innerText(), /£/, "an order has one amount");
    });
    await shop.stop();
  });

test("amounts beside the chart of sales are whole on a phone, whatever their currency writes", async () => {
  const shop = await ownShop({ env: { SHOP_CURRENCIES: "JPY" } });
  const [first] = await pricedBooks(shop);
  await shop.ask("book", "price", first.slug, "123456", "--currency", "JPY");
  await visit(shop, { size: PHONE }, async (page) => {
    await page.goto(`/books/${first.slug}`);
    await pick(page, "JPY");
    await button(page, "Add to cart").click();
    await checkOut(page);
    await choose(page, "Pay");
    await begin(page, shop);
    await page.goto("/desk/sales");
    const cut = await page.evaluate(() => [...document.querySelectorAll(".desk-chart svg")].flatMap((svg) => {
      const edge = svg.getBoundingClientRect().left;
      return [...svg.querySelectorAll("text")].filter((text) => text.getBoundingClientRect().left < edge - 0.5)
        .map((text) => text.textContent);
    }));
    expectNone(cut, "amounts that are cut off");
    expectNone(await look(page, "sales-yen"), "faults of the page of sales");
  });
  await shop.stop();
});
