// What a system asks of every page: its own few colours, and that nothing moves.
import assert from "node:assert/strict";

import { visit } from "./lib/browser.mjs";
import { addToCart, pricedBooks } from "./lib/buyer.mjs";
import { faults } from "./lib/desk.mjs";
import { sharedShop } from "./lib/shop.mjs";
import { expectNone, test } from "./lib/test.mjs";

const TABS = 12; // over the head of a page and into what it is about

// What has the focus, if nothing shows it.
const unseenFocus = (page) => page.evaluate(() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
  const ground = getComputedStyle(document.documentElement).backgroundColor;
  const isSeen = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && outlineColor !== ground;
  return isSeen ? null : `${element.outerHTML.slice(0, 100)}: ${outlineWidth} ${outlineStyle} ${outlineColor}`;
});

async function* walk(page, shop) {
  const [book] = await pricedBooks(shop);
  for (const path of ["/", "/books", `/books/${book.slug}`, "/search?q=paper", "/help"]) {
    await page.goto(path);
    yield path;
  }
  await addToCart(page, book);
  yield "/cart";
  await page.goto("/checkout");
  yield "/checkout";
}

test("in the colours that a system forces axe finds nothing, and the focus is seen", async () => {
  const shop = await sharedShop();
  await visit(shop, {}, async (page) => {
    const found = [];
    await page.emulateMedia({ forcedColors: "active" });
    for await (const path of walk(page, shop)) {
      assert.ok(await page.evaluate(() => matchMedia("(forced-colors: active)").matches));
      for (const one of await faults(page, false)) found.push(`${path}: ${one}`);
      for (let times = 0; times < TABS; ++times) {
        await page.keyboard.press("Tab");
        const how = await unseenFocus(page);
        if (how) found.push(`${path}: the focus is not seen: ${how}`);
      }
    }
    expectNone(found);
  });
});

const POINTED_AT = ".card, .row, main .button, main button:not([aria-hidden]), summary";

const moving = (page) => page.evaluate(() => document.getAnimations().map((one) =>
  `${one.effect.target.outerHTML.slice(0, 80)}: ${one.transitionProperty ?? one.animationName}`));

test("nothing moves for whoever asked for less of it, whatever is pointed at", async () => {
  const shop = await sharedShop();
  await visit(shop, {}, async (page) => {
    const found = [];
    await page.emulateMedia({ reducedMotion: "reduce" });
    for await (const path of walk(page, shop)) {
      for (const target of await page.locator(POINTED_AT).all().then((all) => all.slice(0, 3))) {
        if (!await target.isVisible()) continue;
        await target.hover();
        for (const one of await moving(page)) found.push(`${path}: ${one}`);
      }
    }
    expectNone(found);
    // The same card does move for everybody else: what was looked for can be found.
    await page.emulateMedia({ reducedMotion: "no-preference" });
    await page.goto("/books");
    await page.locator(".card").first().hover();
    assert.notDeepEqual(await moving(page), []);
  });
});
