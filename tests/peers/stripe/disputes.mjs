// The payer's bank asks money back: opened, withdrawn, answered with evidence, won or lost.
import { invalid } from "./fault.mjs";

const FEE = 1500;
const DAYS_TO_ANSWER = 7;

export class Disputes {
  constructor(books, emit) {
    Object.assign(this, { books, emit });
  }

  open(charge, reason = "fraudulent") {
    charge.disputed = true;
    const now = this.books.now();
    const dispute = { id: this.books.id("dp_"), object: "dispute", amount: charge.amount, currency: charge.currency,
                      charge: charge.id, payment_intent: charge.payment_intent, reason, status: "needs_response", metadata: {},
                      evidence: {}, is_charge_refundable: false, created: now, livemode: false, balance_transactions: [],
                      evidence_details: { due_by: now + DAYS_TO_ANSWER * 86400, has_evidence: false, submission_count: 0 } };
    this.books.disputes.set(dispute.id, dispute);
    this.emit("charge.dispute.created", dispute);
    dispute.balance_transactions.push(this.books.move("adjustment", dispute.id, -dispute.amount, FEE, dispute.currency));
    this.emit("charge.dispute.funds_withdrawn", dispute);
    return dispute;
  }

  update(id, asked) {
    const dispute = this.books.get("disputes", id);
    if (dispute.status !== "needs_response") throw invalid("This dispute takes no evidence any more.");
    Object.assign(dispute.evidence, asked.evidence ?? {});
    Object.assign(dispute.metadata, asked.metadata ?? {});
    dispute.evidence_details.has_evidence = Object.keys(dispute.evidence).length > 0;
    if (asked.submit !== false) {
      dispute.evidence_details.submission_count += 1;
      dispute.status = "under_review";
    }
    this.emit("charge.dispute.updated", dispute);
    return dispute;
  }

  close(id, is_won) {
    const dispute = this.books.get("disputes", id);
    if (["won", "lost"].includes(dispute.status)) throw invalid("This dispute is closed.");
    dispute.status = is_won ? "won" : "lost";
    if (is_won) {
      dispute.balance_transactions.push(this.books.move("adjustment", dispute.id, dispute.amount, 0, dispute.currency));
      this.emit("charge.dispute.funds_reinstated", dispute);
    }
    this.emit("charge.dispute.closed", dispute);
    return dispute;
  }
}
