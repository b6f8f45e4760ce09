// The shop is stopped or killed between every two steps of a sale, and the buyer notices nothing.
import assert from "node:assert/strict";

import { DESKTOP, PHONE, visit } from "./lib/browser.mjs";
import { agree, button, fetchBook, findOnShelf, heading, pricedBooks, state } from "./lib/buyer.mjs";
import { expectBook } from "./lib/epub.mjs";
import { freePort, ownShop } from "./lib/shop.mjs";
import { test } from "./lib/test.mjs";

// SIGTERM and SIGKILL in turn; `isKilledFirst` swaps them, so that two runs put both into every gap.
function restarts(shop, watch, isKilledFirst) {
  let count = isKilledFirst ? 1 : 0;
  return async () => {
    watch.isRestarting = true;
    await (count++ % 2 === 0 ? shop.stop() : shop.kill());
    await shop.start();
  };
}

// A download is two requests, a POST that names an address and the GET of it: the shop restarts between them, too.
async function fetchBetween(page, book, restart) {
  let between = 0;
  const posts = "**/orders/*/downloads";
  const addresses = [];
  await page.route(posts, async (route) => {
    const answer = await route.fetch({ maxRedirects: 0 });
    assert.equal(answer.status(), 303);
    addresses.push(answer.headers().location);
    await restart();
    between += 1;
    await route.fulfill({ response: answer });
  });
  const path = await fetchBook(page, book);
  await page.unroute(posts);
  assert.equal(between, 1, "one POST, one restart behind it");
  assert.match(addresses[0], /\/download\//);
  return path;
}

for (const [how, isKilledFirst, options] of [
  ["stopped, then killed", false, { size: DESKTOP, scripts: true }],
  ["killed, then stopped", true, { size: PHONE, scripts: false }],
])
  test(`a sale survives a shop that is ${how}, in turn between every two steps`, async () => {
    const shop = await ownShop({ port: await freePort() });
    const [book] = await pricedBooks(shop);
    await visit(shop, options, async (page, watch) => {
      const restart = restarts(shop, watch, isKilledFirst);
      await findOnShelf(page, book, restart);
      await restart();
      await button(page, "Add to cart").click();
      await restart();
      await page.getByRole("button", { name: "Go to checkout" }).click();
      await page.getByLabel("Name on the receipt").fill("Noor");
      await agree(page);
      await restart();
      await page.getByRole("button", { name: /^Pay \$/ }).click();
      assert.match(await heading(page), /^Pay \$/);
      await restart();
      await button(page, "Pay").click();
      await page.waitForURL("**/orders/*");
      await restart();
      await page.reload();
      assert.equal(await state(page), "fulfilled");
      await restart();
      await expectBook(await fetchBetween(page, book, restart), book.title);
      await restart();
      await page.reload();
      assert.match(await page.locator(".file").innerText(), /4 downloads left/);
      assert.match(await page.locator(".receipt").innerText(), /Noor/);
      await restart();
      await expectBook(await fetchBetween(page, book, restart), book.title);
    });
    const { orders } = await shop.ask("order", "list");
    assert.equal(orders.length, 1, "one order");
    assert.equal(orders[0].state, "fulfilled");
    assert.deepEqual(await shop.ask("ledger", "check"), { good: true, findings: [] });
    await shop.stop();
  });
