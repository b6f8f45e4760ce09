// What a buyer does on the hosted page, and what becomes of it: PaymentIntents and charges.
import { Fault, invalid } from "./fault.mjs";

export const WAYS = ["card", "apple_pay", "google_pay", "declined", "later", "voucher"];
const VOUCHER_S = 3 * 24 * 3600;
const FEE = { per_mille: 29, fixed: 30 };

export class Payments {
  constructor(books, emit, account) {
    Object.assign(this, { books, emit, account });
  }

  // `later`: a delayed method; `voucher`: one that the buyer pays elsewhere, afterwards; `finish` says how they end.
  pay(session, way) {
    if (!WAYS.includes(way)) throw invalid(`no such way to pay: ${way}`);
    if (session.status !== "open") throw invalid("This Checkout Session is no longer active.");
    if (!this.account.charges_enabled)
      throw invalid("Your account cannot currently make charges.", { code: "account_invalid" });
    const intent = this.intentOf(session);
    if (way === "declined") {
      intent.last_payment_error = { type: "card_error", code: "card_declined", decline_code: "generic_decline" };
      this.emit("payment_intent.payment_failed", intent);
      throw new Fault(402, "card_error", "Your card was declined.", { code: "card_declined" });
    }
    Object.assign(session, { status: "complete", url: null,
                             customer_details: { email: session.customer_email ?? "buyer@example.test", name: "A Buyer" } });
    if (way === "later") {
      intent.status = "processing";
      this.emit("payment_intent.processing", intent);
    } else if (way === "voucher") {
      intent.status = "requires_action";
      intent.next_action = { type: "oxxo_display_details",
                             oxxo_display_details: { expires_after: this.books.now() + VOUCHER_S, number: "0".repeat(32),
                                                     hosted_voucher_url: "https://payments.example/voucher" } };
      this.emit("payment_intent.requires_action", intent);
    } else {
      this.charge(session, intent, way);
    }
    this.emit("checkout.session.completed", session);
    return session;
  }

  finish(session, is_paid) {
    const intent = this.books.get("intents", session.payment_intent);
    if (!["processing", "requires_action"].includes(intent.status)) throw invalid("this payment does not wait for anything");
    intent.next_action = null;
    if (is_paid) {
      this.charge(session, intent, "bank");
      this.emit("checkout.session.async_payment_succeeded", session);
    } else {
      intent.status = "requires_payment_method";
      this.emit("payment_intent.payment_failed", intent);
      this.emit("checkout.session.async_payment_failed", session);
    }
    return session;
  }

  intentOf(session) {
    if (session.payment_intent) return this.books.get("intents", session.payment_intent);
    const data = session.intent_data;
    const intent = { id: this.books.id("pi_"), object: "payment_intent", amount: session.amount_total, amount_received: 0,
                     currency: session.currency, status: "requires_payment_method", metadata: data.metadata ?? {},
                     transfer_group: data.transfer_group ?? null,
                     statement_descriptor_suffix: data.statement_descriptor_suffix ?? null, latest_charge: null, last_payment_error: null, next_action: null,
                     created: this.books.now(), livemode: false };
    this.books.intents.set(intent.id, intent);
    session.payment_intent = intent.id;
    return intent;
  }

  charge(session, intent, way) {
    const wallet = way === "card" || way === "bank" ? null : { type: way, [way]: {} };
    const charge = {
      id: this.books.id("ch_"), object: "charge", amount: intent.amount, amount_refunded: 0, currency: intent.currency,
      payment_intent: intent.id, paid: true, refunded: false, disputed: false, captured: true, status: "succeeded",
      metadata: intent.metadata, transfer_group: intent.transfer_group, created: this.books.now(), livemode: false,
      payment_method_details: way === "bank" ? { type: "sepa_debit", sepa_debit: { country: this.books.payerCountry } }
                                             : { type: "card", card: { brand: "visa", last4: "4242", country: this.books.payerCountry, wallet } },
    };
    const fee = Math.round(charge.amount * FEE.per_mille / 1000) + FEE.fixed;
    charge.balance_transaction = this.books.move("charge", charge.id, charge.amount, fee, charge.currency).id;
    this.books.charges.set(charge.id, charge);
    Object.assign(intent, { status: "succeeded", amount_received: intent.amount, latest_charge: charge.id });
    session.payment_status = "paid";
    this.emit("charge.succeeded", charge);
    this.emit("payment_intent.succeeded", intent);
  }
}
