// Everything at the desk by Tab, Enter and Space alone, with scripts off: every control is reached and its focus seen, and
// every button of its pages is pressed.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

import { postApi } from "./lib/api.mjs";
import { DESKTOP, visit } from "./lib/browser.mjs";
import { pricedBooks } from "./lib/buyer.mjs";
import { begin, secretOn } from "./lib/desk.mjs";
import { named, tab, tabTo } from "./lib/keys.mjs";
import { epub } from "./lib/make_epub.mjs";
import { Phone } from "./lib/phone.mjs";
import { ROOT } from "./lib/places.mjs";
import { Shop, ownShop } from "./lib/shop.mjs";
import { Skip, expectNone, test } from "./lib/test.mjs";

const TABS_MAX = 400;
const AT_DESK = { scripts: false, size: DESKTOP };

async function placed(shop, book, more = {}) {
  const wanted = { items: [{ book: book.slug }], method: "sandbox", ...more };
  return (await postApi(shop.origin, "/api/v1/orders", wanted, `keys-${Date.now()}-${Math.random()}`)).order;
}

async function paid(shop, book, more = {}, actions = ["pay"]) {
  const order = await placed(shop, book, more);
  for (const action of actions) {
    const answer = await fetch(order.pay_url, {
      method: "POST", redirect: "manual", headers: { origin: shop.origin, "sec-fetch-site": "same-origin" },
      body: new URLSearchParams({ action, idempotency_key: `keys-${action}-${order.reference}` }),
    });
    assert.equal(answer.status, 303, action);
  }
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
    for (const path of ["", "/attention", "/books", "/books/upload", `/books/${book.slug}`, "/lists", "/orders", `/orders/${reference}`,
                        `/orders/${reference}/refund`, "/customers", `/customers/${reference}`, "/disputes", "/sales", "/tax", "/publishers", "/bundles", "/coupons", "/pages", "/pages/imprint",
                        "/keys", "/webhooks", "/settings", "/people", "/audit", "/me", "/confirm"])
      found.push(...await unreached(page, `/desk${path}`));
    expectNone(found);
  });
  await shop.stop();
});

test("on every page of a new shop's questions the keyboard comes to every control, and its focus is seen", async () => {
  const shop = await new Shop({ isDemo: false }).start();
  await visit(shop, AT_DESK, async (page) => {
    await begin(page, shop);
    const found = [];
    for (const [question, goOn] of [["who", "Keep it and go on"], ["money", "Keep it and go on"], ["payment", "Keep it and go on"],
                                    ["letters", "Keep it and go on"], ["book", "Later"], ["done", ""]]) {
      found.push(...await unreached(page, `/desk/setup/${question}`));
      assert.match(page.url(), new RegExp(`/setup/${question}$`));
      if (goOn) await Promise.all([page.waitForNavigation(), page.click(`button:has-text('${goOn}')`)]);
    }
    expectNone(found);
  });
  await shop.stop();
});

// The buttons that were pressed: the place of the page, as its address has it, and the act of the form.
const pressed = new Set();
async function notes(page) {
  const act = await page.evaluate(() => {
    const button = document.activeElement;
    return button.name === "act" ? button.value : button.form?.elements.act?.value ?? "";
  });
  if (act) pressed.add(`${new URL(page.url()).pathname.split("/")[2]} ${act}`);
}

// Fills what is named, in the order of the page, and presses the button.
async function does(page, path, fields, button) {
  if (path) await page.goto(path);
  for (const [which, typed] of fields) {
    await tabTo(page, (at) => (which instanceof RegExp ? which.test(at.id) : at.id === which) || (at.type === "checkbox" && at.value === which), String(which));
    if (typed === " ") {
      await page.keyboard.press("Space");
    } else {
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.type(typed);
    }
  }
  await tabTo(page, named(button), String(button));
  await notes(page);
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
}

// Presses a button whose answer is a file.
async function takes(page, button) {
  await tabTo(page, named(button), String(button));
  await notes(page);
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  return download.suggestedFilename();
}

// A part of the page that is folded away.
async function unfolds(page, summary) {
  await tabTo(page, named(summary), String(summary));
  await page.keyboard.press("Enter");
}

const says = async (page, words) => assert.match(await page.locator("main").innerText(), words);

const bookFile = async (title, id) => ({ name: "keys.epub", mimeType: "application/epub+zip",
                                         buffer: await epub({ title, author: "Ada Author" }, id) });

// A mail server that nobody runs: letters wait.
const LETTERS = { SMTP_URL: "smtp://127.0.0.1:9", SMTP_TLS: "none", MAIL_FROM: "desk@books.example" };

test("what is for sale is put in, set, hidden and told of with the keyboard alone", async () => {
  const shop = await new Shop({ isDemo: false, env: LETTERS }).start();
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
    await paid(shop, book, { email: "ada@example.org" });
    await does(page, path, [["where", "only"], ["countries", "DE AT"]], /^Set countries$/);
    await says(page, /The countries are saved/);
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
    await unfolds(page, /^Another cover$/);
    await does(page, "", [], /^Show the cover of the file again$/);
    await says(page, /The cover of the file is shown again/);
    await page.goto(path);
    await unfolds(page, /^A new version$/);
    await page.setInputFiles("#version-file", await bookFile(book.title, 9));
    await does(page, "", [["note", "A misprint is mended."]], /^Put it in$/);
    await says(page, /The new version is in the shop/);
    await does(page, path, [], /^Write to them$/);
    await says(page, /Its buyers are written to/);
    await page.goto(path);
    await unfolds(page, /^(Change|Title|Words|Write)/);
    await does(page, "", [["edit-title", "Keys and Words"]], /^Save$/);
    await says(page, /Saved\./);
    await page.goto(path);
    await unfolds(page, /^Title, people/);
    await does(page, "", [], /^Let lists say it again$/);
    await says(page, /Lists may say all of this book again/);
    await does(page, path, [], /^Hide/);
    await does(page, path, [], /^(Publish|List)/);
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
    await does(page, "/desk/bundles", [[/^price-two-by-keys$/, "8.00"]], /^Set price/);
    await says(page, /The price of the bundle is saved/);
    await does(page, "/desk/bundles", [], /^Hide/);
    await says(page, /The bundle is hidden/);
    await does(page, "/desk/bundles", [], /^List again/);
    await says(page, /The bundle is listed again/);
    await page.goto(twin);
    await unfolds(page, /^Take it out …$/);
    await does(page, "", [], /^Take it out$/);
    await says(page, /The file is out of the book/);
    await page.goto("/desk/lists");
    await tabTo(page, (at) => at.id === "format", "the format");
    await page.keyboard.type("CSV");
    assert.match(await takes(page, /^Export$/), /^catalogue-.*\.csv$/);
    await does(page, "/desk/pages/imprint", [["text", "Calder & Daughters"]], /^Look at it first$/);
    await does(page, "/desk/pages/imprint", [["text", "Calder & Daughters, Harbour Town"]], /^(Publish|Keep) this version$/);
    await says(page, /Version 1/);
  });
  await shop.stop();
});

test("orders are found, opened again, given back and shown to a bank with the keyboard alone", async () => {
  const shop = await ownShop({ env: LETTERS });
  const [book] = await pricedBooks(shop);
  await shop.ask("book", "licence", book.slug, "3");
  const order = await paid(shop, book, { email: "ada@example.org" });
  await visit(shop, AT_DESK, async (page, watch) => {
    await begin(page, shop);
    watch.allowRefusal(new URL("/desk/settings#try-letters", shop.origin).href);
    await does(page, "/desk/settings", [["to", "ada@example.org"]], /^Send a test letter$/);
    await says(page, /What was found/);
    await does(page, "/desk/orders", [["search", order.reference]], /^Show$/);
    await does(page, "", [], new RegExp(`^${order.reference}$`));
    await does(page, "", [], /^Open again/);
    await says(page, /opened the download again/);
    await does(page, "", [], /^Show the buyer/);
    await says(page, new RegExp(order.token));
    await page.goto(`/desk/orders/${order.reference}`);
    await takes(page, /^Evidence to keep$/);
    await page.goto(`/desk/orders/${order.reference}`);
    await unfolds(page, /^Make another link$/);
    await does(page, "", [], /^End the old link/);
    assert.doesNotMatch(await page.locator("main").innerText(), new RegExp(order.token));
    const given = await paid(shop, book, { gift: { name: "Tom" } });
    await page.goto(`/desk/orders/${given.reference}`);
    await unfolds(page, /^Make another link$/);
    await does(page, "", [], /^Show the link of the gift$/);
    await says(page, /\/gifts\//);
    await does(page, `/desk/orders/${order.reference}`, [], /^Send the receipt/);
    await says(page, /The receipt is on its way once more/);
    await does(page, "", [], /^Disable/);
    await says(page, /The licence is disabled/);
    await does(page, "", [], /^Make good again/);
    await says(page, /The licence is good again/);
    const unpaid = await placed(shop, book);
    await does(page, `/desk/orders/${unpaid.reference}`, [], /^Give it up$/);
    await says(page, /The order is given up/);
    await paid(shop, book, {}, ["pay-late"]);
    for (let tries = 0; tries < 300 && await page.locator(".fault").count() === 0; ++tries) await page.goto("/desk/attention");
    await does(page, "", [], /^I have dealt with it/);
    await says(page, /Settled: it is out of sight/);
    await does(page, `/desk/orders/${order.reference}/refund`, [["amount", "1.00"]], /^Give it back now$/);
    await says(page, /The refund is asked for/);
    await does(page, "/desk/customers", [["whom", order.reference]], /^Find$/);
    await says(page, /One file with everything/);
    await takes(page, /^Take the file$/);
    await does(page, `/desk/customers/${order.reference}`, [["yes", " "]], /^Forget this person$/);
    await says(page, /They are forgotten/);
    await does(page, "/desk/publishers", [], /^Stamp copies/);
    await says(page, /bear the references of their orders/);
    await does(page, "/desk/publishers", [], /^Stop stamping/);
    await says(page, /leave as they are/);
    await does(page, "/desk/sales", [["month", "2026-01"]], /^Show$/);
    await does(page, "/desk/tax", [["quarter", "2026-Q1"]], /^Show$/);
    await does(page, "/desk/audit", [], /^Verify the whole log$/);
  });
  await shop.stop();
});

test("people, keys, webhooks, settings and one's own place are seen to with the keyboard alone", async () => {
  const shop = await ownShop({ env: { WEBHOOKS_PRIVATE: "true" } });
  const program = createServer((request, response) => response.writeHead(200).end()).listen(0, "127.0.0.1");
  await new Promise((listening) => program.once("listening", listening));
  const receiver = `http://127.0.0.1:${program.address().port}/till`;
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
    await does(page, "", [], /^Enable\s+eve$/);
    await says(page, /The place is open again/);
    await does(page, "/desk/keys", [["name", "till"], ["see_orders", " "]], /^Make a key$/);
    await says(page, /till/);
    await does(page, "/desk/keys", [], /^End it/);
    await says(page, /The key has ended/);
    await does(page, "/desk/webhooks", [["name", "till"], ["url", receiver], ["order.paid", " "]], /^Make a webhook$/);
    await says(page, /It is shown this once/);
    await does(page, "/desk/webhooks", [], /^till$/);
    await does(page, "", [], /^Send a test message$/);
    await says(page, /A test message is on its way/);
    for (let tries = 0; tries < 300 && await page.getByRole("button", { name: "Once more" }).count() === 0; ++tries)
      await page.reload();
    await does(page, "", [], /^Once more/);
    await says(page, /It is sent once more/);
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
    await does(page, "/desk/me", [["password", "other lamps over harbours"], ["password_again", "other lamps over harbours"]], /^Change it$/);
    await says(page, /Every other browser was signed out/);
    await page.goto("/desk/me");
    await unfolds(page, /^Show its key$/);
    const other = new Phone(await secretOn(page));
    await does(page, "", [["phone-code", other.code()]], /^Use this phone from now on$/);
    await says(page, /Every other browser was signed out/);
    await does(page, "/desk/me", [], /^Sign out everywhere$/);
    await page.waitForURL("**/desk/sign-in");
  });
  program.close();
  await shop.stop();
});

// The pages whose address has another word than their template.
const PLACES = { api_keys: "keys", book: "books", customer: "customers", order: "orders", own_place: "me", page: "pages", webhook: "webhooks" };
const NOT_HERE = {
  "books stop-telling": "gone as soon as the last letter is queued; tests/functional/test_broadcasts.py",
};

test("every button of the desk's pages was pressed by the keyboard", () => {
  if (!["books tell", "orders grant", "people role"].every((one) => pressed.has(one))) throw new Skip("only after the others");
  const folder = join(ROOT, "src/web/templates/desk");
  const missing = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".tpl") && !name.startsWith("setup"))) { // setup.test presses those
    const name = file.slice(0, -".tpl".length);
    for (const [, act] of readFileSync(join(folder, file), "utf8").matchAll(/name="act" value="([a-z_-]+)"/g)) {
      const button = `${PLACES[name] ?? name} ${act}`;
      if (!pressed.has(button) && !NOT_HERE[button]) missing.push(button);
    }
  }
  expectNone(missing);
});
