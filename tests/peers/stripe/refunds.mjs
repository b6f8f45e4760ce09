// Money on its way back: asked for by the API or made by hand, and failing later if a test wants it.
import { invalid } from "./fault.mjs";

export class Refunds {
  constructor(books, emit) {
    Object.assign(this, { books, emit });
    this.next_is_pending = false; // the next one stays under way until `finish`
  }

  create(asked) {
    const charge = this.chargeOf(asked);
    const left = charge.amount - charge.amount_refunded;
    const amount = asked.amount ?? left;
    if (charge.disputed) throw invalid("This charge has been charged back.", { code: "charge_disputed" });
    if (left === 0) throw invalid(`Charge ${charge.id} has already been refunded.`, { code: "charge_already_refunded" });
    if (amount <= 0 || amount > left)
      throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, { param: "amount" });
    const is_pending = this.next_is_pending;
    this.next_is_pending = false;
    const refund = { id: this.books.id("re_"), object: "refund", amount, currency: charge.currency, charge: charge.id,
                     payment_intent: charge.payment_intent, reason: asked.reason ?? null, metadata: asked.metadata ?? {},
                     status: is_pending ? "pending" : "succeeded", failure_balance_transaction: null, created: this.books.now() };
    refund.balance_transaction = this.books.move("refund", refund.id, -amount, 0, charge.currency).id;
    this.books.refunds.set(refund.id, refund);
    this.count(charge, amount);
    this.emit("refund.created", refund);
    this.emit("charge.refunded", charge);
    return refund;
  }

  // A settled one may fail too, weeks later.
  finish(id, is_settled) {
    const refund = this.books.get("refunds", id);
    refund.status = is_settled ? "succeeded" : "failed";
    if (!is_settled) {
      refund.failure_reason = "lost_or_stolen_card";
      refund.failure_balance_transaction =
        this.books.move("refund_failure", refund.id, refund.amount, 0, refund.currency).id;
      this.count(this.books.get("charges", refund.charge), -refund.amount);
    }
    this.emit(is_settled ? "refund.updated" : "refund.failed", refund);
    return refund;
  }

  count(charge, amount) {
    charge.amount_refunded += amount;
    charge.refunded = charge.amount_refunded === charge.amount;
  }

  chargeOf(asked) {
    if (asked.charge) return this.books.get("charges", asked.charge, "charge");
    if (!asked.payment_intent)
      throw invalid("One of the following params should be provided: payment_intent or charge.", { code: "parameter_missing" });
    const intent = this.books.get("intents", asked.payment_intent, "payment_intent");
    if (!intent.latest_charge) throw invalid("This PaymentIntent does not have a successful charge to refund.");
    return this.books.get("charges", intent.latest_charge);
  }
}
