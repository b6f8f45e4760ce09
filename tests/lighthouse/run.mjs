#!/usr/bin/env node
// Home, a book, a search and a checkout as Lighthouse sees them. AAN_LIGHTHOUSE: the folder with its node_modules.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { askApi } from "../browser/lib/api.mjs";
import { CHROMIUM, removeFolders } from "../browser/lib/places.mjs";
import { Shop, stopAll } from "../browser/lib/shop.mjs";

const SCORE_MIN = 95;
const TRIES = 3;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const KEPT_OUT = "is-crawlable"; // of pages that search engines are kept out of on purpose

const installed = createRequire(join(process.env.AAN_LIGHTHOUSE ?? ".", "package.json"));
const load = async (name) => import(pathToFileURL(installed.resolve(name)).href);

// The weighted mean of a category's audits, as Lighthouse reckons it, without one of them.
function score(result, category, without) {
  let weight = 0;
  let sum = 0;
  for (const ref of result.categories[category].auditRefs) {
    const audit = result.audits[ref.id];
    if (ref.weight === 0 || audit.score === null || ref.id === without) continue;
    weight += ref.weight;
    sum += ref.weight * audit.score;
  }
  return Math.floor((100 * sum) / weight + 0.5);
}

const failed = (result, category) =>
  result.categories[category].auditRefs
    .filter((ref) => ref.weight > 0 && result.audits[ref.id].score !== null && result.audits[ref.id].score < 0.9)
    .map((ref) => `${ref.id} ${result.audits[ref.id].score} ${result.audits[ref.id].displayValue ?? ""}`);

// A page whose times could not be taken, because the browser drew nothing in time, is looked at again.
async function look(lighthouse, address, port, config) {
  for (let left = TRIES; ; left -= 1) {
    const { lhr } = await lighthouse(address, { port, output: "json", logLevel: "error" }, config);
    if (left === 1 || CATEGORIES.every((category) => lhr.categories[category].score !== null)) return lhr;
  }
}

// A book with a price, so that its checkout has everything that one can have.
async function pricedBook(origin) {
  const { books } = await askApi(origin, "/api/v1/books");
  return books.find(({ price }) => price && price.amount !== "0").slug;
}

async function main() {
  const counts = { passed: 0, failed: 0 };
  const { default: lighthouse } = await load("lighthouse");
  const { default: desktop } = await load("lighthouse/core/config/desktop-config.js");
  const chrome = await (await load("chrome-launcher")).launch({ chromePath: CHROMIUM, chromeFlags: ["--headless=new", "--no-sandbox"] });
  try {
    const { origin } = await new Shop().start();
    const slug = await pricedBook(origin);
    const pages = [["home", "/"], ["book", `/books/${slug}`], ["search", "/search?q=shop", KEPT_OUT],
                   ["checkout", `/checkout?book=${slug}`, KEPT_OUT]];
    for (const [form, config] of [["phone", undefined], ["desktop", desktop]])
      for (const [name, path, without] of pages) {
        const lhr = await look(lighthouse, origin + path, chrome.port, config);
        for (const category of CATEGORIES) {
          const points = score(lhr, category, without);
          const claim = `${name} on a ${form}: ${category} ${points}`;
          counts[points >= SCORE_MIN ? "passed" : "failed"] += 1;
          console.log(points >= SCORE_MIN ? `ok   ${claim}` : `why:  ${failed(lhr, category).join("; ")}\nFAIL ${claim}`);
        }
      }
  } finally {
    await chrome.kill();
    await stopAll();
    removeFolders();
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed, 0 skipped`);
  process.exitCode = counts.failed > 0 ? 1 : 0;
}

await main();
