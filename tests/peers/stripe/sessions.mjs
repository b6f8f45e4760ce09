// Checkout Sessions: made, looked at, ended.
import { invalid } from "./fault.mjs";

const LIFE_S = { least: 1800, most: 86400, slack: 5 };
const LEAST_AMOUNT = { usd: 50, eur: 50, gbp: 30, jpy: 50 };

export class Sessions {
  constructor(books, emit, origin) {
    Object.assign(this, { books, emit, origin });
  }

  create(asked) {
    for (const name of ["mode", "success_url", "line_items"])
      if (!asked[name]?.length) throw invalid(`Missing required param: ${name}.`, { code: "parameter_missing", param: name });
    const now = this.books.now();
    const expires_at = asked.expires_at ?? now + LIFE_S.most;
    if (expires_at < now + LIFE_S.least - LIFE_S.slack || expires_at > now + LIFE_S.most + LIFE_S.slack)
      throw invalid("The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.",
                    { param: "expires_at" });
    const { amount, currency } = this.total(asked.line_items);
    const id = this.books.id("cs_test_");
    const session = {
      id, object: "checkout.session", mode: "payment", ui_mode: "hosted_page", status: "open", payment_status: "unpaid",
      amount_subtotal: amount, amount_total: amount, currency, client_reference_id: asked.client_reference_id ?? null,
      customer: null, customer_email: asked.customer_email ?? null, customer_details: null,
      metadata: asked.metadata ?? {}, payment_intent: null, success_url: asked.success_url,
      cancel_url: asked.cancel_url ?? null, url: this.page ?? `${this.origin()}/c/pay/${id}`, created: now, expires_at,
      livemode: false, payment_method_types: ["card"],
    };
    this.books.sessions.set(id, session);
    // What the PaymentIntent will carry; no field of the session itself.
    Object.defineProperty(session, "intent_data", { value: asked.payment_intent_data ?? {} });
    Object.defineProperty(session, "lines", { value: asked.line_items });
    return session;
  }

  total(lines) {
    let amount = 0;
    const currencies = new Set();
    lines.forEach((line, at) => {
      const price = line.price_data;
      if (price?.unit_amount === undefined || !price.currency || !price.product_data?.name)
        throw invalid("Missing required param.", { code: "parameter_missing", param: `line_items[${at}][price_data]` });
      amount += price.unit_amount * (line.quantity ?? 1);
      currencies.add(price.currency);
    });
    if (currencies.size !== 1) throw invalid("All line items must have the same currency.");
    const [currency] = currencies;
    const least = LEAST_AMOUNT[currency] ?? 50;
    if (amount < least)
      throw invalid(`The Checkout Session's total amount must be at least ${least} ${currency}.`, { code: "amount_too_small" });
    return { amount, currency };
  }

  expire(id) {
    const session = this.books.get("sessions", id);
    if (session.status !== "open")
      throw invalid("Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout Session has a "
                    + `status of ${session.status}.`);
    return this.end(session);
  }

  // Those whose time has passed.
  sweep() {
    for (const session of this.books.sessions.values())
      if (session.status === "open" && session.expires_at <= this.books.now()) this.end(session);
  }

  end(session) {
    Object.assign(session, { status: "expired", url: null });
    this.emit("checkout.session.expired", session);
    return session;
  }
}
