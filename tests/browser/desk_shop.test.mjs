// The desk of a bookseller: what was saved, orders that are looked for, disputes, covers; and how these pages look.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { postApi } from "./lib/api.mjs";
import { DESKTOP, PHONE, visit } from "./lib/browser.mjs";
import { button, pricedBooks } from "./lib/buyer.mjs";
import { begin, look } from "./lib/desk.mjs";
import { comic } from "./lib/make_comic.mjs";
import { folder } from "./lib/places.mjs";
import { Shop, ownShop } from "./lib/shop.mjs";
import { expectNone, test } from "./lib/test.mjs";

const WIDE_TABLE = ["| Registration | Supervision |", "|---|---|",
  "| Handelsregisternummer_HRB_123456 | Verbraucherstreitbeilegungsgesetz_Informationspflichten |"].join("\n");

async function placed(shop, book, more = {}) {
  const wanted = { items: [{ book: book.slug }], method: "sandbox", ...more };
  return (await postApi(shop.origin, "/api/v1/orders", wanted, `shop-order-${Date.now()}`)).order;
}

async function act(shop, order, action) {
  const answer = await fetch(order.pay_url, {
    method: "POST", redirect: "manual", headers: { origin: new URL(shop.origin).origin, "sec-fetch-site": "same-origin" },
    body: new URLSearchParams({ action, idempotency_key: `shop-${order.reference}-${action}` }),
  });
  assert.equal(answer.status, 303, `${action}: ${await answer.text()}`);
}

async function reload(page, path, isThere) {
  for (let tries = 0; tries < 300; ++tries) {
    await page.goto(path);
    if (await isThere()) return;
  }
  throw new Error(`${path} never came to that`);
}

test("what a bookseller does at the desk is said, fits four widths, and axe finds nothing", async () => {
  const shop = await ownShop();
  const [book, other] = await pricedBooks(shop);
  const orders = [];
  for (const one of [book, other, book]) {
    const order = await placed(shop, one);
    await act(shop, order, "pay");
    orders.push(order);
  }
  await act(shop, orders[0], "dispute");
  await act(shop, orders[1], "dispute");
  await visit(shop, { size: DESKTOP }, async (page) => {
    await begin(page, shop);
    const found = [];
    await page.goto(`/desk/books/${book.slug}`);
    await page.fill("#price", "5,00");
    await button(page, "Set price").click();
    await page.waitForSelector(".done-note:has-text('The price is saved')");
    await page.fill("#copies", "7");
    await button(page, "Set copies").click();
    await page.waitForSelector("dd:has-text('7')");
    found.push(...await look(page, "book-saved"));
    await page.goto("/desk/books");
    found.push(...await look(page, "books-covers"));
    await page.goto("/desk/coupons");
    await page.fill("#code", "SPRING");
    await page.fill("#percent", "10 %");
    await page.fill("#until", "2999-01-01");
    await button(page, "Make this code").click();
    await page.waitForSelector("td:has-text('1 January 2999')");
    found.push(...await look(page, "coupons-made"));
    await reload(page, "/desk/disputes", async () => await page.locator("tbody tr").count() === 2);
    found.push(...await look(page, "disputes"));
    await page.goto("/desk/orders");
    await page.fill("#search", book.title);
    await button(page, "Show").click();
    assert.equal(await page.locator("tbody tr").count(), 2);
    found.push(...await look(page, "orders-found"));
    await page.fill("#search", "no such thing");
    await button(page, "Show").click();
    found.push(...await look(page, "orders-not-found"));
    await page.goto(`/desk/orders/${orders[0].reference}`);
    found.push(...await look(page, "order-disputed-again"));
    await button(page, "Show the buyer’s link").click();
    await page.waitForSelector(`code:has-text('/orders/${orders[0].token}')`);
    found.push(...await look(page, "order-link"));
    await page.locator("summary:has-text('Make another link')").click();
    found.push(...await look(page, "order-renew"));
    await page.goto("/desk/pages/imprint");
    await page.fill("#text", `Calder & Daughters\n4 Bakery Lane\nHarbour Town\n\n${WIDE_TABLE}`);
    await button(page, "Publish this version").click();
    await page.waitForSelector(".done-note");
    found.push(...await look(page, "page-kept"));
    await page.goto("/desk/audit");
    found.push(...await look(page, "audit-words"));
    await page.goto("/imprint");
    assert.equal(await page.locator(".prose br").count(), 2);
    found.push(...await look(page, "imprint"));
    await page.setViewportSize(PHONE);
    const wide = page.getByRole("group", { name: "Registration, Supervision" });
    assert.ok(await wide.evaluate((one) => one.scrollWidth > one.clientWidth), "the table is wider than a phone");
    await wide.focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction((one) => one.scrollLeft > 0, await wide.elementHandle());
    await page.goto(`/orders/${orders[2].token}`);
    await page.locator("#invoice summary").click();
    await page.fill("#paper_name", "Mirjam Holt");
    await page.fill("#paper_address", "3 Canal Street\nHarbour Town");
    await button(page, "Look at it first").click();
    await page.waitForSelector("h1:has-text('not made yet')");
    found.push(...await look(page, "paper-preview"));
    expectNone(found);
  });
  await shop.stop();
});

test("the state of an order that is still to come lies over nothing beside it", async () => {
  const shop = await ownShop();
  const [book, other] = await pricedBooks(shop);
  await shop.ask("book", "dates", other.slug, "--release", "2999-12-24");
  const orders = [await placed(shop, book, { items: [{ book: book.slug }, { book: other.slug }] }),
                  await placed(shop, book, { gift: { name: "Tom", day: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10) } })];
  for (const order of orders) await act(shop, order, "pay");
  const found = [];
  await visit(shop, {}, async (page) => {
    await begin(page, shop);
    for (const order of orders) {
      await page.goto(`/desk/orders/${order.reference}`);
      for (const width of [390, 820, 1024, 1280, 1920]) {
        await page.setViewportSize({ width, height: 900 });
        const beyond = await page.evaluate(() => {
          const state = document.querySelector(".facts .state");
          return state.getBoundingClientRect().right - state.closest("dd").getBoundingClientRect().right;
        });
        if (beyond > 0) found.push(`${await page.locator(".facts .state").innerText()} at ${width}: ${beyond} px`);
      }
    }
  });
  expectNone(found);
  await shop.stop();
});

test("what cannot be taken is said in its form, names its field and leads there, on a phone without scripts", async () => {
  const shop = await ownShop({ env: { SHOP_CURRENCIES: "EUR" } });
  const [book] = await pricedBooks(shop);
  await visit(shop, { size: PHONE, scripts: false }, async (page, watch) => {
    await begin(page, shop);
    watch.allowRefusal(new URL(`/desk/books/${book.slug}`, shop.origin).href);
    for (const [field, typed, says] of [
      ["until", "tomorrow", "is no moment for “Until”"],
      ["release", "soon", "is no moment for “Comes out on”"],
      ["price", "a lot", "Price: "],
      ["compare_at", "0.01", "must be higher than the price"],
      ["suggested-EUR", "nothing", "(EUR): "],
      ["copies", "many", "Copies to sell: "],
      ["countries", "Atlantis", "Countries: "],
      ["edit-isbn", "978-3", "This is no ISBN"],
      ["edit-language", "klingonisch!", "A language is a tag"]]) {
      await page.goto(`/desk/books/${book.slug}`);
      await page.evaluate(() => { for (const one of document.querySelectorAll("details")) one.open = true; });
      await page.fill(`[id="${field}"]`, typed);
      const form = page.locator("form", { has: page.locator(`[id="${field}"]`) });
      await form.locator("button").last().click();
      const wrong = page.locator("[aria-invalid=true]");
      await wrong.waitFor();
      assert.equal(await wrong.getAttribute("id"), field, `${field}: another field is marked`);
      assert.equal(await wrong.inputValue(), typed);
      assert.ok((await wrong.getAttribute("aria-describedby")).split(" ").includes("fault-note"), field);
      const note = page.locator("#fault-note");
      assert.ok((await note.innerText()).includes(says), `${field}: ${await note.innerText()}`);
      assert.equal(await page.locator("[role=alert]").count(), 1, `${field}: said twice`);
      const [where, said] = [await wrong.boundingBox(), await note.boundingBox()];
      assert.ok(where.y >= 0 && where.y < PHONE.height, `${field} is at ${where.y}`);
      assert.ok(Math.abs(where.y - said.y) < PHONE.height, `${field}: the sentence stands ${where.y - said.y} px above`);
    }
  });
  await shop.stop();
});

test("another cover is shown at once, and the file's own comes back", async () => {
  const shop = await new Shop({ isDemo: false }).start();  // the demonstration takes no other cover
  const files = folder("cover");
  await writeFile(join(files, "rain.cbz"), await comic({ title: "Twelve Panels of Rain", pages: 3 }));
  await shop.ask("import", files, "--price", "3.99");
  const [book] = await shop.books();
  await visit(shop, { size: DESKTOP }, async (page) => {
    await begin(page, shop);
    const path = `/desk/books/${book.slug}`;
    await page.goto(path);
    const own = await page.locator(".desk-book img").getAttribute("src");
    await page.locator("summary:has-text('Another cover')").click();
    expectNone(await look(page, "book-cover"));
    const drawn = await page.evaluate(() => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 400, height: 600 });
      const brush = canvas.getContext("2d");
      brush.fillStyle = "#7a1f2b";
      brush.fillRect(0, 0, 400, 600);
      return canvas.toDataURL("image/png").split(",")[1];
    });
    await page.setInputFiles("#cover-file", { name: "new.png", mimeType: "image/png", buffer: Buffer.from(drawn, "base64") });
    await button(page, "Show this cover").click();
    await page.waitForSelector(".done-note:has-text('cover is changed')");
    const changed = await page.locator(".desk-book img").getAttribute("src");
    assert.notEqual(changed, own);
    await page.goto(`/books/${book.slug}`);
    assert.ok((await page.content()).includes(changed), "and in the shop");
    await page.goto(path);
    await page.locator("summary:has-text('Another cover')").click();
    await button(page, "Show the cover of the file again").click();
    await page.waitForSelector(".done-note:has-text('shown again')");
    assert.equal(await page.locator(".desk-book img").getAttribute("src"), own);
  });
  await shop.stop();
});
