// The authenticator of a person at the desk: one-time passwords by time (RFC 6238), each used once.
import { createHmac } from "node:crypto";

const STEP_MS = 30_000;
const ON_THE_WAY_MS = 5_000;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function bytesOf(text) {
  let bits = "";
  for (const letter of text.replaceAll(" ", "")) bits += ALPHABET.indexOf(letter).toString(2).padStart(5, "0");
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

export class Phone {
  constructor(text) {
    this.secret = bytesOf(text);
    this.last = 0;
  }

  // The earliest code that the shop will still take when it arrives. Three are good at any moment; a fourth would have to
  // be waited for.
  code() {
    const now = Math.floor(Date.now() / STEP_MS);
    const step = Math.max(this.last + 1, Math.floor((Date.now() + ON_THE_WAY_MS) / STEP_MS) - 1);
    if (step > now + 1) throw new Error("no code is left that was not used");
    this.last = step;
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const mac = createHmac("sha1", this.secret).update(counter).digest();
    const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, "0");
  }
}
