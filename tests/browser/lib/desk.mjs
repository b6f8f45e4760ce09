// The desk in a browser: opening a place, and looking at a page as a designer would.
import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { DESKTOP, PHONE, WIDTHS } from "./browser.mjs";
import { Phone } from "./phone.mjs";
import { SHOTS, fileOf } from "./places.mjs";

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

export async function look(page, name) {
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
  return found;
}
