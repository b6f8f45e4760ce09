// Everything the double remembers, and its clock. One instance for a process.
import { randomBytes } from "node:crypto";

import { missing } from "./fault.mjs";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

export class Books {
  constructor() {
    this.payerCountry = "US"; // where cards and accounts are from
    this.ahead_s = 0; // how far its clock is ahead of the machine's
    for (const kind of ["sessions", "intents", "charges", "refunds", "disputes"]) this[kind] = new Map();
    this.movements = []; // balance transactions, oldest first
    this.events = []; // newest first, as they are listed
  }

  // Whole seconds, as Stripe writes moments.
  now() {
    return Math.floor(Date.now() / 1000) + this.ahead_s;
  }

  id(prefix) {
    return prefix + Array.from(randomBytes(24), (byte) => ALPHABET[byte % ALPHABET.length]).join("");
  }

  get(kind, id, param = "id") {
    const found = this[kind].get(id);
    if (!found) throw missing({ sessions: "checkout.session", intents: "payment_intent" }[kind] ?? kind.slice(0, -1), id, param);
    return found;
  }

  // Money that came to, or left, the account's balance; a negative fee was given back.
  move(type, source, amount, fee, currency) {
    const movement = { id: this.id("txn_"), object: "balance_transaction", amount, fee, net: amount - fee, currency,
                       source, type, status: "pending", available_on: this.now() + 2 * 86400, created: this.now() };
    this.movements.push(movement);
    return movement;
  }
}
