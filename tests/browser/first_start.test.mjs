// What a visitor sees who comes before the shop is open, and after it broke down while opening.
import assert from "node:assert/strict";

import { visit } from "./lib/browser.mjs";
import { heading } from "./lib/buyer.mjs";
import { Shop, freePort } from "./lib/shop.mjs";
import { test, until } from "./lib/test.mjs";

test("a shop that is being prepared says so, and opens even after it was killed meanwhile", async () => {
  const shop = await new Shop({ port: await freePort() }).start(false);
  await visit(shop, {}, async (page, watch) => {
    watch.allowRefusal(`${shop.origin}/`);
    watch.isRestarting = true;
    const response = await page.goto("/");
    assert.equal(response.status(), 503);
    assert.ok(Number(response.headers()["retry-after"]) > 0, "it says when to come back");
    assert.equal(await heading(page), "Back in a moment");
    const parts = await page.locator("link[href]").evaluateAll((links) => links.map((link) => link.href));
    const unstyled = [];
    for (const part of parts) if (!(await fetch(part)).ok) unstyled.push(new URL(part).pathname);
    await shop.kill();
    await shop.start();
    const home = await until(async () => {
      const answer = await page.goto("/");
      return answer.status() === 200 && answer;
    }, "the shop to open", 60);
    assert.equal(home.status(), 200);
    assert.deepEqual(unstyled, [], "the page comes with its style sheet and icon");
  });
  assert.equal((await shop.books()).length, 40);
  await shop.stop();
});
