// Books whose titles nobody thought of: the pages bear them.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { WIDTHS, visit } from "./lib/browser.mjs";
import { epub } from "./lib/make_epub.mjs";
import { folder } from "./lib/places.mjs";
import { Shop } from "./lib/shop.mjs";
import { expectNone, test } from "./lib/test.mjs";

const MARKUP = "<b>Bold</b> & \"quoted\" {{TITLE}}";
// A real author, in one word; and one that is longer.
const LONG_NAME = "Dongshanyunzhongdaoren";
const LONGER_NAME = "Donaudampfschifffahrtsgesellschaftskapitänin";
const books = [
  { title: "Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüsselbund".repeat(3), author: "Ä", language: "de" },
  { title: "A very long title that goes on and on, as those of the eighteenth century did, ".repeat(5), author: LONGER_NAME, language: "en" },
  { title: "How one keeps a shop of books by night and by day, with all that belongs to it, told in twelve letters; ".repeat(9).trim(), author: LONG_NAME, language: "en" },
  { title: "كتاب الحكايات القصيرة", author: "ليلى", language: "ar" },
  { title: MARKUP, author: "", language: "en" },
];

// The longest subject that the real books of the tests have; two books have it, so that it is offered.
const SUBJECT = "Thoreau, Henry David, 1817-1862 -- Homes and haunts -- Massachusetts -- Walden Woods";

test("very long, right-to-left, nameless and marked-up titles break no page at any width", async () => {
  const shop = await new Shop({ isDemo: false }).start();
  const files = folder("odd");
  for (const [at, book] of books.entries()) await writeFile(join(files, `${at}.epub`), await epub({ ...book, subject: SUBJECT }, at));
  await shop.ask("import", files, "--price", "4.99");
  const odd = (await shop.books()).filter(({ title }) => books.some((book) => book.title.trim().startsWith(title.slice(0, 12))));
  const found = odd.length === books.length ? [] : [`${odd.length} of ${books.length} were imported`];
  // A badge with a long day, on the page of all books: beside prices, and under covers on a phone.
  const early = odd.find(({ title }) => title === MARKUP);
  await shop.ask("book", "dates", early.slug, "--release", "2999-12-24");
  let badges = 0;
  await visit(shop, {}, async (window) => {
    const paths = ["/", "/books", "/search?q=Donaudampfschifffahrtsgesellschaft", "/authors", "/authors/dongshanyunzhongdaoren",
      "/authors/donaudampfschifffahrtsgesellschaftskapitanin", `/search?q=${LONG_NAME}`, `/search?q=very%20long`];
    for (const { slug, title } of odd) {
      paths.push(`/books/${slug}`, `/checkout?book=${slug}`);
      // Its heading alone is more than the share of a short book that a sample may be.
      if (title.length < 500) paths.push(`/books/${slug}/sample`);
    }
    for (const path of paths) {
      await window.goto(path);
      for (const width of WIDTHS) {
        await window.setViewportSize({ width, height: 900 });
        const over = await window.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) found.push(`${path.slice(0, 60)} at ${width}: ${over} px too wide`);
      }
      for (const width of [390, 1440]) {
        await window.setViewportSize({ width, height: 900 });
        const beyond = await window.evaluate(() => [...document.querySelectorAll(".tag")].map((tag) =>
          tag.getBoundingClientRect().right - tag.closest("li, .buy, p").getBoundingClientRect().right));
        badges += beyond.length;
        if (beyond.some((by) => by > 1)) found.push(`${path.slice(0, 60)} at ${width}: a badge lies over what stands beside it`);
      }
      await window.setViewportSize({ width: 390, height: 844 });
      const high = await window.evaluate(() => Math.max(...[...document.querySelectorAll("main :is(h1, h3)")].map((one) => one.offsetHeight)));
      if (high > 844) found.push(`${path.slice(0, 60)}: a title of ${high} px on a phone`);
      if (await window.locator("main b").count() > 0) found.push(`${path}: a title became markup`);
    }
    for (const path of ["/", "/books", "/search?q=very", "/authors"]) {
      await window.goto(path);
      if (path === "/books" && await window.locator("#subject option").count() < 2) found.push(`${path}: offers no subject`);
      for (let width = 320; width <= 1920; width += 20) {
        await window.setViewportSize({ width, height: 900 });
        const over = await window.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) found.push(`${path} with a long subject and author at ${width}: ${over} px too wide`);
      }
    }
    if (badges < 4) found.push("no badge was looked at");
    // What is too long for the largest letters is set smaller wherever it is a heading, on the front table, too.
    const long = odd.find(({ title }) => title.length > 300 && title.length < 500);
    for (const { slug } of odd) if (slug !== long.slug) await shop.ask("book", "hide", slug);
    const sizes = [];
    for (const [path, heading] of [[`/books/${long.slug}`, "h1"], [`/books/${long.slug}/sample`, "h1"], ["/", ".hero h2"]]) {
      await window.goto(path);
      sizes.push(await window.locator(heading).evaluate((one) => getComputedStyle(one).fontSize));
    }
    if (new Set(sizes).size > 1) found.push(`a long title is set in ${sizes.join(", ")}`);
    await shop.ask("book", "publish", early.slug);
    await window.goto(`/books/${early.slug}`);
    if (await window.locator("h1").innerText() !== MARKUP) found.push("a title is not shown as it is");
  });
  await shop.stop();
  expectNone(found);
});

test("one book or two fill a list: what is said of them stands beside their covers, at every width", async () => {
  const shop = await new Shop({ isDemo: false }).start();
  const found = [];
  const files = folder("few");
  for (const [at, number] of [[1, 1], [0, 2], [3, 3]]) {
    const path = join(files, `${at}.epub`);
    await writeFile(path, await epub(books[at], at));
    await shop.ask("import", path, "--price", "4.99");
    await visit(shop, {}, async (window) => {
      await window.goto("/books");
      for (const width of WIDTHS) {
        await window.setViewportSize({ width, height: 900 });
        const seen = await window.evaluate(() => [...document.querySelectorAll(".cards .card")].map((card) => {
          const [cover, title] = [".cover", "h3"].map((one) => card.querySelector(one).getBoundingClientRect());
          return { isBeside: title.left >= cover.right && title.top < cover.bottom, isBelow: title.top >= cover.bottom };
        }));
        const over = await window.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) found.push(`${number} at ${width}: ${over} px too wide`);
        if (seen.length !== number) found.push(`${seen.length} cards instead of ${number}`);
        const isWide = number === 1 || (number === 2 && width > 736);
        if (!seen.every((card) => isWide ? card.isBeside : card.isBelow)) found.push(`${number} at ${width}: ${JSON.stringify(seen)}`);
      }
    });
  }
  await shop.stop();
  expectNone(found);
});
