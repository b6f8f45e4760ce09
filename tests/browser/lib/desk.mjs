// The desk in a browser: opening a place, and looking at a page as a designer would.
import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { compare } from "./accepted.mjs";
import { DESKTOP, PHONE, WIDTHS } from "./browser.mjs";
import { Phone } from "./phone.mjs";
import { LOOKS, SHOTS, fileOf } from "./places.mjs";

export const PASSWORD = "quiet lamps over harbours";
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export async function linkOf(shop) {
  await shop.reaches(/^Desk: \S+ /m);
  return new URL(/^Desk: (\S+)/m.exec(shop.output)[1]).pathname;
}
export const secretOn = async (page) => (await page.locator(".desk-secret code").textContent()).trim();

export async function begin(page, shop, name = "ada", link = undefined) {
  await page.goto(link ?? await linkOf(shop));
  const phone = new Phone(await secretOn(page));
  await page.fill("#name", name);
  await page.fill("#password", PASSWORD);
  await page.fill("#password_again", PASSWORD);
  await page.fill("#code", phone.code());
  await page.click("button:has-text('Open my place')");
  return phone;
}

// What axe finds on the page that is open.
export async function faults(page, dark) {
  await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
  await page.evaluate(await readFile(fileOf("axe-core/axe.min.js"), "utf8"));
  return page.evaluate(async (tags) => {
    const { violations } = await globalThis.axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)} ${nodes[0].any[0]?.message ?? ""}`);
  }, AXE_TAGS);
}

// What is another thing each time is made one thing: moments, references, ids, secrets, the port. What is left is the page.
const hold = (page) => page.evaluate(() => {
  const MONTHS = "(?:January|February|March|April|May|June|July|August|September|October|November|December)";
  const ONE = [[new RegExp(`\\d{1,2} ${MONTHS} \\d{4}`, "g"), "27 November 2026"], [new RegExp(`\\b${MONTHS} \\d{4}`, "g"), "November 2026"],
               [/\d\d:\d\d(:\d\d)?(?= UTC)/g, "09:30"], [/\b\d{4}-\d\d-\d\d\b/g, "2026-11-27"], [/\b20\d\d-\d\d\b(?!-)/g, "2026-11"], [/\b20\d\d-Q\d\b/g, "2026-Q4"],
               [/\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b/g, "7K2M-93QD"], [/127\.0\.0\.1:\d+/g, "127.0.0.1:8080"],
               [/\b[0-9a-f]{16}\b/g, "0123456789abcdef"], [/(?=[\w-]*\d)[\w-]{22,}/g, (secret) => "k".repeat(secret.length)]];
  const held = (text) => ONE.reduce((so, [what, by]) => so.replace(what, by), text);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const isSecret = node.parentElement.closest(".desk-secret, .desk-codes li");
    const text = isSecret ? node.data.replace(/\w/g, "K") : held(node.data);
    if (text !== node.data) node.data = text;
  }
  for (const input of document.querySelectorAll("input:not([type=hidden], [type=file])")) {
    if (held(input.value) !== input.value) input.value = held(input.value);
    input.placeholder = held(input.placeholder);
  }
  for (const code of document.querySelectorAll(".qr, .desk-qr, svg[role=img]")) code.style.visibility = "hidden";
  document.activeElement?.blur();
  scrollTo(0, 0);
});

// On a phone and at a desk, light and dark: how it differs from what somebody accepted.
async function accepted(page, name) {
  await page.evaluate(() => Promise.all([...document.images].map((image) => {
    image.loading = "eager";
    return image.decode().catch(() => {});
  })));
  await hold(page);
  const found = [];
  for (const size of [PHONE, DESKTOP]) {
    await page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      const how = await compare(`${name}-${size.width}-${colorScheme}`, await page.screenshot(), LOOKS);
      if (how) found.push(how);
    }
  }
  return found;
}

async function picture(page, name) {
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  for (const size of [PHONE, DESKTOP])
    for (const colorScheme of ["light", "dark"]) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(SHOTS, `desk-${name}-${size.width}-${colorScheme}.png`), fullPage: true });
    }
}

// The addresses that were looked at, for a claim that none was forgotten.
export const seen = new Set();

// `isKept`: the page is the same each time, and looks as it was accepted. `area` begins the names of its pictures.
export async function look(page, name, isKept = false, area = "desk-") {
  seen.add(new URL(page.url()).pathname);
  const found = [];
  await page.waitForLoadState();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) found.push(`${name} at ${width}: ${over} px too wide`);
  }
  for (const dark of [false, true]) for (const one of await faults(page, dark)) found.push(`${name}: ${one}`);
  const unfilled = await page.evaluate(() => document.documentElement.outerHTML.replace(/<script type="application\/ld\+json">.*?<\/script>/s, "").match(/\{\{|\}\}|\{[a-z_]+\}/)?.[0]);
  if (unfilled) found.push(`${name}: an unfilled place ${unfilled}`);
  await picture(page, name);
  if (isKept) found.push(...await accepted(page, area + name));
  return found;
}
