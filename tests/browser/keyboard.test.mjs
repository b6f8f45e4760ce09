// The whole sale with Tab, Enter and Space; wherever the focus goes, it is seen.
import assert from "node:assert/strict";

import { DESKTOP, PHONE, visit } from "./lib/browser.mjs";
import { download, heading, pricedBooks, state } from "./lib/buyer.mjs";
import { expectBook } from "./lib/epub.mjs";
import { TABS_MAX, named, press, tab, tabTo } from "./lib/keys.mjs";
import { sharedShop } from "./lib/shop.mjs";
import { expectNone, test } from "./lib/test.mjs";

for (const [where, size] of [["a desk", DESKTOP], ["a phone", PHONE]])
  test(`a book is bought with the keyboard alone, at ${where}, and the focus is always seen`, async () => {
    const shop = await sharedShop();
    const priced = new Set((await pricedBooks(shop)).map((book) => `/books/${book.slug}`));
    await visit(shop, { size }, async (page) => {
      await page.goto("/");
      await tabTo(page, (at) => at.href === "/books", "the shelves");
      await press(page, "Enter", "**/books");
      const { name: title } = await tabTo(page, (at) => priced.has(at.href), "a priced book");
      await press(page, "Enter", "**/books/*");
      assert.equal(await heading(page), title);
      await tabTo(page, named(/^Add to cart$/), "the button of the cart");
      await press(page, "Space", "**/cart");
      await tabTo(page, named(/^Go to checkout$/), "the way to the checkout");
      await press(page, "Enter", "**/checkout");
      await tabTo(page, (at) => at.type === "radio", "the way to pay");
      await page.keyboard.press("Space");
      await tabTo(page, (at) => at.type === "text", "the name on the receipt");
      await page.keyboard.type("Kim");
      await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
      assert.match(page.url(), /\/checkout(\/coupon)?$/, "Enter in a field orders nothing: it applies what was typed");
      assert.equal(await page.locator("[name=receipt_name]").inputValue(), "Kim", "and what was typed stays");
      await tabTo(page, (at) => at.type === "checkbox", "the box about delivery");
      await page.keyboard.press("Space");
      await tabTo(page, named(/^Pay \$/), "the button that orders");
      await press(page, "Enter", "**/sandbox/*");
      await tabTo(page, named(/^Pay$/), "the button that pays");
      await press(page, "Space", "**/orders/*");
      assert.equal(await state(page), "fulfilled");
      await tabTo(page, named(/^Download EPUB/), "the download");
      await expectBook(await download(page, () => page.keyboard.press("Enter")), title);
    });
  });

test("suggestions come while a search is typed, are read out, and are chosen with the keyboard", async () => {
  const shop = await sharedShop();
  const [book] = await pricedBooks(shop);
  const begun = book.title.slice(0, Math.max(6, book.title.length - 3));
  await visit(shop, {}, async (page) => {
    await page.goto("/");
    const field = page.locator("#find");
    await field.focus();
    await page.keyboard.type(begun);
    const list = page.locator(".top [role=listbox]");
    await list.waitFor();
    assert.equal(await field.getAttribute("aria-expanded"), "true");
    assert.match(await page.locator(".top [role=status]").textContent(), /suggestion/);
    await page.keyboard.press("Escape");
    assert.equal(await list.isVisible(), false, "Escape closes the list and keeps the words");
    assert.equal(await field.inputValue(), begun);
    await page.keyboard.press("ArrowDown");
    await list.waitFor();
    for (let presses = 0; presses < 10; ++presses) {
      await page.keyboard.press("ArrowDown");
      const active = page.locator(`#${await field.getAttribute("aria-activedescendant")}`);
      assert.equal(await active.getAttribute("aria-selected"), "true");
      if ((await active.locator(".suggest-name").textContent()) === book.title) break;
    }
    await press(page, "Enter", `**/books/${book.slug}`);
    assert.equal(await heading(page), book.title);
  });
});

test("the first tab skips to the content, and no page holds the focus captive", async () => {
  const shop = await sharedShop();
  const [book] = await pricedBooks(shop);
  await visit(shop, {}, async (page, watch) => {
    watch.allowRefusal(`${shop.origin}/nowhere`);
    const captives = [];
    for (const path of ["/", "/books", `/books/${book.slug}`, `/books/${book.slug}/sample`, "/search?q=paper", "/cart",
                        `/checkout?book=${book.slug}`, "/help", "/about-fallback", "/nowhere"]) {
      await page.goto(path);
      const first = await tab(page);
      assert.equal(first?.href, "#main", `${path}: the first stop is the skip link`);
      const stops = new Set();
      let isThrough = false;
      for (let tabs = 0; tabs < TABS_MAX && !isThrough; ++tabs) {
        const at = await tab(page);
        isThrough = at === null || at.href === "#main";
        if (at) stops.add(at.name);
      }
      if (!isThrough) captives.push(`${path}: after ${TABS_MAX} tabs still inside`);
      if (stops.size < 8) captives.push(`${path}: only ${stops.size} stops`);
      await page.goto(path);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      const isInside = await page.evaluate(() => Boolean(document.activeElement.closest("main, footer")));
      if (!isInside) captives.push(`${path}: the skip link does not skip`);
    }
    expectNone(captives);
  });
});

test("a search is made and refined with the keyboard", async () => {
  const shop = await sharedShop();
  await visit(shop, {}, async (page) => {
    await page.goto("/");
    await tabTo(page, (at) => at.type === "search", "the search field");
    await page.keyboard.type("paper");
    await press(page, "Enter", "**/search?q=paper");
    assert.match(await heading(page), /paper/);
    const facet = await tabTo(page, (at) => at.tag === "summary" && /author/i.test(at.name), "the filter of authors");
    await page.keyboard.press("Enter");
    await tabTo(page, (at) => at.href.includes("author="), `a choice of ${facet.name}`);
    await press(page, "Enter", /author=/);
    await tabTo(page, (at) => at.href.includes("/search") && !at.href.includes("author="), "the way back from it");
  });
});
