// Every kind of page of the shop, in the states that matter, and how to come there.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { visit } from "./browser.mjs";
import { addToCart, agree, buy, choose, fetchBook, freeBooks, order, pricedBooks } from "./buyer.mjs";
import { comic } from "./make_comic.mjs";
import { folder } from "./places.mjs";
import { Shop, ownShop } from "./shop.mjs";

const at = (name, path, status = 200) => ({ name, status, open: (page) => page.goto(path) });
// The state that its name says: these words stand on the page.
const saying = (name, path, ...words) => ({ name, status: 200, open: async (page) => {
  const answer = await page.goto(path);
  const text = await page.locator("main").innerText();
  for (const one of words) assert.ok(text.includes(one), `${path} does not say "${one}"`);
  return answer;
} });

async function orderAddress(shop, use) {
  return visit(shop, { scripts: false }, async (page) => {
    await use(page);
    return new URL(page.url()).pathname;
  });
}

const referenceOn = async (page) => /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await page.locator(".kicker").innerText())[0];

async function orders(shop, book, more, free) {
  const ordered = (label) => orderAddress(shop, async (page) => {
    await order(page, book);
    await choose(page, label);
  });
  const open = async (page) => {
    await order(page, book, ...more);
    await page.getByRole("link", { name: "Back to the order" }).click();
  };
  return [
    at("order-open", await orderAddress(shop, open)),
    at("order-ready", await orderAddress(shop, (page) => buy(page, book, ...more))),
    at("reading", await orderAddress(shop, async (page) => {
      await buy(page, book);
      await page.getByRole("link", { name: /^Read here/ }).click();
    })),
    at("order-free", await orderAddress(shop, (page) => order(page, free))),
    at("order-underpaid", await ordered("Pay too little")),
    at("order-given-back", await ordered("Pay twice")),
    at("order-late", await ordered("Pay late")),
    at("order-failed", await ordered("Fail")),
    at("order-given-up", await orderAddress(shop, async (page) => {
      await open(page);
      await page.getByRole("button", { name: "Cancel this order" }).click();
    })),
    at("order-given-up-part", await orderAddress(shop, async (page) => {
      await order(page, book);
      await choose(page, "Pay too little");
      const address = page.url();
      await shop.ask("order", "cancel", await referenceOn(page));
      await page.goto(address);
    })),
    at("order-spent", await orderAddress(shop, async (page) => {
      await buy(page, book);
      for (let times = 0; times < 5; ++times) {
        await fetchBook(page, book);
        await page.reload();
      }
    })),
    at("processor", await orderAddress(shop, (page) => order(page, book))),
    at("processor-part", await orderAddress(shop, async (page) => {
      await order(page, book);
      const processor = page.url();
      await choose(page, "Pay too little");
      await page.goto(processor);
    })),
    at("processor-paid", await orderAddress(shop, async (page) => {
      await order(page, book);
      const processor = page.url();
      await choose(page, "Pay");
      await page.goto(processor);
    })),
  ];
}

// The last page of its shop, which has them from then on.
const authorOfMany = (shop) => async (page) => {
  const list = join(folder("list"), "many.csv");
  const rows = Array.from({ length: 400 }, (_, at) => `${at},"The Patient Tides, Volume ${at + 1}",Ines Tidewater,en`);
  await writeFile(list, ["source_id,title,author,language", ...rows, ""].join("\n"));
  await shop.ask("import", list);
  return page.goto("/authors/ines-tidewater?sort=title");
};

// A comic: its sample, and pages in a frame of their own; and whoever wrote 400 books. In another shop, as the demonstration takes in no books.
async function collectComics() {
  const shop = await new Shop({ isDemo: false }).start();
  const files = folder("comic");
  const title = "Twelve Panels of Rain";
  await writeFile(join(files, "rain.cbz"), await comic({ title, pages: 12 }));
  await shop.ask("import", files, "--price", "3.99");
  const book = (await shop.books()).find((one) => one.title === title);
  const first = await orderAddress(shop, async (page) => {
    await buy(page, book);
    await page.getByRole("link", { name: /^Read here/ }).click();
  });
  return {
    shop,
    kinds: [
      at("comic", first),
      at("comic-middle", first.replace(/\/\d+$/, "/6")),
      at("comic-sample", `/books/${book.slug}/sample`),
      { name: "books-author-of-many", status: 200, open: authorOfMany(shop) },
    ],
  };
}

const filled = (...books) => async (page, path) => {
  await page.context().clearCookies();
  for (const book of books) await addToCart(page, book);
  return page.goto(path);
};

// A cart with a book that cannot be bought any more.
const restingCart = (shop, rests, ...books) => async (page, path) => {
  await shop.ask("book", "price", rests.slug, "4.99");
  await addToCart(page, rests);
  await shop.ask("book", "price", rests.slug, "none");
  for (const book of books) await addToCart(page, book);
  return page.goto(path);
};

// A cart with a code that takes half off, and one that was refused.
const withCode = (code, ...books) => async (page, path) => {
  await filled(...books)(page, path);
  await page.getByLabel("Discount code").fill(code);
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("button", { name: "Apply" }).click();
  const said = await answer;
  await page.waitForLoadState();
  return said.status() === 303 ? page.goto(path) : said;
};

// Books with a price from before, with one that the buyer sets, with few copies and with none.
async function otherOffers(shop, [bargain, own, few, gone]) {
  await shop.ask("book", "price", bargain.slug, "4.99", "--compare-at", "9.99");
  await shop.ask("book", "price", own.slug, "--at-least", "3", "--suggested", "8");
  await shop.ask("book", "stock", few.slug, "3");
  await shop.ask("book", "stock", gone.slug, "0");
  await shop.ask("coupon", "add", "HALF-OF-IT", "--percent", "50");
  return [
    at("book-bargain", `/books/${bargain.slug}`),
    at("book-own-price", `/books/${own.slug}`),
    at("book-few", `/books/${few.slug}`),
    at("book-sold-out", `/books/${gone.slug}`),
    { name: "cart-own-price", status: 200, open: (page) => filled(own, bargain)(page, "/cart") },
    { name: "cart-code", status: 200, open: (page) => withCode("half of it", bargain, few)(page, "/cart") },
    { name: "cart-code-unknown", status: 404, open: (page) => withCode("HALF-OF-THAT", bargain)(page, "/cart") },
    { name: "checkout-code", status: 200, open: (page) => withCode("half of it", bargain, few)(page, "/checkout") },
    { name: "checkout-code-nothing", status: 409, open: (page) => withCode("half of it", own)(page, "/checkout") },
    { name: "books-of-all-offers", status: 200, open: (page) => page.goto("/books?sort=title") },
  ];
}

// A library with an order in it, opened from the order's page; then something done there.
const inLibrary = (book, act = async () => {}) => async (page) => {
  await order(page, book);
  await choose(page, "Pay");
  await page.getByRole("button", { name: "Gather in a library" }).click();
  await page.waitForURL("**/library");
  return (await act(page)) ?? page.reload();
};

async function libraries(book) {
  return [
    at("library-door", "/library"),
    at("library-asked", "/library?asked=1"),
    at("library-knock", `/library/open/${"x".repeat(27)}`),
    at("library-ssh", "/library/key"),
    at("library-passkey-not-here", "/library/passkey"),
    { name: "library-ssh-add", status: 200, open: inLibrary(book, (page) => page.goto("/library/keys/new")) },
    { name: "library", status: 200, open: inLibrary(book) },
    { name: "library-wrong", status: 404, open: inLibrary(book, async (page) => {
      await page.getByLabel("Address of the order").fill("no address");
      const answer = page.waitForResponse((response) => response.request().method() === "POST");
      await page.getByRole("button", { name: "Put it in" }).click();
      const said = await answer;
      await page.waitForLoadState();
      return said;
    }) },
  ];
}

// Where a book's page leads to: other books of the same author, for instance.
async function linkOn(shop, path, folder) {
  const html = await (await fetch(shop.origin + path)).text();
  return new RegExp(`href="(/${folder}/[^"]+)"`).exec(html)?.[1];
}

// An order for somebody else: the page that whoever gets it opens.
async function giftAddress(page, book) {
  await page.goto(`/checkout?book=${book.slug}`);
  await page.getByText("This is a gift", { exact: true }).click();
  await page.locator("#receipt_name").fill("Ines Calder");
  await page.locator("#gift_name").fill("Ada Lovelace");
  await page.locator("#gift_message").fill("For the long evenings.");
  await agree(page);
  await page.locator(".pay-form button.primary").click();
  await page.waitForURL("**/sandbox/*");
  await choose(page, "Pay");
  return /\/gifts\/[\w-]+/.exec(await page.content())[0];
}

async function paperAddress(page, book) {
  await buy(page, book);
  const order = new URL(page.url()).pathname;
  await page.locator("details", { has: page.locator(`form[action="${order}/invoice"]`) }).locator("summary").click();
  await page.locator(`form[action="${order}/invoice"] button[value="make"]`).click();
  await page.waitForURL("**/documents/**");
  return new URL(page.url()).pathname;
}

// Pages of what books have in common, and of what is asked for more rarely.
async function rarer(shop, book) {
  const bookPath = `/books/${book.slug}`;
  const gift = await visit(shop, { scripts: false }, (page) => giftAddress(page, book));
  return [
    at("books-author", await linkOn(shop, bookPath, "authors")),
    at("books-series", await linkOn(shop, "/books/a-ledger-of-ones-own", "series")),
    at("books-language", "/languages/de"),
    at("books-format", "/formats/epub"),
    at("error-404-books", "/books?page=99", 404),
    at("error-404-search", "/search?q=books&page=99", 404),
    at("buy", `/buy/${book.slug}`),
    at("gift", gift),
    at("paper", await visit(shop, { scripts: false }, (page) => paperAddress(page, book))),
    at("terms-version", "/terms/1"),
    at("api", "/api"),
    at("api-chapter", "/api-reference/catalog"),
    { name: "library-reader", status: 200, open: inLibrary(book, async (page) => {
      await page.getByRole("button", { name: "Make a reader password" }).click();
      await page.waitForLoadState();
    }) },
  ];
}

// The last of all: with a bundle, every page leads to it.
async function bundles(shop, books) {
  let made;
  const withBundle = (path) => async (page) => {
    made ??= shop.ask("bundle", "add", "Three at once", "--price", "3.00", ...books.flatMap(({ slug }) => ["--book", slug]));
    await made;
    return page.goto(path);
  };
  return [
    at("bundles-none", "/bundles"),
    { name: "bundles", status: 200, open: withBundle("/bundles") },
    { name: "bundle", status: 200, open: withBundle("/bundles/three-at-once") },
  ];
}

async function badName(page, book) {
  await page.goto(`/checkout?book=${book.slug}`);
  await page.locator("#receipt_name").evaluate((field) => { field.maxLength = 9999; });
  await page.locator("#receipt_name").fill("x".repeat(500));
  await agree(page);
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await page.locator(".pay-form button.primary").click();
  const refused = await answer;
  await page.waitForLoadState();
  return refused;
}

async function collect() {
  // A mail server that is dead from the start: pages ask for addresses, and letters wait.
  const shop = await ownShop({ env: { SMTP_URL: "smtp://127.0.0.1:1", MAIL_FROM: "desk@books.example", SMTP_TLS: "none" } });
  const priced = await pricedBooks(shop);
  const free = (await freeBooks(shop))[0];
  const book = priced.find(({ language }) => language === "en");
  const german = priced.find(({ language }) => language === "de");
  const more = priced.filter((one) => one !== book && one !== german).slice(0, 2);
  const unpriced = priced.findLast((one) => one !== german && !more.includes(one));
  const kinds = [
    at("home", "/"),
    at("books", "/books"),
    at("books-last-page", "/books?page=2"),
    at("books-narrowed", "/books?subject=bookselling&language=en&sort=title"),
    at("books-free", "/free"),
    at("books-publisher", await (async () => (await (await fetch(`${shop.origin}/books/${book.slug}`)).text()).match(/href="(\/publishers\/[^"]+)"/)[1])()),
    at("subjects", "/subjects"),
    at("authors", "/authors"),
    at("series", "/series"),
    at("publishers", "/publishers"),
    at("languages", "/languages"),
    at("formats", "/formats"),
    at("books-none", "/books?language=es&free=1&subject=payments"),
    at("book", `/books/${book.slug}`),
    at("book-free", `/books/${free.slug}`),
    at("book-german", `/books/${german.slug}`),
    at("sample", `/books/${book.slug}/sample`),
    at("sample-large", `/books/${book.slug}/sample?look=device-7`),
    at("sample-german", `/books/${german.slug}/sample`),
    at("search", "/search"),
    at("search-found", "/search?q=paper"),
    saying("search-slip", "/search?q=papre", "“papre” is found nowhere; this is the nearest spelling."),
    saying("search-other-word", "/search?q=cook", "Did you mean"),
    saying("search-loose", "/search?q=physical+books", "No book has all of these words."),
    saying("search-slip-loose", "/search?q=pysical+boks", "“pysical boks” is found nowhere; this is the nearest spelling.", "No book has all of these words."),
    at("search-narrowed", "/search?q=books&language=en&price=middle"),
    at("search-nothing", "/search?q=xylophonquadrat"),
    at("cart-empty", "/cart"),
    { name: "cart", status: 200, open: (page) => filled(book, ...more, free)(page, "/cart") },
    { name: "checkout", status: 200, open: (page) => filled(book, ...more)(page, "/checkout") },
    { name: "cart-resting", status: 200, open: (page) => restingCart(shop, unpriced)(page, "/cart") },
    { name: "cart-partly-resting", status: 200, open: (page) => restingCart(shop, unpriced, book)(page, "/cart") },
    { name: "checkout-left-out", status: 200, open: (page) => restingCart(shop, unpriced, book)(page, "/checkout") },
    { name: "cart-after-order", status: 200, open: async (page) => {
      await order(page, book);
      return page.goto("/cart");
    } },
    { name: "checkout-refused", status: 409, open: (page) => page.goto(`/checkout?book=${unpriced.slug}`) },
    at("checkout-one", `/checkout?book=${book.slug}`),
    at("checkout-free", `/checkout?book=${free.slug}`),
    { name: "checkout-mistake", status: 422, open: (page) => badName(page, book) },
    ...await orders(shop, book, more, free),
    ...await otherOffers(shop, priced.filter((one) => ![book, german, unpriced, ...more].includes(one))),
    ...await libraries(book),
    ...await rarer(shop, book),
    at("help", "/help"),
    at("about", "/about"),
    at("about-fallback", "/about-fallback"),
    at("terms", "/terms"),
    at("error-404", "/books/no-such-book", 404),
    at("error-404-order", `/orders/${"x".repeat(43)}`, 404),
    at("error-405", "/cart/add", 405),
  ];
  await shop.ask("book", "price", unpriced.slug, "none");
  kinds.push(at("book-without-price", `/books/${unpriced.slug}`), ...await bundles(shop, [book, ...more]));
  return { shop, kinds };
}

let collected;
const allPages = () => (collected ??= (async () => [await collect(), await collectComics()])());

// `use(page, kind, response)` for each kind, in one profile of each shop; each begins with an empty cart.
export async function eachPage(options, use) {
  for (const { shop, kinds } of await allPages())
    await visit(shop, options, async (page, watch) => {
      let expected = 200;
      page.on("response", (response) => {
        if (expected >= 400 && response.status() === expected) watch.allowRefusal(response.url());
      });
      for (const kind of kinds) {
        expected = kind.status;
        await page.context().clearCookies();
        await use(page, kind, await kind.open(page));
      }
    });
}
