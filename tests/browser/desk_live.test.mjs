// The desk's first page follows what happens while it is open, also across a restart of the shop.
import assert from "node:assert/strict";

import { postApi } from "./lib/api.mjs";
import { visit } from "./lib/browser.mjs";
import { pricedBooks } from "./lib/buyer.mjs";
import { begin } from "./lib/desk.mjs";
import { freePort, ownShop } from "./lib/shop.mjs";
import { test, until } from "./lib/test.mjs";

const post = (shop, path, body) => postApi(shop.origin, path, body, crypto.randomUUID());
const place = async (shop, book) =>
  (await post(shop, "/api/v1/orders", { items: [{ book: book.slug }], method: "sandbox" })).order;
const act = (shop, order, what) =>
  post(shop, `/api/v1/sandbox/payments/${order.pay_url.split("/").pop()}`, { act: what });

test("counts and faults on the desk's first page follow what happens, and go on after a restart", async () => {
  const shop = await ownShop({ port: await freePort() });
  const [book] = await pricedBooks(shop);
  await visit(shop, {}, async (page, watch) => {
    await begin(page, shop);
    await page.goto("/desk");
    const heard = await page.evaluateHandle(() => {
      const events = [];
      const source = new EventSource("/desk/events");
      for (const name of ["order.placed", "order.paid", "order.fulfilled", "attention.opened"])
        source.addEventListener(name, (event) => events.push({ number: event.lastEventId, ...JSON.parse(event.data) }));
      return new Promise((open) => source.addEventListener("open", () => open(events)));
    });
    const told = () => heard.evaluate((events) => events);
    const toldOf = async (order) =>
      (await told()).filter((one) => one.data.order?.reference === order.reference).map((one) => one.type);
    const sold = ["order.placed", "order.paid", "order.fulfilled"];
    const counts = () => page.locator("[data-live=orders]").innerText();
    const first = await place(shop, book);
    await act(shop, first, "pay");
    await until(async () => /\b1\b/.test(await counts()), "the sale on the page");
    const short = await place(shop, book);
    await act(shop, short, "pay-too-little");
    await until(async () => (await page.locator("[data-live=attention]").innerText()).includes(short.reference),
                "the fault on the page");
    watch.isRestarting = true;
    await shop.stop();
    await shop.start();
    const second = await place(shop, book);
    await act(shop, second, "pay");
    await until(async () => (await toldOf(second)).length === sold.length, "what came after the restart");
    // The fault stands on the page before the round that tells of it, which may be one after the restart.
    await until(async () => (await told()).some((one) => one.type === "attention.opened"), "the fault that was told");
    assert.deepEqual(await toldOf(first), sold);
    assert.deepEqual(await toldOf(second), sold);
    const numbers = (await told()).map((one) => one.number);
    assert.equal(new Set(numbers).size, numbers.length, "nothing twice");
  });
  await shop.stop();
});
