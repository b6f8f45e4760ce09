// The desk in a browser: opening a place, and looking at a page as a designer would.
import { readFile } from "node:fs/promises";

import { compare, hold, isAccepting, keep, shoot } from "./accepted.mjs";
import { DESKTOP, PHONE, WIDTHS } from "./browser.mjs";
import { Phone } from "./phone.mjs";
import { LOOKS, fileOf } from "./places.mjs";

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

// On a phone and at a desk, light and dark: how it differs from what somebody accepted.
async function accepted(page, name) {
  await hold(page);
  const found = [];
  for (const size of [PHONE, DESKTOP]) {
    await page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      const how = await compare(`${name}-${size.width}-${colorScheme}`, page, LOOKS);
      if (how) found.push(how);
    }
  }
  return found;
}

// A page that is another one each time: only its pictures are kept.
async function picture(page, name) {
  await page.emulateMedia({ colorScheme: "light" });
  for (const size of [PHONE, DESKTOP]) {
    await page.setViewportSize(size);
    keep(`${name}-${size.width}`, await shoot(page), LOOKS);
  }
}

// The addresses that were looked at, for a claim that none was forgotten.
export const seen = new Set();

// `isKept`: the page is the same each time, and looks as it was accepted. `area` begins the names of its pictures.
export async function look(page, name, isKept = false, area = "desk-") {
  seen.add(new URL(page.url()).pathname);
  const found = [];
  await page.waitForLoadState();
  if (isAccepting) return isKept ? accepted(page, area + name) : found;
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) found.push(`${name} at ${width}: ${over} px too wide`);
  }
  for (const dark of [false, true]) for (const one of await faults(page, dark)) found.push(`${name}: ${one}`);
  const unfilled = await page.evaluate(() => document.documentElement.outerHTML.replace(/<script type="application\/ld\+json">.*?<\/script>/s, "").match(/\{\{|\}\}|\{[a-z_]+\}/)?.[0]);
  if (unfilled) found.push(`${name}: an unfilled place ${unfilled}`);
  if (isKept) found.push(...await accepted(page, area + name));
  else await picture(page, area + name);
  return found;
}
