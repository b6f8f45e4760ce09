// The storefront in its languages: bought from by whoever reads them, from the left and from the right.
import assert from "node:assert/strict";

import { DESKTOP, PHONE, visit } from "./lib/browser.mjs";
import { pricedBooks, state } from "./lib/buyer.mjs";
import { look } from "./lib/desk.mjs";
import { ownShop } from "./lib/shop.mjs";
import { expectNone, test } from "./lib/test.mjs";

const direction = (page) => page.locator("html").getAttribute("dir");
const speaks = (page) => page.locator("html").getAttribute("lang");

// Every kind of page that buyers and readers meet, in the order in which a purchase meets them.
async function* walk(page, shop) {
  const [first, second] = await pricedBooks(shop);
  const at = async (path) => { await page.goto(path); };
  await at("/"); yield "home";
  await at("/books"); yield "books";
  await at("/search?q=tide"); yield "search";
  await at(`/books/${first.slug}`); yield "book";
  await at(`/books/${first.slug}/sample`); yield "sample";
  for (const one of [first, second]) {
    await at(`/books/${one.slug}`);
    await page.locator('form[action="/cart/add"] button[type="submit"]').first().click();
    await page.waitForURL("**/cart");
  }
  yield "cart";
  await at("/checkout"); yield "checkout";
  await page.locator("#country").selectOption("DE");
  await page.locator('form[action="/checkout/place"] button, button[formaction="/checkout/place"]').first().click();
  await page.locator("#consent").check(); yield "checkout-taxed";
  await page.locator(".pay-form button.primary").click();
  await page.waitForURL("**/sandbox/*"); yield "processor";
  await page.locator('button[value="pay"]').click();
  await page.waitForURL("**/orders/*");
  assert.equal(await state(page), "fulfilled"); yield "order";
  const order = new URL(page.url()).pathname;
  await page.locator("details", { has: page.locator(`form[action="${order}/invoice"]`) }).locator("summary").click();
  await page.locator(`form[action="${order}/invoice"] button[value="make"]`).click();
  await page.waitForURL("**/documents/**"); yield "paper";
  for (const path of ["/help", "/about", "/terms", "/about-fallback", "/library"]) { await at(path); yield path.slice(1); }
}

// Those of which a picture is kept: from the right, and with the longest words.
const KEPT = { ar: new Set(["home", "search", "book", "cart", "checkout"]), de: new Set(["book", "checkout"]) };

// The names of a receipt begin at one edge, whatever language a title is of.
async function edges(page, way) {
  const at = await page.locator(".receipt .sum th").evaluateAll((cells, isRight) => cells.map((cell) => {
    const words = document.createRange();
    words.selectNodeContents(cell);
    const { left, right } = words.getBoundingClientRect();
    return Math.round(isRight ? right : left);
  }), way === "rtl");
  return at.length > 2 && Math.max(...at) - Math.min(...at) <= 1 ? [] : [`the lines of the receipt begin at ${at.join(", ")}`];
}

for (const [code, wanted] of [["ar", "rtl"], ["de", "ltr"]])
  test(`every page in ${code} fits five widths, axe finds nothing, and it looks as it was accepted`, async () => {
    const shop = await ownShop({ env: { TAX_COUNTRY: "DE", SELLER_ADDRESS: "Hafen 4 | Hamburg", SELLER_TAX_NUMBER: "DE123456789",
                                        SHOP_CURRENCIES: "EUR" } });
    await visit(shop, { language: code }, async (page) => {
      const found = [];
      for await (const name of walk(page, shop)) {
        assert.deepEqual([await speaks(page), await direction(page)], [code, wanted], name);
        found.push(...await look(page, `${code}-${name}`, KEPT[code].has(name), "in-"));
        if (name === "order") found.push(...await edges(page, wanted));
        await page.setViewportSize(DESKTOP);
      }
      expectNone(found, `faults of the pages in ${code}`);
    });
    await shop.stop();
  }, 600);

test("the pages that hold most words fit five widths in French and Spanish, and axe finds nothing", async () => {
  const shop = await ownShop({});
  for (const code of ["fr", "es"])
    await visit(shop, { language: code }, async (page) => {
      const [first] = await pricedBooks(shop);
      const found = [];
      for (const path of ["/", `/books/${first.slug}`, `/checkout?book=`, "/help"]) {
        await page.goto(path);
        if (path.startsWith("/checkout")) {
          await page.goto(`/books/${first.slug}`);
          await page.locator('a[href^="/checkout"], form[action="/checkout"] button').first().click();
          await page.waitForURL("**/checkout**");
        }
        assert.equal(await speaks(page), code, path);
        found.push(...await look(page, `${code}${path.replaceAll(/\W+/g, "-")}`));
        await page.setViewportSize(DESKTOP);
      }
      expectNone(found, `faults of the pages in ${code}`);
    });
  await shop.stop();
});

for (const [where, size, scripts] of [["a phone without scripts", PHONE, false], ["a desk", DESKTOP, true]])
  test(`a language is chosen in the foot and stays, on ${where}`, async () => {
    const shop = await ownShop({});
    await visit(shop, { size, scripts, language: "en-GB" }, async (page) => {
      await page.goto("/books?sort=title");
      await page.locator("#shop-language").getByRole("button", { name: "العربية" }).click();
      assert.equal(new URL(page.url()).search, "?sort=title");
      assert.deepEqual([await speaks(page), await direction(page)], ["ar", "rtl"]);
      const mark = await page.locator(".mark").boundingBox();
      assert.ok(mark.x > size.width / 2, "the shop's name stands at the right");
      const title = await page.locator(".card h3").first().boundingBox();
      const link = await page.locator(".card h3 a").first().boundingBox();
      assert.ok(title.x + title.width - link.x - link.width < 2, "a Latin title begins at the right edge, too");
      await page.goto("/cart");
      assert.equal(await speaks(page), "ar");
      await page.locator("#shop-language").getByRole("button", { name: "Deutsch" }).click();
      assert.deepEqual([await speaks(page), await direction(page)], ["de", "ltr"]);
      assert.equal(new URL(page.url()).pathname, "/cart");
    });
    await shop.stop();
  });
