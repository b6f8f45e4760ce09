// Codes, prices that the buyer sets, copies of which there are few: what a person sees and does.
import assert from "node:assert/strict";

import { DESKTOP, PHONE, visit } from "./lib/browser.mjs";
import { addToCart, button, checkOut, choose, heading, pricedBooks, state } from "./lib/buyer.mjs";
import { ownShop } from "./lib/shop.mjs";
import { test } from "./lib/test.mjs";

const dollars = (cents) => `$${(cents / 100).toFixed(2)}`;

for (const [where, size, scripts] of [["a phone without scripts", PHONE, false], ["a desk", DESKTOP, true]])
  test(`a code is typed, taken off, and on the receipt, on ${where}`, async () => {
    const shop = await ownShop();
    const [first, second] = await pricedBooks(shop);
    await shop.ask("coupon", "add", "TENTH-OFF", "--percent", "10", "--uses", "1");
    await visit(shop, { size, scripts }, async (page, watch) => {
      for (const book of [first, second]) await addToCart(page, book);
      const whole = Math.round((first.price + second.price) * 100);
      const off = Math.floor((whole + 5) / 10);
      watch.allowRefusal(`${shop.origin}/cart/coupon`);
      await page.getByLabel("Discount code").fill("tenth of");
      await page.getByLabel("Discount code").press("Enter");
      await page.getByRole("alert").waitFor();
      assert.match(await page.getByRole("alert").innerText(), /knows no such code/);
      assert.equal(await page.getByLabel("Discount code").inputValue(), "tenth of");
      await page.getByLabel("Discount code").fill("tenth off");
      await button(page, "Apply").click();
      await page.getByText("The code TENTH-OFF counts.").waitFor();
      assert.match(await page.locator(".cart-total").innerText(), new RegExp(`\\${dollars(whole - off)}`));
      await checkOut(page);
      assert.match(await heading(page), new RegExp(`\\${dollars(whole - off)}`));
      await choose(page, "Pay");
      assert.equal(await state(page), "fulfilled");
      assert.match(await page.locator(".receipt").innerText(), new RegExp(`Discount, code TENTH-OFF\\s+.\\${dollars(off)}`));
    });
    assert.equal((await shop.ask("coupon", "show", "tenth off")).state, "used_up");
    await shop.stop();
  });

test("a buyer sets a price, changes it in the cart, and pays that", async () => {
  const shop = await ownShop();
  const [book] = await pricedBooks(shop);
  await shop.ask("book", "price", book.slug, "--at-least", "3", "--suggested", "8");
  await visit(shop, { size: PHONE, scripts: false }, async (page) => {
    await page.goto(`/books/${book.slug}`);
    assert.equal(await page.getByLabel("Your price").inputValue(), "8.00");
    await page.getByLabel("Your price").fill("5,50");
    await button(page, "Add to cart").click();
    assert.match(await page.locator(".cart-total").innerText(), /\$5\.50/);
    await page.getByLabel("Your price").fill("6");
    await button(page, "Set the price").click();
    assert.match(await page.locator(".cart-total").innerText(), /\$6\.00/);
    await checkOut(page);
    assert.match(await heading(page), /\$6\.00/);
    await choose(page, "Pay");
    assert.equal(await state(page), "fulfilled");
  });
  await shop.stop();
});

test("the last copy goes, and everybody else is told", async () => {
  const shop = await ownShop();
  const [book] = await pricedBooks(shop);
  await shop.ask("book", "stock", book.slug, "1");
  await visit(shop, {}, async (late) => {
    await addToCart(late, book);
    await visit(shop, {}, async (page) => {
      await page.goto(`/books/${book.slug}`);
      assert.match(await page.locator(".buy").innerText(), /1 copy left/);
      await addToCart(page, book);
      await checkOut(page);
      await choose(page, "Pay");
    });
    await late.goto("/cart");
    assert.match(await late.locator(".line").innerText(), /Is sold out by now/);
    await late.goto(`/books/${book.slug}`);
    assert.match(await late.locator(".buy").innerText(), /Sold out/);
    assert.equal(await button(late, "Add to cart").count(), 0);
  });
  await shop.stop();
});
