// Every kind of page: for eyes, for ears, for paper, and for the judges of each. All are visited once;
// what each probe finds there is its claim.
import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { get } from "node:http";
import { join } from "node:path";

import { compare, difference, hold, isAccepting, isLike, shoot, squares } from "./lib/accepted.mjs";
import { DESKTOP, PHONE, TABLET, WIDTHS, visit } from "./lib/browser.mjs";
import { addToCart, pricedBooks } from "./lib/buyer.mjs";
import { eachPage } from "./lib/pages.mjs";
import { LOOKS, SHOTS, fileOf, load } from "./lib/places.mjs";
import { sharedShop } from "./lib/shop.mjs";
import { expectNone, test } from "./lib/test.mjs";

const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const A4 = { width: 794, height: 1123 };
const ORDER_SHEETS_MAX = 2;
const SURVEY_SECONDS_MAX = 900; // whoever asks first waits for all pages
const SENT_BYTES_MAX = 100_000; // of HTML, style and script: without covers

// What reaches beyond the right edge and is not clipped by something of its own.
const sideways = (page) => page.evaluate(() => {
  const limit = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= limit) return null;
  const names = [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > limit + 1)
    .map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
  return `${document.documentElement.scrollWidth - limit} px: ${names.slice(-3).join(" ")}`;
});

async function widths(page) {
  const found = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const how = await sideways(page);
    if (how) found.push(`at ${width}: ${how}`);
  }
  return found;
}

async function largeText(page) {
  await page.setViewportSize({ width: 640, height: 900 });
  await page.evaluate(() => { document.documentElement.style.fontSize = "212%"; });
  const how = await sideways(page);
  await page.evaluate(() => document.documentElement.removeAttribute("style"));
  return how ? [how] : [];
}

let axeSource;
const axe = (size, colorScheme) => async (page) => {
  axeSource ??= await readFile(fileOf("axe-core/axe.min.js"), "utf8");
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme });
  await page.evaluate(axeSource);
  const found = await page.evaluate(async (tags) => {
    const { violations } = await globalThis.axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) =>
      `${id}: ${nodes.slice(0, 3).map((node) => `${node.html.slice(0, 120)} ${node.any[0]?.message ?? ""}`).join(" | ")}`);
  }, AXE_TAGS);
  const brightness = await page.evaluate(() => {
    const [r, g, b] = getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g).map(Number);
    return (r + g + b) / 3;
  });
  if (brightness < 128 !== (colorScheme === "dark")) found.push(`is not ${colorScheme}`);
  await page.emulateMedia({ colorScheme: "light" });
  return found;
};

let judge;
async function markup(page, kind, response) {
  if (!judge) {
    const { HtmlValidate } = (await load("html-validate")).default;
    // A book may have a long title, and its pictures are written as in XHTML; spaces at the end of a line are nobody's concern.
    judge = new HtmlValidate({ extends: ["html-validate:recommended"],
                               rules: { "long-title": "off", "no-trailing-whitespace": "off", "void-style": "off" } });
  }
  const { results } = await judge.validateString(await response.text());
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `line ${line}: ${ruleId}: ${message}`));
}

// A style sheet or a script as a browser asks for it: its bytes on the way, and unpacked.
const ENCODINGS = "gzip, deflate, br, zstd";
const fetched = new Map();
const sentOf = (address) => {
  if (!fetched.has(address))
    fetched.set(address, Promise.all([ENCODINGS, "identity"].map((encodings) => new Promise((done, failed) => {
      get(address, { headers: { "accept-encoding": encodings } }, (answer) => {
        let bytes = 0;
        answer.on("data", (part) => { bytes += part.length; }).on("end", () => done(bytes));
      }).on("error", failed);
    }))));
  return fetched.get(address);
};

// What a page costs but for its pictures: on the way, and unpacked.
async function weight(page, kind, response) {
  const found = [];
  const { responseBodySize } = await response.request().sizes();
  const sums = [responseBodySize, (await response.body()).length];
  const parts = await page.evaluate(() =>
    [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((one) => one.href || one.src));
  if (parts.length < 2) found.push(`only ${parts.length} style sheets and scripts`);
  for (const part of parts) (await sentOf(part)).forEach((bytes, at) => { sums[at] += bytes; });
  if (sums[0] < 1000) found.push(`only ${sums[0]} bytes were counted`);
  if (sums[0] > SENT_BYTES_MAX) found.push(`${sums[0]} bytes are sent`);
  // A chapter of the API is a whole document: on the way it is as light as any page.
  if (sums[1] > SENT_BYTES_MAX && kind.name !== "api-chapter") found.push(`${sums[1]} bytes unpacked`);
  return found;
}

const titles = new Map();
async function head(page, kind, response) {
  const found = [];
  const facts = await page.evaluate(() => ({
    headings: document.querySelectorAll("h1").length,
    title: document.title,
    language: document.documentElement.lang,
    inline: document.querySelectorAll("[style], style, script:not([src]):not([type='application/ld+json']), [onclick], [onload], [onsubmit]").length,
    isMarked: document.body.innerText.includes("This shop is in test mode"),
    unfilled: document.documentElement.outerHTML.replace(/<script type="application\/ld\+json">.*?<\/script>/s, "").match(/\{\{|\}\}|\{[a-z_]+\}/)?.[0],
  }));
  if (response.status() !== kind.status) found.push(`status ${response.status()}, not ${kind.status}`);
  if (facts.headings !== 1) found.push(`${facts.headings} h1`);
  if (!facts.title) found.push("no title");
  if (facts.language !== "en") found.push(`language ${facts.language}`);
  if (facts.inline > 0) found.push(`${facts.inline} inline styles or scripts`);
  if (!facts.isMarked) found.push("not marked as a shop in test mode");
  // The pages of the API write addresses with their parts in braces.
  if (facts.unfilled && !kind.name.startsWith("api")) found.push(`an unfilled place: ${facts.unfilled}`);
  const [family] = kind.name.split("-");
  const same = titles.get(facts.title);
  if (same && same !== family) found.push(`has the title of ${same}: ${facts.title}`);
  titles.set(facts.title, family);
  return found;
}

async function paper(page, kind) {
  await page.setViewportSize(A4);
  await page.emulateMedia({ media: "print" });
  const found = [];
  const how = await sideways(page);
  if (how) found.push(`too wide by ${how}`);
  const facts = await page.evaluate(() => {
    const isSeen = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 1;
    const toPress = document.querySelectorAll("button, .button, .top-nav a, .foot a, input[type=search], .skip");
    return {
      background: getComputedStyle(document.documentElement).backgroundColor,
      toPress: [...toPress].filter(isSeen).map((element) => element.innerText || element.id || element.className),
      isHeaded: [...document.querySelectorAll("h1")].some((h1) => h1.checkVisibility()),
      missing: [".keep-address", ".qr", ".receipt .sum"].filter((part) => !document.querySelector(part)?.checkVisibility()),
    };
  });
  if (facts.background !== "rgb(255, 255, 255)") found.push(`paper is ${facts.background}`);
  if (facts.toPress.length > 0) found.push(`prints ${facts.toPress.slice(0, 4).join(", ")}`);
  if (!facts.isHeaded) found.push("no heading");
  if (kind.name === "order-ready") {
    for (const part of facts.missing) found.push(`${part} is not printed`);
    const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
    const sheets = pdf.match(/\/Type \/Page\b/g).length;
    if (sheets > ORDER_SHEETS_MAX) found.push(`${sheets} sheets`);
  }
  await page.emulateMedia({ media: "screen" });
  return found;
}

async function pictures(page, kind) {
  mkdirSync(SHOTS, { recursive: true });
  await page.evaluate(() => Promise.all([...document.images].map((image) => {
    image.loading = "eager";
    return image.decode().catch(() => {});
  })));
  for (const size of [PHONE, TABLET, DESKTOP]) {
    await page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      const path = join(SHOTS, `${kind.name}-${size.width}-${colorScheme}.png`);
      await page.screenshot({ path, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  return [];
}

// What most visitors see is compared between the two sizes and in the dark, too. One page of a kind is enough: what is not
// of that page alone, such as colours, moves all of them.
const MOST_SEEN = new Set(["home", "book", "search-found", "cart", "checkout", "order-ready"]);
const LOOKS_OF = (kind) => [[PHONE, "light"], [DESKTOP, "light"],
  ...(MOST_SEEN.has(kind.name) ? [[TABLET, "light"], [PHONE, "dark"], [TABLET, "dark"], [DESKTOP, "dark"]] : [])];

// Without covers and words of the day a page would not be that page: they are part of what was accepted.
async function accepted(page, kind) {
  await hold(page);
  const found = [];
  for (const [size, colorScheme] of LOOKS_OF(kind)) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    const name = `${kind.name}-${size.width}${colorScheme === "dark" ? "-dark" : ""}`;
    const how = await compare(name, page, LOOKS);
    if (how) found.push(how);
  }
  await page.emulateMedia({ colorScheme: "light" });
  return found;
}

const probes = {
  "every page has its status, one h1, a title of its own, a language and nothing inline": head,
  "every page is less than 100 kB without its pictures, on the way and unpacked": weight,
  "html-validate finds nothing on any page": markup,
  "no page scrolls sideways at 320, 390, 820, 1440 or 1920 pixels": widths,
  "no page scrolls sideways when its text is twice as large": largeText,
  "axe finds nothing on any page, light at a desk": axe(DESKTOP, "light"),
  "axe finds nothing on any page, dark at a desk": axe(DESKTOP, "dark"),
  "axe finds nothing on any page, light on a phone": axe(PHONE, "light"),
  "axe finds nothing on any page, dark on a phone": axe(PHONE, "dark"),
  "on paper every page is black on white, fits its width and has nothing to press; an order takes two sheets": paper,
  ...(SHOTS ? { "pictures of every page are taken": pictures } : {}),
  // The last one: it changes what moves from day to day on the page that the others look at.
  "every page looks as it was accepted": accepted,
};

let surveyed;
const survey = () => (surveyed ??= (async () => {
  const found = Object.fromEntries(Object.keys(probes).map((claim) => [claim, []]));
  const asked = Object.entries(probes).filter(([, probe]) => !isAccepting || probe === accepted);
  await eachPage({}, async (page, kind, response) => {
    for (const [claim, probe] of asked)
      for (const one of await probe(page, kind, response)) found[claim].push(`${kind.name}: ${one}`);
  });
  return found;
})());

// What the comparison is for: a page that is damaged, in ways that leave most of it as it was.
const DAMAGES = {
  "its words cannot be seen": "main * { color: transparent !important; }",
  "the head of the page is gone": ".top { visibility: hidden !important; }",
  "the foot is gone": ".foot { visibility: hidden !important; }",
  "nothing can be pressed": "main :is(button, .button) { visibility: hidden !important; }",
  "prices are gone": "main :is(.price, .card-price, .row-price, .line-price, .hero-price, .sum td) { visibility: hidden !important; }",
  "covers are gone": ".cover img { visibility: hidden !important; }",
  "everything stands a little further down": ".top { margin-block-end: 12px !important; }",
  "words are paler": "main * { color: #999 !important; }",
};

const damage = (page, style) => page.evaluate((rules) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
  for (const one of document.styleSheets) one.disabled = rules === "";
}, style);

test("a page that lost its words, prices, buttons, covers, head, foot or style does not look as it did; the same page does", async () => {
  const shop = await sharedShop();
  const [book, other] = await pricedBooks(shop);
  const found = [];
  const open = (path, size, use) => visit(shop, { size }, async (page) => {
    if (path === "/checkout") for (const one of [book, other]) await addToCart(page, one);
    await page.goto(path);
    await hold(page);
    return use(page);
  });
  const look = async (page) => squares(await shoot(page));
  for (const path of ["/", `/books/${book.slug}`, "/checkout"])
    for (const size of [PHONE, DESKTOP]) {
      const whole = await open(path, size, look);
      await open(path, size, async (page) => {
        const again = difference(whole, await look(page));
        if (!isLike(again)) found.push(`${path} at ${size.width}: the same page differs: ${JSON.stringify(again)}`);
        for (const [what, style] of [...Object.entries(DAMAGES), ["it has no style", ""]]) {
          await damage(page, style);
          const how = difference(whole, await look(page));
            if (isLike(how)) found.push(`${path} at ${size.width}: nobody saw that ${what}: ${JSON.stringify(how)}`);
        }
      });
    }
  expectNone(found);
}, SURVEY_SECONDS_MAX);

for (const claim of Object.keys(probes)) test(claim, async () => expectNone((await survey())[claim]), SURVEY_SECONDS_MAX);
