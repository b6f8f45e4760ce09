// The payer's bank asks money back: opened, withdrawn, answered with evidence, won or lost. Before that it may only ask
// (an inquiry, "warning_..."), and a lost one may be appealed ("appeal_..."): by neither of these does money move.
import { invalid } from "./fault.mjs";

const FEE = 1500;
const DAYS_TO_ANSWER = 7;

export class Disputes {
  constructor(books, emit) {
    Object.assign(this, { books, emit });
  }

  open(charge, reason = "fraudulent") {
    const dispute = this.make(charge, reason, "needs_response");
    this.emit("charge.dispute.created", dispute);
    return this.withdraw(dispute);
  }

  // The bank asks, and takes nothing: the charge is not disputed and may be paid back.
  inquire(charge, reason = "fraudulent") {
    const dispute = this.make(charge, reason, "warning_needs_response");
    this.emit("charge.dispute.created", dispute);
    return dispute;
  }

  // An inquiry becomes a dispute of the same name.
  escalate(id) {
    const dispute = this.standing(id, "warning_needs_response", "warning_under_review");
    dispute.status = "needs_response";
    this.ask(dispute);
    this.emit("charge.dispute.updated", dispute);
    return this.withdraw(dispute);
  }

  // The bank looked at the answer and wants to know more.
  ask_inquiry(id) {
    const dispute = this.standing(id, "warning_under_review");
    dispute.status = "warning_needs_response";
    this.ask(dispute);
    this.emit("charge.dispute.updated", dispute);
    return dispute;
  }

  close_inquiry(id) {
    const dispute = this.standing(id, "warning_needs_response", "warning_under_review");
    dispute.status = "warning_closed";
    this.emit("charge.dispute.closed", dispute);
    return dispute;
  }

  // A lost dispute can be appealed until a day.
  appeal(id) {
    const dispute = this.standing(id, "lost");
    dispute.status = "appeal_needs_response";
    this.ask(dispute);
    this.emit("charge.dispute.updated", dispute);
    return dispute;
  }

  make(charge, reason, status) {
    const dispute = { id: this.books.id("dp_"), object: "dispute", amount: charge.amount, currency: charge.currency,
                      charge: charge.id, payment_intent: charge.payment_intent, reason, status, metadata: {},
                      evidence: {}, is_charge_refundable: status.startsWith("warning_"), created: this.books.now(),
                      livemode: false, balance_transactions: [] };
    this.ask(dispute);
    this.books.disputes.set(dispute.id, dispute);
    return dispute;
  }

  ask(dispute) {
    dispute.evidence_details = { due_by: this.books.now() + DAYS_TO_ANSWER * 86400, has_evidence: false, submission_count: 0 };
  }

  withdraw(dispute) {
    this.books.get("charges", dispute.charge).disputed = true;
    dispute.is_charge_refundable = false;
    dispute.balance_transactions.push(this.books.move("adjustment", dispute.id, -dispute.amount, FEE, dispute.currency));
    this.emit("charge.dispute.funds_withdrawn", dispute);
    return dispute;
  }

  standing(id, ...statuses) {
    const dispute = this.books.get("disputes", id);
    if (!statuses.includes(dispute.status)) throw invalid(`This dispute is ${dispute.status}.`);
    return dispute;
  }

  update(id, asked) {
    const dispute = this.books.get("disputes", id);
    if (!dispute.status.endsWith("needs_response")) throw invalid("This dispute takes no evidence any more.");
    Object.assign(dispute.evidence, asked.evidence ?? {});
    Object.assign(dispute.metadata, asked.metadata ?? {});
    dispute.evidence_details.has_evidence = Object.keys(dispute.evidence).length > 0;
    if (asked.submit !== false) {
      dispute.evidence_details.submission_count += 1;
      dispute.status = dispute.status.replace("needs_response", "under_review");
    }
    this.emit("charge.dispute.updated", dispute);
    return dispute;
  }

  close(id, is_won) {
    const dispute = this.books.get("disputes", id);
    if (/^(won|lost|warning_.*)$/.test(dispute.status)) throw invalid("This dispute is closed.");
    dispute.status = is_won ? "won" : "lost";
    if (is_won) {
      dispute.balance_transactions.push(this.books.move("adjustment", dispute.id, dispute.amount, 0, dispute.currency));
      this.emit("charge.dispute.funds_reinstated", dispute);
    }
    this.emit("charge.dispute.closed", dispute);
    return dispute;
  }
}
