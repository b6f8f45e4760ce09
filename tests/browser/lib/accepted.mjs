// How pages looked when somebody last accepted it: a picture of each whole page, boiled down to squares. Of a square two things
// are kept: how bright it is, and how much its points differ, which is its ink. Words that are others leave about the same ink;
// words, buttons and covers that are gone leave none, and a line more moves whatever stands below it.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateRawSync, inflateRawSync } from "node:zlib";

import { launched } from "./browser.mjs";

const FILE = fileURLToPath(new URL("../accepted.json", import.meta.url));
const SQUARE = 24; // points of a picture, each way
const HEIGHT_MAX = 10_000; // what is below is as what is above, on lists that long
const LEVELS = 16;
const SHOTS_MAX = 8;
const SETTLE_MS = 150;
// From run to run on one machine no square of a page is another one (0.0015 levels was the most that one differed on average);
// these leave a little room. The smallest damage that a claim of look makes, two amounts of a checkout, is four squares.
export const OFF_BY = 2; // levels, before a square counts as another one
export const SQUARES_MAX = 3;
export const MEAN_MAX = 0.05; // levels, of all squares that have ink

// Then pages are looked at and nothing else is asked of them.
export const isAccepting = Boolean(process.env.AAN_ACCEPT);
const kept = existsSync(FILE) && process.env.AAN_ACCEPT !== "all" ? JSON.parse(readFileSync(FILE, "utf8")) : {};

// What is another thing each time is made one thing: moments, references, ids, secrets, the port. What is left is the page.
export const hold = (page) => page.evaluate(() => {
  // In the words of the page's language: "27 November 2026", "27. November 2026", "27 de noviembre de 2026".
  const month = (n) => new Intl.DateTimeFormat(document.documentElement.lang, { month: "long" }).format(new Date(2026, n, 1));
  const MONTHS = `(?<!\\p{L})(?:${Array.from({ length: 12 }, (_, n) => month(n)).join("|")})`;
  const ONE = [[new RegExp(`\\d{1,2}(\\.?(?: de)? )${MONTHS}((?: de)? )\\d{4}`, "gu"), `27$1${month(10)}$22026`],
               [new RegExp(`${MONTHS}((?: de)? )\\d{4}`, "gu"), `${month(10)}$12026`],
               [/\d\d:\d\d(:\d\d)?(?= UTC)/g, "09:30"], [/\b\d{4}-\d\d-\d\d\b/g, "2026-11-27"], [/\b20\d\d-\d\d\b(?!-)/g, "2026-11"], [/\b20\d\d-Q\d\b/g, "2026-Q4"],
               [/\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b/g, "7K2M-93QD"], [/127\.0\.0\.1:\d+/g, "127.0.0.1:8080"],
               [/\b[0-9a-f]{16}\b/g, "0123456789abcdef"], [/(?=[\w-]*\d)[\w-]{22,}/g, (secret) => "k".repeat(secret.length)]];
  const held = (text) => ONE.reduce((so, [what, by]) => so.replace(what, by), text);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const isSecret = node.parentElement.closest(".desk-secret, .desk-codes li, .library-apps .facts code");
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

// A picture of the whole page as it stands, with its covers; faster than the driver's own.
export async function shoot(page) {
  await page.evaluate(() => Promise.all([...document.images].map((image) => {
    image.loading = "eager";
    return image.decode().catch(() => {});
  })));
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: document.documentElement.scrollHeight }));
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", {
    captureBeyondViewport: true, optimizeForSpeed: true, clip: { x: 0, y: 0, width, height: Math.min(height, HEIGHT_MAX), scale: 1 } });
  await session.detach();
  return Buffer.from(data, "base64");
}

export function keep(name, png, folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.png`), png);
}

let easel;
// The squares of a picture, row by row: the brightness of all, then the ink of all.
export async function squares(png) {
  easel ??= (await launched()).newPage();
  const page = await easel;
  const { columns, values } = await page.evaluate(async ({ data, side, levels }) => {
    const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
    const { width, height } = picture;
    const brush = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    brush.drawImage(picture, 0, 0);
    const { data: rgba } = brush.getImageData(0, 0, width, height);
    const across = Math.ceil(width / side);
    const count = across * Math.ceil(height / side);
    const sums = new Float64Array(count), powers = new Float64Array(count), points = new Uint32Array(count);
    for (let y = 0, at = 0; y < height; ++y)
      for (let x = 0; x < width; ++x, at += 4) {
        const square = Math.floor(y / side) * across + Math.floor(x / side);
        const grey = 0.299 * rgba[at] + 0.587 * rgba[at + 1] + 0.114 * rgba[at + 2];
        sums[square] += grey;
        powers[square] += grey * grey;
        points[square] += 1;
      }
    const level = (value, max) => Math.min(levels - 1, Math.floor((value * levels) / max));
    const bright = [], ink = [];
    for (let at = 0; at < count; ++at) {
      const mean = sums[at] / points[at];
      bright.push(level(mean, 256));
      ink.push(level(Math.sqrt(Math.max(0, powers[at] / points[at] - mean * mean)), 128));
    }
    return { columns: across, values: [...bright, ...ink] };
  }, { data: png.toString("base64"), side: SQUARE, levels: LEVELS });
  return { columns, values: Uint8Array.from(values) };
}

const packed = ({ columns, values }) => `${columns}:${deflateRawSync(values, { level: 9 }).toString("base64")}`;

function unpacked(text) {
  const [columns, data] = text.split(":");
  return { columns: Number(columns), values: new Uint8Array(inflateRawSync(Buffer.from(data, "base64"))) };
}

// How two pages differ: how many squares are another one, and by how much those with ink do on average. Where one page ends
// before the other, every square is another one.
export function difference(one, other) {
  const counts = [one, other].map(({ values }) => values.length / 2);
  if (one.columns !== other.columns) return { squares: Math.max(...counts), mean: LEVELS };
  const [shorter, longer] = [Math.min(...counts), Math.max(...counts)];
  const found = { squares: longer - shorter, mean: 0 };
  let inked = 0;
  for (let at = 0; at < shorter; ++at) {
    const inks = [one, other].map(({ values }, page) => values[counts[page] + at]);
    const [bright, ink] = [Math.abs(one.values[at] - other.values[at]), Math.abs(inks[0] - inks[1])];
    if (Math.max(bright, ink) >= OFF_BY) found.squares += 1;
    if (Math.max(...inks) > 0) {
      inked += 1;
      found.mean += Math.max(bright, ink);
    }
  }
  found.mean /= Math.max(1, inked);
  return found;
}

export const isLike = ({ mean, squares: count }) => mean <= MEAN_MAX && count <= SQUARES_MAX;

// The squares of the page once two pictures of it are the same: after a change of its width the first may show it on its way.
async function settled(page) {
  let before;
  for (let at = 0; at < SHOTS_MAX; ++at) {
    const png = await shoot(page);
    const now = await squares(png);
    if (before && isLike(difference(before, now))) return { png, now };
    before = now;
    await page.waitForTimeout(SETTLE_MS);
  }
  throw new Error(`${page.url()} does not come to rest`);
}

// Says how a page differs from what was accepted, or that it never was; nothing when it looks the same. The picture stays
// in `folder`. AAN_ACCEPT=1 accepts it as it is.
export async function compare(name, page, folder) {
  if (isAccepting) {
    const { png, now } = await settled(page);
    keep(name, png, folder);
    kept[name] = packed(now);
    writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(Object.entries(kept).sort()), null, 0).replaceAll(',"', ',\n"')}\n`);
    return null;
  }
  let png = await shoot(page);
  const was = kept[name] && unpacked(kept[name]);
  let how = was && difference(await squares(png), was);
  if (was && !isLike(how)) {
    const last = await settled(page);
    png = last.png;
    how = difference(last.now, was);
  }
  keep(name, png, folder);
  if (!was) return `never accepted: look at ${name}.png, then run this with AAN_ACCEPT=1`;
  return isLike(how) ? null : `${how.squares} squares differ, by ${how.mean.toFixed(2)} levels on average: look at ${name}.png`;
}
