// The desk: opened, used and left with the keyboard alone and scripts off; and how its pages look.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { postApi } from "./lib/api.mjs";
import { DESKTOP, visit } from "./lib/browser.mjs";
import { pricedBooks } from "./lib/buyer.mjs";
import { PASSWORD, begin, linkOf, look as lookAt, secretOn, seen } from "./lib/desk.mjs";
import { Phone } from "./lib/phone.mjs";
import { ROOT, folder } from "./lib/places.mjs";
import { Shop, ownShop } from "./lib/shop.mjs";
import { expectNone, test } from "./lib/test.mjs";

const TABS_MAX = 80;

// Every page that is looked at here looks as it was accepted, but those whose rows come in their own time.
const MOVES = new Set(["attention", "attention-settled", "overview-attention"]);
const look = (page, name) => lookAt(page, name, !MOVES.has(name));

// What no browser sees as a page. setup.test looks at the questions.
const NO_PAGE = new Set(["/desk/events", "/desk/documents/{name}", "/desk/sales/export", "/desk/tax/export", "/desk/orders/{order}/link", "/desk/sign-out",
                         "/desk/lists/{run}/csv"]);

function pagesOfTheDesk() {
  const code = readFileSync(join(ROOT, "src/web/desk/routes.cpp"), "utf8");
  return [...code.matchAll(/\{Method::get, "([^"]+)", DeskDoor::(?:action|signed_in)/g)].map(([, pattern]) => pattern)
    .filter((pattern) => !NO_PAGE.has(pattern) && !pattern.startsWith("/desk/setup"));
}

// What the pages of a shop that has begun show beside its books and orders.
async function furnish(shop, book, other) {
  await shop.ask("bundle", "add", "Two for winter", "--price", "9.00", "--book", book.slug, "--book", other.slug);
  await shop.ask("coupon", "add", "SPRING", "--percent", "10");
  await shop.ask("webhook", "add", "stock-room", "http://127.0.0.1:9/hook", "--event", "book.version"); // which nothing here sends
}
// The page of a list of which a row was refused: in a shop of its own, since one of examples takes no lists.
async function lookAtList() {
  const shop = await new Shop({ isDemo: false }).start();
  const list = join(folder("list"), "winter.csv");
  writeFileSync(list, "source,source_id,title,author,language,price\nhouse,1,Winter Light,Ada Author,en,4.00\nhouse,2,,Nobody,en,3.00\n");
  await shop.ask("import", list).catch(() => {}); // it says that a row was refused
  const found = [];
  await visit(shop, {}, async (page) => {
    await begin(page, shop);
    await page.goto("/desk/lists");
    await page.goto(await page.locator("main a[href^='/desk/lists/']").first().getAttribute("href"));
    found.push(...await look(page, "list"));
  });
  await shop.stop();
  return found;
}
const FURNISHED = [["disputes", "/desk/disputes"], ["tax", "/desk/tax"], ["webhook", "/desk/webhooks/stock-room"], ["bundles", "/desk/bundles"],
                   ["publishers", "/desk/publishers"], ["lists", "/desk/lists"], ["attention", "/desk/attention"]];

async function tabTo(page, selector) {
  for (let tabs = 0; tabs < TABS_MAX; ++tabs) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate((wanted) => {
      const element = document.activeElement;
      if (element === document.body) return { isIt: false, isDrawn: true };
      const style = getComputedStyle(element);
      return { isIt: element.matches(wanted), isDrawn: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
               name: `${element.tagName} ${element.textContent.trim().slice(0, 30)}` };
    }, selector);
    assert.ok(at.isDrawn, `the focus on ${at.name} is not drawn`);
    if (at.isIt) return;
  }
  throw new Error(`${selector} is not reached in ${TABS_MAX} tabs`);
}

test("a place at the desk is opened, used and left with the keyboard alone and scripts off", async () => {
  const shop = await ownShop();
  await visit(shop, { scripts: false, size: DESKTOP }, async (page) => {
    await page.goto(await linkOf(shop));
    const phone = new Phone(await secretOn(page));
    const type = async (selector, text) => {
      await tabTo(page, selector);
      await page.keyboard.type(text);
    };
    await type("#name", "ada");
    await type("#password", PASSWORD);
    await type("#password_again", PASSWORD);
    await type("#code", phone.code());
    await page.keyboard.press("Enter");
    await page.waitForSelector("h1:has-text('Welcome, ada')");
    assert.equal(await page.locator(".desk-codes li").count(), 10);
    await tabTo(page, "main a[href='/desk']");
    await page.keyboard.press("Enter");
    await page.waitForSelector("h1:has-text('Overview')");
    await tabTo(page, ".desk-who button");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/desk\/sign-in$/);
    await type("#name", "ada");
    await type("#password", PASSWORD);
    await type("#code", phone.code());
    await page.keyboard.press("Enter");
    await page.waitForSelector("h1:has-text('Overview')");
    await tabTo(page, ".desk-nav a[href='/desk/books']");
    await page.keyboard.press("Enter");
    await page.waitForSelector("h1:has-text('Books')");
    await tabTo(page, "tbody a");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#price");
    await tabTo(page, "#price");
    await page.keyboard.type("7.77");
    await page.keyboard.press("Enter");
    await page.waitForSelector("dd:has-text('$7.77')");
  });
  await shop.stop();
});

// The dispute, and the refund that the bank does not take: every page of the desk counts them.
async function faultsCome(page, count) {
  for (let tries = 0; tries < 300; ++tries) {
    await page.goto("/desk/attention");
    if (await page.locator(".fault").count() === count) return;
  }
  throw new Error(`there are not ${count} faults`);
}

test("every page of the desk fits four widths, in light and dark, axe finds nothing, and it looks as it was accepted", async () => {
  const shop = await ownShop({ env: { WEBHOOKS_PRIVATE: "true" } });
  const [book, other] = await pricedBooks(shop);
  const order = await placedOrder(shop, book);
  const disputed = await disputedOrder(shop, book);
  await furnish(shop, book, other);
  const found = await lookAtList();
  await visit(shop, {}, async (page, watch) => {
    await page.goto("/desk/sign-in");
    found.push(...await look(page, "sign-in-empty"));
    await page.goto(await linkOf(shop));
    found.push(...await look(page, "begin"));
    const phone = await begin(page, shop);
    found.push(...await look(page, "welcome"));
    await faultsCome(page, 2);
    for (const [name, path] of [["overview", "/desk"], ["books", "/desk/books"], ["book", `/desk/books/${book.slug}`],
                                ["orders", "/desk/orders"], ["orders-none", "/desk/orders?state=disputed"],
                                ["order", `/desk/orders/${order.reference}`],
                                ["order-disputed", `/desk/orders/${disputed}`],
                                ["customers", "/desk/customers"], ["customer", `/desk/customers/${order.reference}`],
                                ["refund", `/desk/orders/${disputed}/refund`], ["sales", "/desk/sales"], ["keys", "/desk/keys"], ["webhooks", "/desk/webhooks"], ["coupons", "/desk/coupons"], ["pages", "/desk/pages"], ["page", "/desk/pages/terms"],
                                ["settings", "/desk/settings"], ["me", "/desk/me"], ["upload", "/desk/books/upload"], ["lists", "/desk/lists"], ["people", "/desk/people"],
                                ["confirm", "/desk/confirm"], ["audit", "/desk/audit?check=1"]]) {
      await page.goto(path);
      found.push(...await look(page, name));
    }
    for (const [name, path] of FURNISHED) {
      await page.goto(path);
      found.push(...await look(page, name));
    }
    for (const pattern of pagesOfTheDesk()) {
      const shape = new RegExp(`^${pattern.replace(/\{[^}]+\}/g, "[^/]+")}$`);
      if (![...seen].some((path) => shape.test(path))) found.push(`nobody looks at ${pattern}`);
    }
    await page.goto("/desk/people");
    await page.selectOption("#invite-role", "editor");
    await page.click("button:has-text('Make a link')");
    found.push(...await look(page, "people-link"));
    watch.allowRefusal(new URL("/desk/orders/0000-0000", shop.origin).href);
    await page.goto("/desk/orders/0000-0000");
    found.push(...await look(page, "no-such-order"));
    watch.allowRefusal(new URL("/desk/boks", shop.origin).href);
    await page.goto("/desk/boks");
    found.push(...await look(page, "no-such-address"));
    assert.ok(await page.locator(".desk-nav").count(), "a wrong address stays at the desk");
    await holdForm(page, "/desk/keys", { act: "make", name: "till-of-the-second-floor", days: "30", scope: "see_orders" });
    found.push(...await look(page, "asked-with-held"));
    await page.fill("#password", PASSWORD);
    await page.fill("#code", phone.code());
    await page.click("button:has-text('Confirm it is me')");
    await page.waitForSelector("h1:has-text('Make a key for a program')");
    found.push(...await look(page, "held"));
    await page.click("button:has-text('Make a key')");
    await page.waitForSelector("h2:has-text('A new key')");
    expectNone(found);
  });
  await shop.stop();
}, 600);

// What the shop makes of a form whose proof ran out while it was filled in: the page that asks for proof and carries it along.
async function holdForm(page, path, fields) {
  await page.goto(`/desk/confirm?next=${path}`);
  await page.evaluate((held) => {
    const form = document.querySelector("form[action='/desk/confirm']");
    for (const [name, value] of Object.entries(held)) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: `held.${name}`, value });
      form.append(field);
    }
  }, fields);
}

// A button of the counter of play money.
async function act(shop, order, action) {
  const answer = await fetch(order.pay_url, {
    method: "POST", redirect: "manual", headers: { origin: new URL(shop.origin).origin, "sec-fetch-site": "same-origin" },
    body: new URLSearchParams({ action, idempotency_key: `counter-${order.reference}-${action}` }),
  });
  assert.equal(answer.status, 303, `${action}: ${await answer.text()}`);
}

test("what needs somebody fits four widths with its next step, looks as it was accepted, and is settled without scripts", async () => {
  const shop = await ownShop();
  const [book] = await pricedBooks(shop);
  await visit(shop, { scripts: true }, async (page) => {
    await begin(page, shop);
    const found = [];
    await page.goto("/desk/attention");
    found.push(...await look(page, "attention-calm"));
    for (const acts of [["pay-late"], ["pay", "dispute"], ["refuse-refunds", "pay-twice"], ["pay-too-little"]]) {
      const order = await placedOrder(shop, book);
      for (const one of acts) await act(shop, order, one);
    }
    for (let tries = 0; tries < 300 && await page.locator(".fault").count() < 4; ++tries) {
      await page.goto("/desk/attention");
    }
    assert.equal(await page.locator(".fault").count(), 4);
    assert.equal(await page.locator(".fault-now").count(), 2);
    found.push(...await look(page, "attention"));
    await page.goto("/desk");
    found.push(...await look(page, "overview-attention"));
    await page.goto("/desk/attention");
    await page.locator(".fault-note button").first().click();
    await page.waitForSelector("summary:has-text('Settled by hand')");
    assert.equal(await page.locator(".fault").count(), 3);
    found.push(...await look(page, "attention-settled"));
    expectNone(found);
  });
  await shop.stop();
});

async function placedOrder(shop, book) {
  const wanted = { items: [{ book: book.slug }], method: "sandbox" };
  return (await postApi(shop.origin, "/api/v1/orders", wanted, `desk-order-${Date.now()}`)).order;
}

// Paid twice, so that a refund stands beside the dispute.
async function disputedOrder(shop, book) {
  const order = await placedOrder(shop, book);
  for (const action of ["pay-twice", "dispute"]) {
    const answer = await fetch(new URL(new URL(order.pay_url ?? order.attempts[0].pay_url).pathname, shop.origin), {
      method: "POST", redirect: "manual",
      headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" },
      body: new URLSearchParams({ action, idempotency_key: `desk-${action}-${Date.now()}` }),
    });
    assert.equal(answer.status, 303, action);
  }
  return order.reference;
}
