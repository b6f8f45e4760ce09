// How pages looked when somebody last accepted it: a picture each, boiled down to squares of grey. Words, dates and codes
// drown in a square; a column that moved, a cover that is missing and a colour that is another one do not.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { launched } from "./browser.mjs";

const FILE = fileURLToPath(new URL("../accepted.json", import.meta.url));
const COLUMNS = 20;
const ROWS = 30;
const SHADES = 16;
export const OFF_BY = 3; // shades, before a square counts as another one
export const SQUARES_MAX = COLUMNS * ROWS * 0.04;
export const MEAN_MAX = 0.5; // shades, of all squares

const isAccepting = Boolean(process.env.AAN_ACCEPT);
const kept = existsSync(FILE) ? JSON.parse(readFileSync(FILE, "utf8")) : {};

let easel;
async function squares(png) {
  easel ??= (await launched()).newPage();
  const page = await easel;
  return page.evaluate(async ({ data, columns, rows, shades }) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }),
                                            { resizeWidth: columns, resizeHeight: rows, resizeQuality: "high" });
    const canvas = new OffscreenCanvas(columns, rows);
    const brush = canvas.getContext("2d");
    brush.drawImage(picture, 0, 0);
    const { data: rgba } = brush.getImageData(0, 0, columns, rows);
    let out = "";
    for (let at = 0; at < rgba.length; at += 4) {
      const grey = 0.299 * rgba[at] + 0.587 * rgba[at + 1] + 0.114 * rgba[at + 2];
      out += Math.min(shades - 1, Math.floor((grey * shades) / 256)).toString(shades);
    }
    return out;
  }, { data: png.toString("base64"), columns: COLUMNS, rows: ROWS, shades: SHADES });
}

// How two pictures differ: the mean over all squares, and how many are another one. Both are of one length.
export function difference(one, other) {
  const apart = [...one].map((digit, at) => Math.abs(parseInt(digit, SHADES) - parseInt(other[at], SHADES)));
  return { mean: apart.reduce((sum, by) => sum + by, 0) / apart.length, squares: apart.filter((by) => by >= OFF_BY).length };
}

export const isLike = ({ mean, squares: count }) => mean <= MEAN_MAX && count <= SQUARES_MAX;

// Says how a page differs from what was accepted, or that it never was; nothing when it looks the same. The picture stays
// in `folder`. AAN_ACCEPT=1 accepts it as it is.
export async function compare(name, png, folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.png`), png);
  const now = await squares(png);
  if (isAccepting) {
    kept[name] = now;
    writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(Object.entries(kept).sort()), null, 0).replaceAll(',"', ',\n"')}\n`);
    return null;
  }
  if (!kept[name]) return `never accepted: look at ${name}.png, then run this with AAN_ACCEPT=1`;
  const how = difference(now, kept[name]);
  return isLike(how) ? null : `${how.squares} squares differ, by ${how.mean.toFixed(2)} shades on average: look at ${name}.png`;
}
