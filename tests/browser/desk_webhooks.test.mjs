// Webhooks at the desk: made with its secret shown once, tried, and how that went, as a designer would look at it.
import assert from "node:assert/strict";
import { createServer } from "node:http";

import { visit } from "./lib/browser.mjs";
import { begin, look } from "./lib/desk.mjs";
import { Shop } from "./lib/shop.mjs";
import { expectNone, test, until } from "./lib/test.mjs";

test("a webhook is made, tried, changed and ended with its forms alone, and its pages are good to look at", async () => {
  const answers = [500, 500, 200];
  const sent = [];
  const receiver = createServer((request, response) => {
    sent.push(request.headers["webhook-signature"]);
    response.writeHead(answers.shift() ?? 200).end();
  });
  await new Promise((listening) => receiver.listen(0, "127.0.0.1", listening));
  const shop = await new Shop({ env: { WEBHOOKS_PRIVATE: "true" } }).start();
  await visit(shop, {}, async (page, watch) => {
    const found = [];
    await begin(page, shop);
    watch.allowRefusal(new URL("/desk/webhooks", shop.origin).href);
    await page.goto("/desk/webhooks");
    found.push(...await look(page, "webhooks-none"));
    await page.fill("#name", "stock-room");
    await page.fill("#url", `http://127.0.0.1:${receiver.address().port}/hooks/books`);
    await page.click("button:has-text('Make a webhook')");
    found.push(...await look(page, "webhooks-no-event"));
    for (const kind of ["order.paid", "refund.settled"]) await page.check(`input[value="${kind}"]`);
    await page.click("button:has-text('Make a webhook')");
    assert.match(await page.locator(".desk-secret code").textContent(), /^whsec_/);
    found.push(...await look(page, "webhooks-made"));
    await page.click(".notice-box a:has-text('stock-room')");
    await page.click("button:has-text('Send a test message')");
    await page.waitForSelector("td:has-text('ping')");
    await until(async () => {
      await page.reload();
      return (await page.locator("table").innerText()).includes("it answered 500");
    }, "a failure");
    for (const summary of await page.locator("main summary").all()) await summary.click();
    found.push(...await look(page, "webhook-failing"));
    await page.click("button:has-text('Make a new secret')");
    found.push(...await look(page, "webhook-rolled"));
    await page.goto("/desk/webhooks/stock-room");
    await page.click("summary:has-text('End it')");
    await page.click("button:has-text('End this webhook')");
    assert.equal(await page.locator("button:has-text('Send a test message')").count(), 0);
    found.push(...await look(page, "webhook-ended"));
    expectNone(found);
  });
  await shop.stop();
  receiver.close();
  assert.ok(sent.length > 0);
});
