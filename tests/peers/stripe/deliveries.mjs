// Events, and how they reach the shop: signed like Stripe's, and as unreliable as a test wants.
import { createHmac } from "node:crypto";

export const API_VERSION = "2026-10-28.endive";
const ANSWER_MS_MAX = 10_000;

// "t=SECONDS,v1=HEX" with one v1 for each secret: two while the endpoint's secret is rolled.
export function signature(body, secrets, at) {
  const one = (secret) => createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
  return [`t=${at}`, ...secrets.map((secret) => `v1=${one(secret)}`)].join(",");
}

export class Deliveries {
  constructor(books) {
    this.books = books;
    this.endpoint = null; // { url, secrets }
    this.manner = { copies: 1, shuffle: false, drop: 0, delay_ms: 0, retry_ms: [100, 200, 400, 800] };
    this.waiting = [];
    this.log = []; // what was sent, and what the shop answered
    this.under_way = 0;
  }

  emit(type, object) {
    const event = { id: this.books.id("evt_"), object: "event", api_version: API_VERSION, created: this.books.now(), type,
                    livemode: false, pending_webhooks: this.endpoint ? 1 : 0,
                    request: { id: null, idempotency_key: null }, data: { object: structuredClone(object) } };
    this.books.events.unshift(event);
    this.send(event);
  }

  send(event) {
    if (!this.endpoint) return;
    if (this.manner.drop === "all" || this.manner.drop > 0) {
      if (this.manner.drop !== "all") this.manner.drop -= 1;
      this.log.push({ id: event.id, type: event.type, dropped: true });
      return;
    }
    for (let copy = 0; copy < this.manner.copies; ++copy) this.waiting.push(event);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), 5 + this.manner.delay_ms);
  }

  flush() {
    const batch = this.waiting.splice(0);
    if (this.manner.shuffle)
      for (let last = batch.length - 1; last > 0; --last) {
        const other = Math.floor(Math.random() * (last + 1));
        [batch[last], batch[other]] = [batch[other], batch[last]];
      }
    for (const event of batch) this.post(event, 0);
  }

  async post(event, tries) {
    const body = JSON.stringify(event, null, 2);
    this.under_way += 1;
    let status = 0;
    try {
      const answer = await fetch(this.endpoint.url, {
        method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(ANSWER_MS_MAX),
        headers: { "content-type": "application/json; charset=utf-8", "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
                   "stripe-signature": signature(body, this.endpoint.secrets, this.books.now()) },
      });
      status = answer.status;
    } catch {
      // Nobody answered: tried again below.
    }
    this.under_way -= 1;
    this.log.push({ id: event.id, type: event.type, tries, status });
    const is_taken = status >= 200 && status < 300;
    if (is_taken) event.pending_webhooks = 0;
    if (!is_taken && tries < this.manner.retry_ms.length)
      setTimeout(() => this.post(event, tries + 1), this.manner.retry_ms[tries]).unref();
  }

  // All events about one session, oldest first, as they would be sent now.
  messages(session) {
    const is_about = ({ data: { object } }) =>
      object.id === session.id || (session.payment_intent &&
        (object.id === session.payment_intent || object.payment_intent === session.payment_intent));
    return this.books.events.filter(is_about).reverse().map((event) => {
      const body = JSON.stringify(event, null, 2);
      return { type: event.type, body, header: signature(body, this.endpoint?.secrets ?? ["whsec_none"], this.books.now()) };
    });
  }
}
