// What a test does to the double: POST /_double/NAME with a JSON object. Not part of Stripe's API.
export function controls(world) {
  const { books, payments, refunds, disputes, account, deliveries, sessions } = world;
  const chargeOf = ({ session }) => books.get("charges",
    books.get("intents", books.get("sessions", session).payment_intent).latest_charge);
  return {
    // { name: "drop" | "hang" | "400" (about the account) | "odd" (about the order) | "500" | "503" | "429" | "401" | "403" | "slow" |
    //   "lost_reply" | "no_json" | "ok",
    //   count: how many requests (default: all), path: only those that begin so, method: only these }
    fault: (asked) => { world.fault = asked.name === "ok" ? null : { count: Infinity, path: "/v1/", ...asked }; return {}; },
    // { url, secrets, events, status }
    endpoint: (asked) => { deliveries.endpoint = { ...deliveries.endpoint, ...asked }; return deliveries.endpoint; },
    manner: (asked) => Object.assign(deliveries.manner, asked),
    account: (asked) => { Object.assign(account, asked); deliveries.emit("account.updated", account); return account; },
    // { url }: the pay page of every session that is opened from now on; none: its own
    page: ({ url }) => { sessions.page = url; return {}; },
    payer: ({ country }) => { books.payerCountry = country; return {}; },
    clock: ({ advance_s }) => { books.ahead_s += advance_s; sessions.sweep(); return { now: books.now() }; },
    pay: ({ session, how }) => payments.pay(books.get("sessions", session), how ?? "card"),
    finish: ({ session, is_paid }) => payments.finish(books.get("sessions", session), is_paid),
    refund: (asked) => refunds.create({ charge: chargeOf(asked).id, amount: asked.amount }),
    next_refund_pends: () => { refunds.next_is_pending = true; return {}; },
    finish_refund: ({ refund, is_settled }) => refunds.finish(refund, is_settled),
    dispute: (asked) => disputes.open(chargeOf(asked), asked.reason),
    inquiry: (asked) => disputes.inquire(chargeOf(asked), asked.reason),
    escalate_inquiry: ({ dispute }) => disputes.escalate(dispute),
    ask_inquiry: ({ dispute }) => disputes.ask_inquiry(dispute),
    close_inquiry: ({ dispute }) => disputes.close_inquiry(dispute),
    appeal: ({ dispute }) => disputes.appeal(dispute),
    answer_dispute: ({ dispute }) => disputes.update(dispute, { evidence: { uncategorized_text: "It was downloaded." } }),
    close_dispute: ({ dispute, is_won }) => disputes.close(dispute, is_won),
    // The payer's bank reports the payment as fraud; nothing is asked back.
    warn: (asked) => {
      const charge = chargeOf(asked);
      const warning = { id: books.id("issfr_"), object: "radar.early_fraud_warning", actionable: true, charge: charge.id,
                        payment_intent: charge.payment_intent, created: books.now(), livemode: false,
                        fraud_type: asked.fraud_type ?? "made_with_stolen_card" };
      deliveries.emit("radar.early_fraud_warning.created", warning);
      return warning;
    },
    // Money to the account's bank: paid, or { failure_code } of a bank that did not take it.
    payout: ({ amount, failure_code }) => {
      const payout = { id: books.id("po_"), object: "payout", amount: amount ?? 1000, currency: account.default_currency,
                       arrival_date: books.now(), created: books.now(), livemode: false, automatic: true,
                       status: failure_code ? "failed" : "paid", failure_code: failure_code ?? null };
      deliveries.emit(failure_code ? "payout.failed" : "payout.paid", payout);
      return payout;
    },
    messages: ({ session }) => deliveries.messages(books.get("sessions", session)),
    resend: () => { for (const event of [...books.events].reverse()) deliveries.send(event); return {}; },
    // What there is, and what was delivered.
    state: () => ({ sessions: [...books.sessions.values()], intents: [...books.intents.values()],
                    refunds: [...books.refunds.values()], disputes: [...books.disputes.values()],
                    events: books.events.map(({ id, type }) => ({ id, type })), deliveries: deliveries.log,
                    requests: world.requests, forms: world.forms,
                    is_quiet: deliveries.waiting.length === 0 && deliveries.under_way === 0 }),
  };
}
