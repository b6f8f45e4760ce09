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
      const names = [];
      const source = new EventSource("/desk/events");
      for (const name of ["order.placed", "order.paid", "order.fulfilled", "attention.opened"])
        source.addEventListener(name, (event) => names.push(`${event.lastEventId} ${JSON.parse(event.data).type}`));
      return new Promise((open) => source.addEventListener("open", () => open(names)));
    });
    const counts = () => page.locator("[data-live=orders]").innerText();
    await act(shop, await place(shop, book), "pay");
    await until(async () => /\b1\b/.test(await counts()), "the sale on the page");
    const short = await place(shop, book);
    await act(shop, short, "pay-too-little");
    await until(async () => (await page.locator("[data-live=attention]").innerText()).includes(short.reference),
                "the fault on the page");
    watch.isRestarting = true;
    await shop.stop();
    await shop.start();
    const before = await heard.evaluate((names) => names.length);
    await act(shop, await place(shop, book), "pay");
    await until(async () => await heard.evaluate((names) => names.length) === before + 3, "what came after the restart");
    const told = await heard.evaluate((names) => names);
    const numbers = told.map((one) => Number(one.split(" ")[0]));
    assert.equal(new Set(numbers).size, numbers.length, "nothing twice");
    assert.deepEqual(told.slice(0, 3).map((one) => one.split(" ")[1]), ["order.placed", "order.paid", "order.fulfilled"]);
  });
  await shop.stop();
});
