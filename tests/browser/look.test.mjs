// Every kind of page: for eyes, for ears, for paper, and for the judges of both.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { DESKTOP, PHONE, TABLET, WIDTHS } from "./lib/browser.mjs";
import { eachPage } from "./lib/pages.mjs";
import { SHOTS, fileOf, load } from "./lib/places.mjs";
import { expectNone, test } from "./lib/test.mjs";

const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const A4 = { width: 794, height: 1123 };

// What reaches beyond the right edge and is not clipped by something of its own.
const sideways = (page) => page.evaluate(() => {
  const limit = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= limit) return null;
  const names = [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > limit + 1)
    .map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
  return `${document.documentElement.scrollWidth - limit} px: ${names.slice(-3).join(" ")}`;
});

test("no page scrolls sideways at 320, 390, 820 or 1440 pixels", async () => {
  const found = [];
  await eachPage({}, async (page, kind) => {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const how = await sideways(page);
      if (how) found.push(`${kind.name} at ${width}: ${how}`);
    }
  });
  expectNone(found);
});

test("no page scrolls sideways when its text is twice as large", async () => {
  const found = [];
  await eachPage({ size: { width: 640, height: 900 } }, async (page, kind) => {
    await page.evaluate(() => { document.documentElement.style.fontSize = "212%"; });
    const how = await sideways(page);
    if (how) found.push(`${kind.name}: ${how}`);
  });
  expectNone(found);
});

async function axeFindings(page, kind, axe) {
  await page.evaluate(axe);
  const violations = await page.evaluate(async (tags) => {
    const { violations: list } = await globalThis.axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
    return list.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(" | ")}`);
  }, AXE_TAGS);
  return violations.map((one) => `${kind.name}: ${one}`);
}

for (const [how, options] of [
  ["light at a desk", { size: DESKTOP }],
  ["dark at a desk", { size: DESKTOP, dark: true }],
  ["light on a phone", { size: PHONE }],
  ["dark on a phone", { size: PHONE, dark: true }],
])
  test(`axe finds nothing on any page, ${how}`, async () => {
    const axe = await readFile(fileOf("axe-core/axe.min.js"), "utf8");
    const found = [];
    await eachPage(options, async (page, kind) => found.push(...await axeFindings(page, kind, axe)));
    expectNone(found);
  });

test("dark is dark and light is light", async () => {
  const brightness = (page) => page.evaluate(() => {
    const [r, g, b] = getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g).map(Number);
    return (r + g + b) / 3;
  });
  const wrong = [];
  for (const dark of [false, true])
    await eachPage({ dark }, async (page, kind) => {
      if ((await brightness(page) < 128) !== dark) wrong.push(`${kind.name} in ${dark ? "dark" : "light"}`);
    });
  expectNone(wrong);
});

test("html-validate finds nothing on any page", async () => {
  const { HtmlValidate } = (await load("html-validate")).default;
  const judge = new HtmlValidate({
    extends: ["html-validate:recommended"],
    rules: {
      "long-title": "off",       // a book may have a long one
      "no-trailing-whitespace": "off",
    },
  });
  const found = [];
  await eachPage({}, async (page, kind, response) => {
    const { results } = await judge.validateString(await response.text());
    for (const { messages } of results)
      for (const { ruleId, message, line } of messages) found.push(`${kind.name}:${line}: ${ruleId}: ${message}`);
  });
  expectNone(found);
});

test("every page answers as it should, with one h1, a title of its own, a language and nothing inline", async () => {
  const found = [];
  const titles = new Map();
  await eachPage({}, async (page, kind, response) => {
    const say = (what) => found.push(`${kind.name}: ${what}`);
    if (response.status() !== kind.status) say(`status ${response.status()}`);
    const facts = await page.evaluate(() => ({
      headings: document.querySelectorAll("h1").length,
      title: document.title,
      language: document.documentElement.lang,
      inline: document.querySelectorAll("[style], style, script:not([src]), [onclick], [onload], [onsubmit]").length,
      marked: document.body.innerText.includes("This shop is in test mode"),
      template: document.documentElement.outerHTML.match(/\{\{|\}\}|\{\w+\}/)?.[0],
    }));
    if (facts.headings !== 1) say(`${facts.headings} h1`);
    if (!facts.title) say("no title");
    if (facts.language !== "en") say(`language ${facts.language}`);
    if (facts.inline > 0) say(`${facts.inline} inline styles or scripts`);
    if (!facts.marked) say("not marked as a shop in test mode");
    if (facts.template) say(`an unfilled place: ${facts.template}`);
    titles.set(facts.title, [...titles.get(facts.title) ?? [], kind.name]);
  });
  for (const [title, kinds] of titles)
    if (new Set(kinds.map((name) => name.split("-")[0])).size > 1) found.push(`“${title}” names ${kinds.join(", ")}`);
  expectNone(found);
});

test("on paper every page is black on white, fits the width and has nothing to press", async () => {
  const found = [];
  await eachPage({ size: A4 }, async (page, kind) => {
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    const how = await sideways(page);
    if (how) found.push(`${kind.name}: too wide by ${how}`);
    const facts = await page.evaluate(() => {
      const isSeen = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 1;
      const pressed = [...document.querySelectorAll("button, .button, .top-nav a, .foot a, input:not([type=radio], [type=hidden])")];
      return {
        paper: getComputedStyle(document.documentElement).backgroundColor,
        pressed: pressed.filter(isSeen).map((element) => element.innerText || element.id || element.className),
        heading: [...document.querySelectorAll("h1")].some((h1) => h1.checkVisibility()),
      };
    });
    if (facts.paper !== "rgb(255, 255, 255)") found.push(`${kind.name}: paper is ${facts.paper}`);
    if (facts.pressed.length) found.push(`${kind.name}: prints ${facts.pressed.slice(0, 4).join(", ")}`);
    if (!facts.heading) found.push(`${kind.name}: no heading`);
    await page.emulateMedia({ media: "screen" });
  });
  expectNone(found);
});

test("a paid order prints on two sheets at most, with its address, its code and its receipt", async () => {
  await eachPage({ size: A4 }, async (page, kind) => {
    if (kind.name !== "order-ready") return;
    await page.emulateMedia({ media: "print" });
    for (const part of [".keep-address", ".qr", ".receipt .sum"])
      assert.ok(await page.locator(part).isVisible(), `${part} is printed`);
    const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
    const sheets = pdf.match(/\/Type \/Page\b/g).length;
    assert.ok(sheets <= 2, `${sheets} sheets`);
    await page.emulateMedia({ media: "screen" });
  });
});

if (SHOTS)
  test("pictures of every page are taken", async () => {
    mkdirSync(SHOTS, { recursive: true });
    for (const [width, size] of [[390, PHONE], [820, TABLET], [1440, DESKTOP]])
      for (const dark of [false, true])
        await eachPage({ size, dark }, async (page, kind) => {
          await page.screenshot({ path: join(SHOTS, `${kind.name}-${width}-${dark ? "dark" : "light"}.png`), fullPage: true });
        });
  });
