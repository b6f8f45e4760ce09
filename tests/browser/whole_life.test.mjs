// The life of a shop, from its first link to a buyer who is forgotten: at the desk and in the shop, in one go.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { DESKTOP, PHONE, visit } from "./lib/browser.mjs";
import { button, choose, download, heading, state } from "./lib/buyer.mjs";
import { begin } from "./lib/desk.mjs";
import { expectBook, openBook } from "./lib/epub.mjs";
import { epub } from "./lib/make_epub.mjs";
import { Shop, freePort } from "./lib/shop.mjs";
import { test, until } from "./lib/test.mjs";

const BOOK = "The Night Shelf";
const BUYER = "Mirjam Holt";
const facts = { title: BOOK, author: "Ada Author" };
const file = async (name, id) =>
  ({ name, mimeType: "application/epub+zip", buffer: await epub(facts, id) });
const goOn = (page) => button(page, "Keep it and go on").click();

// The five questions; ends at the desk of a shop with one book.
async function answerTheQuestions(page, shop) {
  await begin(page, shop);
  await page.getByRole("link", { name: "I have kept them" }).click();
  await page.fill("#NODE_NAME", "Calder & Daughters");
  await page.fill("#SELLER_NAME", "Calder & Daughters Ltd");
  await goOn(page);
  await page.waitForURL("**/desk/setup/money");
  await page.fill("#SHOP_CURRENCY", "EUR");
  await page.check("#way-nowhere");
  await goOn(page);
  await page.waitForURL("**/desk/setup/payment");
  await page.check("#way-play");
  await goOn(page);
  await page.waitForURL("**/desk/setup/letters");
  await page.check("#way-later");
  await goOn(page);
  await page.waitForURL("**/desk/setup/book");
  await button(page, "Later").click();
  await page.waitForURL("**/desk/setup/done");
  await button(page, "To the desk").click();
  await page.waitForURL("**/desk");
}

async function uploadAndPrice(page) {
  await page.locator(".desk-nav").getByRole("link", { name: "Books" }).click();
  await page.locator("main").getByRole("link", { name: "Upload books" }).first().click();
  await page.setInputFiles("#files", await file("shelf.epub", 1));
  await button(page, "Upload").click();
  await page.getByRole("link", { name: BOOK }).click();
  await page.waitForSelector(`h1:has-text('${BOOK}')`);
  const path = new URL(page.url()).pathname;
  await page.fill("#price", "8.00");
  await button(page, "Set price").click();
  await page.locator(".done-note").waitFor();
  return path;
}

async function makeACode(page) {
  await page.goto("/desk/coupons");
  await page.fill("#code", "SPRING");
  await page.fill("#percent", "25");
  await button(page, "Make this code").click();
  await page.getByRole("rowheader", { name: "SPRING" }).waitFor();
}

// From the front page to the delivered book; the address of the order's page.
async function buys(page, { code, pays = "€8.00" } = {}) {
  await page.goto("/");
  await page.getByRole("main").getByRole("link", { name: BOOK }).first().click();
  await button(page, "Add to cart").click();
  await page.waitForURL("**/cart");
  if (code) {
    await page.fill("#coupon", code);
    await page.locator(".coupon button").click();
    await page.waitForURL("**/cart**");
  }
  await page.getByRole("button", { name: "Go to checkout" }).click();
  await page.fill("#receipt_name", BUYER);
  await page.check("#consent");
  const pay = page.locator(".pay-form .pay-do button");
  assert.ok((await pay.innerText()).includes(pays), `${await pay.innerText()} names ${pays}`);
  await pay.click();
  await page.waitForURL("**/sandbox/*");
  const counter = page.url();
  await choose(page, "Pay");
  assert.equal(await state(page), "fulfilled");
  return { order: page.url(), counter };
}

const fetches = (page) => download(page, () => page.getByRole("button", { name: /^Download EPUB/ }).first().click());
const saved = async (page, name, role = "link") =>
  readFile(await download(page, () => page.getByRole(role, { name }).click()), "utf8");
const referenceOn = async (page) => /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await page.locator(".order-head .kicker").innerText())[0];
const becomes = (page, path, wanted) => until(async () => {
  await page.goto(path);
  return await state(page) === wanted;
}, `the order to be ${wanted}`, 30);

for (const scripts of [false, true])
  test(`a whole life with scripts ${scripts ? "on" : "off"}: set up, stocked, sold, given back, disputed, mended, exported, forgotten`, async () => {
    const shop = await new Shop({ isDemo: false, port: await freePort() }).start();
    const visitor = { scripts, size: PHONE };
    await visit(shop, { scripts, size: DESKTOP }, async (desk) => {
      await answerTheQuestions(desk, shop);
      const bookAtDesk = await uploadAndPrice(desk);
      await makeACode(desk);

      await visit(shop, visitor, async (page) => {
        const { order } = await buys(page, { code: "SPRING", pays: "€6.00" });
        await expectBook(await fetches(page), BOOK);
        const reference = await referenceOn(page);
        await desk.goto("/desk/orders");
        await desk.getByRole("link", { name: reference }).click();
        await desk.getByRole("link", { name: "Give money back" }).click();
        await desk.fill("#amount", "6.00");
        await button(desk, "Give it back now").click();
        await desk.waitForURL(`**/desk/orders/${reference}**`);
        await becomes(page, order, "refunded");
        assert.equal(await page.getByRole("button", { name: /^Download EPUB/ }).count(), 0, "what was given back is not delivered");
      });

      await visit(shop, visitor, async (page) => {
        const { order, counter } = await buys(page);
        await expectBook(await fetches(page), BOOK);
        const reference = await referenceOn(page);
        await page.goto(counter);
        await page.locator(".play-more summary").click();
        await choose(page, "Dispute the last payment");
        const disputed = desk.getByRole("rowheader").getByRole("link", { name: reference });
        await until(async () => {
          await desk.goto("/desk/disputes");
          return await disputed.count() === 1;
        }, "the dispute to be seen at the desk", 30);
        await disputed.click();
        const evidence = await saved(desk, "Evidence to keep", "button");
        assert.ok(evidence.includes(reference) && evidence.includes(BOOK), "the evidence is of this order");
        await shop.stop();
        await shop.start();
        await page.goto(counter);
        await page.locator(".play-more summary").click();
        await choose(page, "Decide for the shop");
        await becomes(page, order, "fulfilled");

        await desk.goto(bookAtDesk);
        await desk.locator("summary:has-text('A new version')").click();
        await desk.setInputFiles("#version-file", await file("shelf-2.epub", 2));
        await desk.fill("#note", "A misprint on the first page is mended.");
        await button(desk, "Put it in").click();
        await desk.locator(".done-note").waitFor();
        await page.goto(order);
        assert.match(await page.locator(".changes").innerText(), /misprint/);
        assert.equal((await openBook(await fetches(page))).title, BOOK);
        await page.locator(".earlier summary").click();
        await download(page, () => page.locator(".earlier button").first().click());

        await desk.goto("/desk/sales");
        assert.ok((await saved(desk, "Export as CSV")).includes(reference), "the sale stands in the export");

        await button(page, "Gather in a library").click();
        await page.waitForURL("**/library");
        const known = await saved(page, "Get the file");
        assert.ok(known.includes(BUYER) && known.includes(reference), "one file holds what the shop knows");
        await page.check("#sure");
        await button(page, "Forget me").click();
        await page.waitForURL("**/library**");
        await page.goto(order);
        assert.equal((await page.content()).includes(BUYER), false, "the name is forgotten");
        await expectBook(await fetches(page), BOOK);
        await desk.goto(`/desk/orders/${reference}`);
        assert.equal((await desk.content()).includes(BUYER), false, "at the desk too");
        assert.ok((await heading(desk)).includes(reference));
      });
    });
    assert.deepEqual(await shop.ask("ledger", "check"), { good: true, findings: [] });
    assert.equal((await shop.ask("audit", "verify")).good, true);
    await shop.stop();
  });
