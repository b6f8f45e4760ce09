// Every address that a link of the shop leads to, as a browser sees it and as bytes.
import assert from "node:assert/strict";

import { visit } from "./lib/browser.mjs";
import { buy, pricedBooks } from "./lib/buyer.mjs";
import { sharedShop } from "./lib/shop.mjs";
import { expectNone, test } from "./lib/test.mjs";

const PAGES_MAX = 600;
const TABS = 3;
const isPage = (url) => !/^\/(api|assets|covers|download)\b|\/receipt$/.test(url.pathname);
const isCatalogue = (path) => /^\/($|books|search)/.test(path);

async function look(page, path, found) {
  const response = await page.goto(path);
  const say = (what) => found.push(`${path.replace(/[\w-]{27,}/, "…")}: ${what}`);
  if (response.status() !== 200) say(`status ${response.status()}`);
  const facts = await page.evaluate(() => ({
    // Other letters and light of the same page, and files, are not for crawlers.
    links: [...document.querySelectorAll('a[href]:not([rel~="nofollow"])')].map((a) => a.href),
    headings: document.querySelectorAll("h1").length,
    title: document.title,
    broken: [...document.images].filter((image) => image.complete && image.naturalWidth === 0).map((image) => image.src),
    missing: [...document.querySelectorAll('a[href^="#"]')].map((a) => a.hash).filter((hash) => !document.querySelector(hash)),
  }));
  if (facts.headings !== 1) say(`${facts.headings} h1`);
  if (!facts.title) say("no title");
  for (const image of facts.broken) say(`broken picture ${image}`);
  for (const hash of facts.missing) say(`${hash} leads nowhere`);
  return facts.links;
}

test("a crawl of all pages meets no error, no foreign host, no font and no broken picture", async () => {
  const shop = await sharedShop();
  const [book] = await pricedBooks(shop);
  await visit(shop, {}, async (page) => {
    await buy(page, book);
    const found = [];
    const seen = new Set(["/", new URL(page.url()).pathname, `/checkout?book=${book.slug}`]);
    const waiting = [...seen];
    const foreign = new Set();
    const take = (link) => {
      const url = new URL(link);
      // A reading app's way to this very shop.
      if (url.protocol === "opds:" && url.host === new URL(shop.origin).host) return;
      if (url.origin !== shop.origin) return foreign.add(link);
      const path = url.pathname + url.search;
      if (!isPage(url) || seen.has(path)) return;
      seen.add(path);
      waiting.push(path);
    };
    const tabs = [page, ...await Promise.all(Array.from({ length: TABS - 1 }, () => page.context().newPage()))];
    while (waiting.length > 0) {
      const some = waiting.splice(0, TABS);
      const links = await Promise.all(some.map((path, at) => look(tabs[at], path, found)));
      links.flat().forEach(take);
      assert.ok(seen.size < PAGES_MAX, `more than ${PAGES_MAX} addresses: the links go on for ever`);
    }
    const books = await shop.books();
    for (const { slug } of books) if (!seen.has(`/books/${slug}`)) found.push(`no link leads to ${slug}`);
    for (const link of foreign) found.push(`a link leads away to ${link}`);
    console.log(`     ${seen.size} pages`);
    expectNone(found);
  });
});

test("a catalogue page is the same bytes for everybody, and holds no key, token or cookie", async () => {
  const shop = await sharedShop();
  const [book] = await pricedBooks(shop);
  const found = [];
  for (const path of ["/", "/books", "/books?page=2", "/free", `/books/${book.slug}`, `/books/${book.slug}/sample`,
                      "/search?q=paper", "/help", "/about", "/about-fallback", "/terms"]) {
    const [mine, yours] = [await fetch(shop.origin + path), await fetch(shop.origin + path)];
    const text = await mine.text();
    if (text !== await yours.text()) found.push(`${path}: differs from visitor to visitor`);
    if (mine.headers.has("set-cookie")) found.push(`${path}: sets a cookie`);
    if (/idempotency|csrf|token/i.test(text)) found.push(`${path}: holds ${/.{30}(idempotency|csrf|token).{30}/i.exec(text)?.[0]}`);
    for (const [field] of text.matchAll(/<input type="hidden"[^>]*>/g))
      if (field !== `<input type="hidden" name="back" value="${path}">` && !/name="(book" value="[0-9a-z]{4}_[0-9a-z]{26}|q" value="paper)"/.test(field)) found.push(`${path}: a hidden ${field}`);
    for (const [secret] of text.replace(/\/covers\/\w+/g, "").matchAll(/"[\w-]{32,}"/g))
      if (isCatalogue(path)) found.push(`${path}: looks like a secret: ${secret}`);
  }
  expectNone(found);
});

test("style sheets name no font file, no picture and no other host", async () => {
  const shop = await sharedShop();
  const home = await (await fetch(shop.origin)).text();
  const sheets = [...home.matchAll(/rel="stylesheet" href="([^"]+)"/g)].map(([, path]) => path);
  assert.ok(sheets.length > 0);
  for (const path of sheets) {
    const css = await (await fetch(shop.origin + path)).text();
    assert.doesNotMatch(css, /@font-face|@import|url\(|https?:/);
  }
});

test("the pages of an order are for its buyer alone: never kept, never listed, never told to others", async () => {
  const shop = await sharedShop();
  const [book] = await pricedBooks(shop);
  await visit(shop, { scripts: false }, async (page) => {
    await buy(page, book);
    const response = await page.reload();
    const headers = response.headers();
    assert.match(headers["cache-control"], /no-store/);
    assert.match(headers["referrer-policy"], /same-origin|no-referrer/);
    assert.match(await page.locator('meta[name="robots"]').getAttribute("content"), /noindex/);
  });
});
