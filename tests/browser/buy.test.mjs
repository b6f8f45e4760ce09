// A book is bought, delivered and opened: with scripts off and on, on a phone and at a desk.
import assert from "node:assert/strict";

import { DESKTOP, PHONE, visit } from "./lib/browser.mjs";
import { addToCart, agree, button, buy, checkOut, choose, download, fetchBook, findOnShelf, freeBooks, heading, pricedBooks,
         state } from "./lib/buyer.mjs";
import { expectBook } from "./lib/epub.mjs";
import { sharedShop } from "./lib/shop.mjs";
import { test } from "./lib/test.mjs";

for (const scripts of [false, true])
  for (const [where, size] of [["a phone", PHONE], ["a desk", DESKTOP]])
    test(`a priced book is bought and opened on ${where} with scripts ${scripts ? "on" : "off"}`, async () => {
      const shop = await sharedShop();
      const [book] = await pricedBooks(shop);
      await visit(shop, { size, scripts }, async (page) => {
        await findOnShelf(page, book);
        await button(page, "Add to cart").click();
        assert.ok(await page.getByRole("main").getByRole("link", { name: book.title }).isVisible());
        await page.getByRole("button", { name: "Go to checkout" }).click();
        await page.getByLabel("Name on the receipt").fill("Inés Käsemann");
        await agree(page);
        await page.getByRole("button", { name: /^Pay \$[\d.]+ with play money$/ }).click();
        await choose(page, "Pay");
        assert.equal(await heading(page), "Your book is ready");
        assert.match(await page.locator(".receipt").innerText(), /Inés Käsemann/);
        await expectBook(await fetchBook(page, book), book.title);
        await page.reload();
        assert.match(await page.locator(".file").innerText(), /4 downloads left/);
      });
    });

test("a free book is taken without any payment", async () => {
  const shop = await sharedShop();
  const [book] = await freeBooks(shop);
  await visit(shop, { scripts: false, size: PHONE }, async (page) => {
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await findOnShelf(page, book);
    await page.getByRole("link", { name: "Get this book free" }).click();
    assert.equal(await page.getByRole("radio").count(), 0);
    await button(page, "Get your book").click();
    await page.waitForURL("**/orders/*");
    assert.equal(await state(page), "fulfilled");
    assert.deepEqual(asked.filter((path) => path.startsWith("/sandbox")), []);
    await expectBook(await fetchBook(page, book), book.title);
  });
});

test("several books, a free one among them, are one order and each is delivered", async () => {
  const shop = await sharedShop();
  const books = [...(await pricedBooks(shop)).slice(1, 4), (await freeBooks(shop))[1]];
  await visit(shop, { scripts: false }, async (page) => {
    for (const book of books) await addToCart(page, book);
    const total = books.reduce((sum, book) => sum + book.price, 0).toFixed(2);
    assert.match(await page.getByRole("link", { name: /^Cart/ }).getAttribute("aria-label"), /4 books/);
    assert.match(await page.locator(".cart-total").innerText(), new RegExp(`\\$${total}`));
    await checkOut(page);
    assert.match(await heading(page), new RegExp(`\\$${total}`));
    await choose(page, "Pay");
    for (const book of books) await expectBook(await fetchBook(page, book), book.title);
    assert.match(await page.getByRole("link", { name: /^Cart/ }).getAttribute("aria-label"), /0 books/);
  });
});

test("a book taken out of the cart is not paid for", async () => {
  const shop = await sharedShop();
  const books = (await pricedBooks(shop)).slice(4, 6);
  await visit(shop, {}, async (page) => {
    for (const book of books) await addToCart(page, book);
    await page.getByRole("button", { name: `Remove ${books[0].title}` }).click();
    await checkOut(page);
    assert.match(await heading(page), new RegExp(`\\$${books[1].price.toFixed(2)}`));
  });
});

test("the secret page brings the book to another device, and the receipt file leads there", async () => {
  const shop = await sharedShop();
  const [book] = await pricedBooks(shop);
  const address = await visit(shop, { size: DESKTOP }, async (page) => {
    await buy(page, book);
    const shown = await page.locator(".keep-address code").innerText();
    assert.equal(shown, page.url());
    const file = await download(page, () => page.getByRole("link", { name: "Save receipt file" }).click());
    assert.match(file, /receipt-[\w-]+\.html$/);
    return page.url();
  });
  await visit(shop, { size: PHONE, scripts: false }, async (page) => {
    await page.goto(address);
    await expectBook(await fetchBook(page, book), book.title);
  });
});
