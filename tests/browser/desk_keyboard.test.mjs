// Everything at the desk by Tab, Enter and Space alone, with scripts off: every control is reached and its focus seen, and
// every task is done.
import assert from "node:assert/strict";

import { postApi } from "./lib/api.mjs";
import { DESKTOP, visit } from "./lib/browser.mjs";
import { pricedBooks } from "./lib/buyer.mjs";
import { begin } from "./lib/desk.mjs";
import { named, tab, tabTo } from "./lib/keys.mjs";
import { epub } from "./lib/make_epub.mjs";
import { Shop, ownShop } from "./lib/shop.mjs";
import { expectNone, test } from "./lib/test.mjs";

const TABS_MAX = 400;
const AT_DESK = { scripts: false, size: DESKTOP };

async function paid(shop, book) {
  const wanted = { items: [{ book: book.slug }], method: "sandbox" };
  const { order } = await postApi(shop.origin, "/api/v1/orders", wanted, `keys-${Date.now()}-${Math.random()}`);
  const answer = await fetch(order.pay_url, {
    method: "POST", redirect: "manual", headers: { origin: shop.origin, "sec-fetch-site": "same-origin" },
    body: new URLSearchParams({ action: "pay", idempotency_key: `keys-alone-${order.reference}` }),
  });
  assert.equal(answer.status, 303);
  return order;
}

// The controls of the page that the keyboard did not come to. Of radio buttons one of each group is come to.
async function unreached(page, path) {
  await page.goto(path);
  const wanted = await page.evaluate(() => {
    for (const one of document.querySelectorAll("details")) one.open = true;
    const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
      .filter((one) => !one.disabled && one.tabIndex >= 0 && one.getClientRects().length > 0);
    all.forEach((one, number) => { one.dataset.number = number; });
    return all.map((one) => one.type === "radio" ? `radio ${one.name}` : one.outerHTML.slice(0, 120));
  });
  const reached = new Set();
  for (let tabs = 0; tabs < TABS_MAX; ++tabs) {
    if (await tab(page) === null) break;
    const number = await page.evaluate(() => document.activeElement.dataset.number);
    if (number === undefined) continue;
    if (number === "0" && reached.size > 1) break;
    reached.add(wanted[number]);
  }
  return wanted.filter((one) => !reached.has(one)).map((one) => `${path}: ${one}`);
}

test("on every page of the desk the keyboard comes to every control, and its focus is seen", async () => {
  const shop = await ownShop();
  const [book] = await pricedBooks(shop);
  const { reference } = await paid(shop, book);
  await visit(shop, AT_DESK, async (page) => {
    await begin(page, shop);
    const found = [];
    for (const path of ["", "/attention", "/books", "/books/upload", `/books/${book.slug}`, "/orders", `/orders/${reference}`,
                        `/orders/${reference}/refund`, "/customers", `/customers/${reference}`, "/disputes", "/sales", "/tax", "/publishers", "/bundles", "/coupons", "/pages", "/pages/imprint",
                        "/keys", "/webhooks", "/settings", "/people", "/audit", "/me", "/confirm"])
      found.push(...await unreached(page, `/desk${path}`));
    expectNone(found);
  });
  await shop.stop();
});

// Fills what is named, in the order of the page, and presses the button.
async function does(page, path, fields, button) {
  if (path) await page.goto(path);
  for (const [which, typed] of fields) {
    await tabTo(page, (at) => at.id === which || (at.type === "checkbox" && at.value === which), which);
    if (typed === " ") {
      await page.keyboard.press("Space");
    } else {
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.type(typed);
    }
  }
  await tabTo(page, named(button), String(button));
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
}

// A part of the page that is folded away.
async function unfolds(page, summary) {
  await tabTo(page, named(summary), String(summary));
  await page.keyboard.press("Enter");
}

const says = async (page, words) => assert.match(await page.locator("main").innerText(), words);

const bookFile = async (title, id) => ({ name: "keys.epub", mimeType: "application/epub+zip",
                                         buffer: await epub({ title, author: "Ada Author" }, id) });

test("what is for sale is put in, set, hidden and told of with the keyboard alone", async () => {
  const shop = await new Shop({ isDemo: false }).start();
  await visit(shop, AT_DESK, async (page) => {
    await begin(page, shop);
    await page.goto("/desk/books/upload");
    await page.setInputFiles("#files", [await bookFile("Keys Alone", 7), await bookFile("Keys Again", 8)]);
    await does(page, "", [["price", "3.00"]], /^Upload$/);
    await says(page, /Keys Alone/);
    const [book, other] = await shop.books();
    const path = `/desk/books/${book.slug}`;
    await does(page, path, [["price", "6.50"]], /^Set price$/);
    await says(page, /The price is saved/);
    await does(page, path, [["copies", "9"]], /^Set copies$/);
    await says(page, /The number of copies is saved/);
    await does(page, path, [["until", "2999-01-01"]], /^Set dates$/);
    await says(page, /The dates are saved/);
    await does(page, path, [["seats", "3"]], /^Set (the )?licence$/);
    await says(page, /Saved: it counts/);
    await does(page, path, [], /^Hide/);
    await says(page, /is hidden/);
    await does(page, path, [], /^(Publish|List)/);
    await says(page, /is listed again/);
    await does(page, path, [], /^Show no sample$/);
    await says(page, /No sample is shown any more/);
    await does(page, path, [], /^Show the sample$/);
    await says(page, /The sample is shown again/);
    await page.goto(path);
    await unfolds(page, /^Another cover$/);
    const cover = { name: "cover.png", mimeType: "image/png", buffer: await page.screenshot() };
    await page.setInputFiles("#cover-file", cover);
    await does(page, "", [], /^Show this cover$/);
    await says(page, /The cover is changed/);
    await page.goto(path);
    await unfolds(page, /^A new version$/);
    await page.setInputFiles("#version-file", await bookFile(book.title, 9));
    await does(page, "", [["note", "A misprint is mended."]], /^Put it in$/);
    await says(page, /The new version is in the shop/);
    await page.goto(path);
    await unfolds(page, /^(Change|Title|Words|Write)/);
    await does(page, "", [["edit-title", "Keys and Words"]], /^Save$/);
    await says(page, /Saved\./);
    const twin = `/desk/books/${other.slug}`;
    await page.goto(twin);
    await unfolds(page, /^This is the same as another book$/);
    await does(page, "", [["into", book.slug]], /^Let that one stand for both$/);
    await says(page, /The two books are one now/);
    await does(page, twin, [], /^Part them$/);
    await says(page, /The two books are parted again/);
    await does(page, "/desk/books", [["search", "keys words"]], /^Show$/);
    await does(page, "", [], /^Keys and Words$/);
    await does(page, "/desk/coupons", [["code", "KEYS"], ["percent", "10"]], /^Make this code$/);
    await says(page, /KEYS/);
    await does(page, "/desk/coupons", [], /^End/);
    await does(page, "/desk/bundles", [["title", "Two by keys"], ["price", "9.00"], ["books", `${book.slug}, ${other.slug}`]],
               /^Make this bundle$/);
    await says(page, /Two by keys/);
    await does(page, "/desk/pages/imprint", [["text", "Calder & Daughters, Harbour Town"]], /^(Publish|Keep) this version$/);
    await says(page, /Version 1/);
  });
  await shop.stop();
});

test("orders are found, opened again, given back and shown to a bank with the keyboard alone", async () => {
  const shop = await ownShop();
  const [book] = await pricedBooks(shop);
  const order = await paid(shop, book);
  await visit(shop, AT_DESK, async (page) => {
    await begin(page, shop);
    await does(page, "/desk/orders", [["search", order.reference]], /^Show$/);
    await does(page, "", [], new RegExp(`^${order.reference}$`));
    await does(page, "", [], /^Open again/);
    await says(page, /opened the download again/);
    await does(page, "", [], /^Show the buyer/);
    await says(page, new RegExp(order.token));
    await page.goto(`/desk/orders/${order.reference}`);
    await tabTo(page, named(/^Evidence to keep$/), "the evidence");
    await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    await does(page, `/desk/orders/${order.reference}/refund`, [["amount", "1.00"]], /^Give it back now$/);
    await says(page, /The refund is asked for/);
    await does(page, "/desk/customers", [["whom", order.reference]], /^Find$/);
    await says(page, /Whoever placed order/);
    await tabTo(page, named(/^Take the file$/), "the file of a person");
    await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    await does(page, `/desk/customers/${order.reference}`, [["yes", " "]], /^Forget this person$/);
    await says(page, /They are forgotten/);
    await does(page, "/desk/publishers", [], /^Stamp copies/);
    await says(page, /bear the references of their orders/);
    await does(page, "/desk/sales", [["month", "2026-01"]], /^Show$/);
    await does(page, "/desk/tax", [["quarter", "2026-Q1"]], /^Show$/);
    await does(page, "/desk/audit", [], /^Verify the whole log$/);
  });
  await shop.stop();
});

test("people, keys, webhooks, settings and one's own place are seen to with the keyboard alone", async () => {
  const shop = await ownShop({ env: { WEBHOOKS_PRIVATE: "true" } });
  await visit(shop, AT_DESK, async (page) => {
    await begin(page, shop);
    await does(page, "/desk/people", [], /^Make a link$/);
    await says(page, /\/desk\/begin\//);
    const link = /\/desk\/begin\/\S+/.exec(await page.locator("main").innerText())[0];
    await visit(shop, AT_DESK, (other) => begin(other, shop, "eve", link));
    await page.goto("/desk/people");
    await tabTo(page, (at) => at.id === "role-eve", "the role of eve");
    await page.keyboard.type("Acc");
    await does(page, "", [], /^Set\s+eve$/);
    await says(page, /The role is saved/);
    await does(page, "", [], /^Disable\s+eve$/);
    await says(page, /The place is closed/);
    await does(page, "/desk/keys", [["name", "till"], ["see_orders", " "]], /^Make a key$/);
    await says(page, /till/);
    await does(page, "/desk/webhooks", [["name", "till"], ["url", "http://127.0.0.1:9/till"], ["order.paid", " "]], /^Make a webhook$/);
    await says(page, /It is shown this once/);
    await does(page, "/desk/webhooks", [], /^till$/);
    await does(page, "", [], /^Send a test message$/);
    await says(page, /A test message is on its way/);
    await unfolds(page, /^Another address, other events$/);
    await does(page, "", [["url", "http://127.0.0.1:9/stock"]], /^Save$/);
    await says(page, /The webhook is saved/);
    await unfolds(page, /^A new secret$/);
    await does(page, "", [["hours", "2"]], /^Make a new secret$/);
    await says(page, /whsec_/);
    await does(page, "/desk/webhooks", [], /^till$/);
    await unfolds(page, /^End it$/);
    await does(page, "", [], /^End this webhook$/);
    await says(page, /The webhook has ended/);
    await does(page, "/desk/settings", [["NODE_NAME", "Keys & Daughters"]], /^Save and use$/);
    await says(page, /saved and in force/);
    await does(page, "/desk/me", [], /^Make new codes$/);
    await does(page, "/desk", [], /^Sign out$/);
    await page.waitForURL("**/desk/sign-in");
  });
  await shop.stop();
});
