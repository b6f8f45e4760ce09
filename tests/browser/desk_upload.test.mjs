// Books come in through the desk: with scripts one by one with their progress, without scripts all at once.
import assert from "node:assert/strict";

import { visit } from "./lib/browser.mjs";
import { begin, look } from "./lib/desk.mjs";
import { epub } from "./lib/make_epub.mjs";
import { Shop } from "./lib/shop.mjs";
import { expectNone, test } from "./lib/test.mjs";

const file = async (title, id) => ({ name: `${title}.epub`, mimeType: "application/epub+zip",
                                     buffer: await epub({ title, author: "Ada Author" }, id) });
const bad = { name: "bad.epub", mimeType: "application/epub+zip", buffer: Buffer.from("no book") };

test("chosen files are sent one after the other, and each row says what became of its file", async () => {
  const shop = await new Shop({ isDemo: false }).start();
  await visit(shop, {}, async (page) => {
    await begin(page, shop);
    await page.goto("/desk/books");
    await page.click("main a:has-text('Upload books')");
    await page.fill("#price", "4.99");
    await page.setInputFiles("#files", [await file("Night Shelf", 1), bad, await file("Day Shelf", 2)]);
    await page.evaluate(() => {
      window.seen = [];
      new MutationObserver((changes) => {
        for (const { target } of changes) window.seen.push(target.value / target.max);
      }).observe(document.getElementById("uploads"), { attributes: true, attributeFilter: ["value"], subtree: true });
    });
    await page.click("button:has-text('Upload')");
    await page.waitForSelector("#uploads li:nth-child(3) .state-ok, #uploads li:nth-child(3) .state-warned");
    const rows = await page.locator("#uploads li").allInnerTexts();
    assert.match(rows[0], /Night Shelf/);
    assert.match(rows[1], /refused/);
    assert.equal(await page.locator("#uploads progress").count(), 0);
    const seen = await page.evaluate(() => window.seen);
    assert.ok(seen.some((share) => share > 0.5 && share <= 1), `a bar moves while its file is sent: ${seen}`);
    const sum = page.locator("#upload-sum");
    await sum.filter({ hasText: "2 books are in the shop. 1 file was refused: below stands why." }).waitFor();
    assert.equal(await sum.getAttribute("role"), "status");
    const box = await sum.boundingBox();
    assert.ok(box.y >= 0 && box.y + box.height <= page.viewportSize().height, `the sum stands at ${box.y}`);
    expectNone(await look(page, "upload-done"));
    await page.click("#uploads li:first-child a");
    await page.waitForSelector("h1:has-text('Night Shelf')");
  });
  assert.deepEqual((await shop.books()).map(({ title }) => title).sort(), ["Day Shelf", "Night Shelf"]);
  await shop.stop();
});

test("a price that is none is said once, and the files wait until it is mended", async () => {
  const shop = await new Shop({ isDemo: false }).start();
  await visit(shop, {}, async (page, watch) => {
    await begin(page, shop);
    watch.allowRefusal(new URL("/desk/books/upload", shop.origin).href);
    await page.goto("/desk/books/upload");
    await page.fill("#price", "cheap");
    await page.setInputFiles("#files", [await file("Night Shelf", 1), await file("Day Shelf", 2), await file("Dawn Shelf", 3)]);
    await page.click("button:has-text('Upload')");
    await page.waitForSelector("[role=alert]:has-text('That is no price')");
    assert.equal(await page.locator("[role=alert]").count(), 1);
    await page.waitForFunction(() => [...document.querySelectorAll("#uploads .state")].every((one) => one.textContent === "waits"));
    assert.equal((await shop.books()).length, 0);
    expectNone(await look(page, "upload-refused"));
    await page.fill("#price", "4,99");
    await page.click("button:has-text('Upload')");
    await page.waitForSelector("#uploads li:nth-child(3) .state-ok, #uploads li:nth-child(3) .state-warned");
    assert.equal(await page.locator("#uploads li").count(), 3);
    assert.equal(await page.locator("[role=alert]").count(), 0);
  });
  assert.equal((await shop.books()).length, 3);
  await shop.stop();
});

test("files dropped on the page are taken as well", async () => {
  const shop = await new Shop({ isDemo: false }).start();
  await visit(shop, {}, async (page) => {
    await begin(page, shop);
    await page.goto("/desk/books/upload");
    const { buffer } = await file("Dropped", 3);
    const dropped = await page.evaluateHandle((bytes) => {
      const carried = new DataTransfer();
      carried.items.add(new File([new Uint8Array(bytes)], "dropped.epub", { type: "application/epub+zip" }));
      return carried;
    }, [...buffer]);
    await page.dispatchEvent(".desk-drop", "drop", { dataTransfer: dropped });
    await page.waitForSelector("#uploads li a:has-text('Dropped')");
  });
  await shop.stop();
});

test("without scripts one form brings several files and a report comes back", async () => {
  const shop = await new Shop({ isDemo: false }).start();
  await visit(shop, { scripts: false }, async (page) => {
    await begin(page, shop);
    await page.goto("/desk/books/upload");
    await page.setInputFiles("#files", [await file("Night Shelf", 1), bad]);
    await page.click("button:has-text('Upload')");
    await page.waitForSelector("h2:has-text('What became of the files')");
    assert.equal(await page.locator(".desk-uploads li").count(), 2);
  });
  await visit(shop, {}, async (page) => {
    await page.goto("/desk/sign-in");
    assert.equal(await page.locator("h1").count(), 1);
  });
  await shop.stop();
});
