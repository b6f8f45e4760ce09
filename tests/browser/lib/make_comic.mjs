// A small comic, made here: pages of one colour each, with its own title.
import { deflateSync } from "node:zlib";

import { load } from "./places.mjs";

const table = [...Array(256).keys()].map((n) => {
  let c = n;
  for (let k = 0; k < 8; ++k) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
const crc = (bytes) => (bytes.reduce((c, byte) => table[(c ^ byte) & 255] ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;

function chunk(name, data) {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(name, 4, "latin1");
  data.copy(out, 8);
  out.writeUInt32BE(crc(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}

// An RGB picture (PNG, 8 bits, no filter).
function png(width, height, [red, green, blue]) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from([red, green, blue]))]);
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.concat(Array(height).fill(line)))), chunk("IEND", Buffer.alloc(0))]);
}

export async function comic({ title, pages }) {
  const { default: JSZip } = await load("jszip");
  const zip = new JSZip();
  zip.file("ComicInfo.xml", `<?xml version="1.0"?><ComicInfo><Title>${title}</Title><Writer>A. Drawer</Writer><LanguageISO>en</LanguageISO></ComicInfo>`);
  for (let at = 1; at <= pages; ++at) zip.file(`${String(at).padStart(3, "0")}.png`, png(600, 900, [40 + at * 5, 90, 160]));
  return zip.generateAsync({ type: "nodebuffer" });
}
