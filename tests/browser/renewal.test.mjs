// Five downloads, then the order's page renews them itself.
import assert from "node:assert/strict";

import { visit } from "./lib/browser.mjs";
import { buy, fetchBook, pricedBooks } from "./lib/buyer.mjs";
import { expectBook } from "./lib/epub.mjs";
import { sharedShop } from "./lib/shop.mjs";
import { test } from "./lib/test.mjs";

test("five downloads spend a file, and its order page renews it", async () => {
  const shop = await sharedShop();
  const [book] = await pricedBooks(shop);
  await visit(shop, { scripts: false }, async (page) => {
    await buy(page, book);
    for (let times = 0; times < 5; ++times) {
      await fetchBook(page, book);
      await page.reload();
    }
    const file = page.locator(".file");
    assert.match(await file.innerText(), /All downloads of this file are used up/);
    await file.getByRole("button", { name: /^Renew this download/ }).click();
    assert.match(await file.innerText(), /5 downloads left/);
    await expectBook(await fetchBook(page, book), book.title);
    assert.match(await page.locator(".spine").innerText(), /Download renewed/);
  });
});

test("a spent file that was renewed a moment ago says from when on it can be renewed", async () => {
  const shop = await sharedShop();
  const [book] = await pricedBooks(shop);
  await visit(shop, { scripts: false }, async (page) => {
    await buy(page, book);
    const file = page.locator(".file");
    const spend = async () => {
      for (let times = 0; times < 5; ++times) {
        await fetchBook(page, book);
        await page.reload();
      }
    };
    await spend();
    await file.getByRole("button", { name: /^Renew this download/ }).click();
    await spend();
    assert.equal(await file.getByRole("button").count(), 0);
    assert.match(await file.innerText(), /can be renewed from .*\d{4}.* on/);
  });
});
