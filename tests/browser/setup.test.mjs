// The first visit: from the printed link through five questions to a shop that sells, and each answer can be changed.
import assert from "node:assert/strict";

import { visit } from "./lib/browser.mjs";
import { heading } from "./lib/buyer.mjs";
import { PASSWORD, begin, linkOf, look, secretOn } from "./lib/desk.mjs";
import { named, press, tabTo } from "./lib/keys.mjs";
import { epub } from "./lib/make_epub.mjs";
import { Phone } from "./lib/phone.mjs";
import { Shop } from "./lib/shop.mjs";
import { expectNone, test } from "./lib/test.mjs";

const BOOK = "Night Shelf";
const file = async () => ({ name: "night.epub", mimeType: "application/epub+zip",
                            buffer: await epub({ title: BOOK, author: "Ada Author" }, 1) });
const emptyShop = () => new Shop({ isDemo: false }).start();
const next = (page) => page.click("button:has-text('Keep it and go on')");
const setting = async (shop, name) => (await shop.ask("settings", name)).value;

test("without scripts five answers make a shop that sells, and its first book is bought", async () => {
  const shop = await emptyShop();
  await visit(shop, { scripts: false }, async (page) => {
    await begin(page, shop);
    await page.click("a:has-text('I have kept them')");
    await page.waitForURL("**/desk/setup/who");
    assert.equal(await heading(page), "Who are you?");
    await page.fill("#NODE_NAME", "Calder & Daughters");
    await page.fill("#SELLER_NAME", "Calder & Daughters Ltd");
    await page.fill("#address", "4 Bakery Lane\nHarbour Town");
    await page.selectOption("#country", "DE");
    await next(page);
    await page.waitForURL("**/desk/setup/money");
    assert.match(await page.locator(".mark").innerText(), /Calder & Daughters/, "it counts at once");
    await page.fill("#SHOP_CURRENCY", "EUR");
    await page.check("#way-country");
    assert.equal(await page.inputValue("#country"), "DE", "the seller's country is proposed");
    await next(page);
    await page.waitForURL("**/desk/setup/payment");
    await page.check("#way-play");
    await next(page);
    await page.waitForURL("**/desk/setup/letters");
    await page.check("#way-later");
    await next(page);
    await page.waitForURL("**/desk/setup/book");
    await page.setInputFiles("#files", await file());
    await page.fill("#price", "7.50");
    await page.click("button:has-text('Bring it in and sell it')");
    await page.waitForURL("**/desk/setup/done");
    assert.equal(await heading(page), "Your shop sells");
    assert.equal(await page.locator(".setup-at a").first().getAttribute("href"), shop.origin);
    await page.click("button:has-text('To the desk')");
    await page.waitForURL("**/desk");
    await page.goto("/desk/setup/money");
    assert.equal(new URL(page.url()).pathname, "/desk", "it is not asked again");
  });
  assert.equal(await setting(shop, "SELLER_ADDRESS"), "4 Bakery Lane | Harbour Town | Germany");
  assert.equal(await setting(shop, "TAX_COUNTRY"), "DE");
  await shop.stop();
  await shop.start();
  const [book] = await shop.books();
  assert.deepEqual([book.title, book.currency ?? "EUR"], [BOOK, "EUR"]);
  await visit(shop, { scripts: false }, async (page) => {
    await page.goto("/");
    assert.match(await page.title(), /Calder & Daughters/);
    await page.goto(`/books/${book.slug}`);
    await page.click("button:has-text('Add to cart')");
    await page.waitForURL("**/cart");
    await page.getByRole("button", { name: "Go to checkout" }).click();
    await page.selectOption("select[name=country]", "DE");
    await page.locator("form[action='/checkout/place'] button").click();
    await page.waitForURL("**/checkout**");
    await page.check("#consent");
    await page.locator(".pay-form button.primary").click();
    await page.waitForURL("**/sandbox/*");
    await page.click("button:text-is('Pay')");
    await page.waitForURL("**/orders/*");
    assert.equal((await page.locator("[data-state]").getAttribute("data-state")).split("/")[0], "fulfilled");
  });
  await shop.stop();
});

test("with the keyboard alone the questions are answered, and the focus is always seen", async () => {
  const shop = await emptyShop();
  await visit(shop, {}, async (page) => {
    await page.goto(await linkOf(shop));
    const phone = new Phone(await secretOn(page));
    const field = (id) => tabTo(page, (at) => at.id === id, id);
    const type = async (id, text) => {
      await field(id);
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.type(text);
    };
    await type("name", "ada");
    await type("password", PASSWORD);
    await type("password_again", PASSWORD);
    await type("code", phone.code());
    await tabTo(page, named(/^Open my place$/), "the button");
    await Promise.all([page.waitForSelector("h1:has-text('Welcome')"), page.keyboard.press("Enter")]);
    await tabTo(page, named(/^I have kept them$/), "the way on");
    await press(page, "Enter", "**/desk/setup/who");
    const goOn = async (path) => {
      await tabTo(page, named(/^Keep it and go on$/), "the way on");
      await press(page, "Enter", `**/desk/setup/${path}`);
    };
    await type("NODE_NAME", "Keys & Daughters");
    await goOn("money");
    await goOn("payment");
    await goOn("letters");
    await goOn("book");
    await tabTo(page, named(/^Later$/), "the button for later");
    await press(page, "Enter", "**/desk/setup/done");
    assert.equal(await heading(page), "Your shop is open");
    await tabTo(page, named(/^To the desk$/), "the last button");
    await press(page, "Enter", "**/desk");
  });
  assert.equal(await setting(shop, "NODE_NAME"), "Keys & Daughters");
  await shop.stop();
});

test("the questions can be left, gone back to and taken up again, and each page is good to look at", async () => {
  const shop = await emptyShop();
  await visit(shop, {}, async (page, watch) => {
    watch.allowRefusal(`${shop.origin}/desk/setup/money`);
    await begin(page, shop);
    await page.goto("/desk/setup/book");
    assert.equal(new URL(page.url()).pathname, "/desk/setup/who", "none is passed over");
    const found = await look(page, "setup-who", true);
    await page.fill("#NODE_NAME", "First");
    await next(page);
    await page.waitForURL("**/desk/setup/money");
    found.push(...await look(page, "setup-money", true));
    await page.click("a:has-text('Leave it for now')");
    await page.waitForURL("**/desk");
    await page.click("a:has-text('Go on')");
    await page.waitForURL("**/desk/setup/money");
    await page.click("a:text-is('Back')");
    assert.equal(await page.inputValue("#NODE_NAME"), "First");
    await page.fill("#NODE_NAME", "Second");
    await next(page);
    await page.check("#way-country");
    await page.fill("#SHOP_CURRENCY", "Taler");
    await page.selectOption("#country", "DE");
    await next(page);
    assert.match(await page.locator(".field-fault").innerText(), /three letters of a currency/);
    assert.equal(await page.inputValue("#SHOP_CURRENCY"), "Taler", "what was typed stays");
    found.push(...await look(page, "setup-money-wrong", true));
    await page.fill("#SHOP_CURRENCY", "USD");
    await page.check("#way-nowhere");
    await next(page);
    await page.waitForURL("**/desk/setup/payment");
    found.push(...await look(page, "setup-payment", true));
    await next(page);
    await page.waitForURL("**/desk/setup/letters");
    found.push(...await look(page, "setup-letters", true));
    await next(page);
    await page.waitForURL("**/desk/setup/book");
    found.push(...await look(page, "setup-book", true));
    await page.click("button:has-text('forty demonstration books')");
    await page.waitForURL("**/desk/setup/done");
    found.push(...await look(page, "setup-done"));
    await page.goto("/desk/settings");
    found.push(...await look(page, "settings"));
    expectNone(found);
  });
  assert.equal(await setting(shop, "NODE_NAME"), "Second");
  await shop.stop();
});
