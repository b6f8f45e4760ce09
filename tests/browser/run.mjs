#!/usr/bin/env node
// Runs the claims of all *.test.mjs in this folder, in as many processes as AAN_JOBS says (else one for each core, at most two).
// `run.mjs WORD...` runs those whose name or file holds a word, in one.
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { isAccepting } from "./lib/accepted.mjs";
import { close, launched } from "./lib/browser.mjs";
import { AAN, CHROMIUM, removeFolders } from "./lib/places.mjs";
import { FED, closing, given, out, processes } from "./lib/share.mjs";
import { stopAll } from "./lib/shop.mjs";
import { Skip, all } from "./lib/test.mjs";

const isFed = process.argv[2] === FED;
const words = isFed ? [] : process.argv.slice(2).map((word) => word.toLowerCase());
// What is accepted is written by one process.
const isShared = !isFed && words.length === 0 && !isAccepting && processes() > 1;
let counts = { passed: 0, failed: 0, skipped: 0 };

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
const oneLine = (text) => text.replace(/\s+/g, " ").slice(0, 300);
const clean = (text) => text.replace(/\u001b\[\d+m/g, "");

function withLimit(work, secondsMax) {
  let timer;
  const limit = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`not done after ${secondsMax} s`)), secondsMax * 1000);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

async function runOne({ name, run, secondsMax }) {
  const began = performance.now();
  try {
    await withLimit(run(), secondsMax);
    counts.passed += 1;
    console.log(`ok   ${name} (${seconds(began)})`);
  } catch (error) {
    if (error instanceof Skip) {
      counts.skipped += 1;
      console.log(`SKIP ${name}: ${oneLine(error.message)}`);
      return;
    }
    counts.failed += 1;
    console.log(clean(`why:  ${error.message}\n${(error.stack ?? "").split("\n").filter((l) => /\/browser\/(?!run|lib\/(test|browser)\.)/.test(l)).join("\n")}`));
    console.log(`FAIL ${name}`);
  }
}

const files = () => readdirSync(new URL(".", import.meta.url)).filter((file) => file.endsWith(".test.mjs")).sort();

async function claimsOf(file) {
  const before = all().length;
  await import(`./${file}`);
  return all().slice(before).map((one) => ({ ...one, file }));
}

async function wanted() {
  const tests = [];
  for (const file of files()) tests.push(...await claimsOf(file));
  return tests.filter(({ name, file }) =>
    words.length === 0 || words.some((word) => name.toLowerCase().includes(word) || file.includes(word)));
}

async function main() {
  const missing = !AAN || !existsSync(AAN) ? "aan is not built" : existsSync(CHROMIUM) ? "" : "Chromium is not there";
  if (missing) {
    for (const { name } of await wanted()) {
      console.log(`SKIP ${name}: ${missing}`);
      counts.skipped += 1;
    }
  } else if (isShared) {
    counts = await out(files(), processes(), fileURLToPath(import.meta.url));
  } else if (isFed) {
    for await (const file of given()) for (const one of await claimsOf(file)) await runOne(one);
  } else {
    const tests = await wanted();
    console.log(`browser: ${tests.length} claims, Chromium ${(await launched()).version()}`);
    for (const one of tests) await runOne(one);
  }
}

for (const signal of isShared ? [] : ["SIGTERM", "SIGINT"])
  process.once(signal, () => stopAll().finally(() => { removeFolders(); process.exit(1); }));

try {
  await main();
} finally {
  await close();
  await stopAll();
  removeFolders();
}
console.log(closing(counts));
process.exit(counts.failed > 0 ? 1 : 0);
