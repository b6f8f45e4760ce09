// Judges the double by Stripe's own SDK: what the SDK cannot use, or does not call by its name, is a fault of the double.
// node --test self_test.mjs; AAN_NODE_MODULES names the folder with the package "stripe".
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";

import { startDouble } from "./start.mjs";

const modules = process.env.AAN_NODE_MODULES ?? join(import.meta.dirname ?? ".", "../../npm/node_modules");
const load = createRequire(join(modules, "x.js"));
const Stripe = load("stripe").Stripe ?? load("stripe").default ?? load("stripe");
const SECRET = "whsec_self_test";

let double, stripe, receiver;
const taken = [];

const sdk = (options = {}) => new Stripe(double.key, { host: "127.0.0.1", port: double.port, protocol: "http",
                                                       telemetry: false, maxNetworkRetries: 0, ...options });

before(async () => {
  double = await startDouble();
  stripe = sdk();
  receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => { body += part; });
    request.on("end", () => {
      try {
        taken.push(stripe.webhooks.constructEvent(body, request.headers["stripe-signature"], SECRET));
        response.writeHead(200).end("{}");
      } catch (wrong) {
        taken.push({ type: `refused: ${wrong.message}` });
        response.writeHead(400).end();
      }
    });
  });
  await new Promise((listening) => { receiver.listen(0, "127.0.0.1", listening); });
  await double.act("endpoint", { url: `http://127.0.0.1:${receiver.address().port}/hook`, secrets: ["whsec_old", SECRET] });
});
after(() => { double.stop(); receiver.close(); receiver.closeAllConnections(); });
beforeEach(() => { taken.length = 0; });

async function until(is_there, what) {
  const end = Date.now() + 10_000;
  while (!await is_there()) {
    if (Date.now() > end) throw new Error(`never: ${what}; taken ${taken.map(({ type }) => type)}`);
    await new Promise((later) => { setTimeout(later, 5); });
  }
}
const quiet = () => until(async () => (await double.act("state")).is_quiet, "quiet");
const types = () => taken.map(({ type }) => type);

const wanted = (more = {}) => ({
  mode: "payment", success_url: "https://shop.example/order?s={CHECKOUT_SESSION_ID}", cancel_url: "https://shop.example/order",
  client_reference_id: "ord_1", metadata: { intent_id: "int_1" }, expires_at: Math.floor(Date.now() / 1000) + 1860,
  line_items: [{ quantity: 1, price_data: { currency: "usd", unit_amount: 1999, product_data: { name: "Books" } } }],
  payment_intent_data: { metadata: { intent_id: "int_1" }, transfer_group: "ord_1" }, ...more });
const open = (more, options) => stripe.checkout.sessions.create(wanted(more), options);
const press = (session, how) => fetch(session.url, { method: "POST", body: new URLSearchParams({ how }), redirect: "manual" });
const whole = (id) => stripe.checkout.sessions.retrieve(id, { expand: ["payment_intent.latest_charge.balance_transaction"] });
const refused = async (asked) => asked.then(() => assert.fail("accepted"), (error) => error);

test("a card payment leaves a session, a payment, a charge and a fee", async () => {
  const session = await open();
  assert.equal((await (await fetch(session.url)).text()).includes("Pay 19.99 USD"), true);
  const back = await press(session, "card");
  assert.equal(back.status, 303);
  assert.equal(back.headers.get("location"), `https://shop.example/order?s=${session.id}`);
  const { status, payment_status, payment_intent } = await whole(session.id);
  assert.deepEqual([status, payment_status, payment_intent.status], ["complete", "paid", "succeeded"]);
  assert.equal(payment_intent.latest_charge.balance_transaction.fee, 88);
  assert.equal(payment_intent.metadata.intent_id, "int_1");
  await until(() => types().includes("checkout.session.completed"), "the message");
  assert.deepEqual(types(), ["charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"]);
});

for (const wallet of ["apple_pay", "google_pay"])
  test(`${wallet} is a card with a wallet`, async () => {
    const session = await open();
    await press(session, wallet);
    assert.equal((await whole(session.id)).payment_intent.latest_charge.payment_method_details.card.wallet.type, wallet);
  });

test("a declined card leaves the session open, and another one may be tried", async () => {
  const session = await open();
  assert.equal((await press(session, "declined")).status, 402);
  const after_it = await whole(session.id);
  assert.deepEqual([after_it.status, after_it.payment_intent.status], ["open", "requires_payment_method"]);
  assert.equal((await press(session, "card")).status, 303);
  assert.equal((await whole(session.id)).payment_intent.id, after_it.payment_intent.id);
});

for (const [way, is_paid] of [["later", true], ["later", false], ["voucher", true], ["voucher", false]])
  test(`a delayed method (${way}) that ${is_paid ? "succeeds" : "fails"} later says so twice`, async () => {
    const session = await open();
    await press(session, way);
    assert.deepEqual([(await whole(session.id)).status, (await whole(session.id)).payment_status], ["complete", "unpaid"]);
    await double.act("finish", { session: session.id, is_paid });
    const last = `checkout.session.async_payment_${is_paid ? "succeeded" : "failed"}`;
    await until(() => types().includes(last), last);
    assert.equal((await whole(session.id)).payment_status, is_paid ? "paid" : "unpaid");
  });

test("what Stripe refuses is refused, by the name that it has there", async () => {
  const cases = [
    [{ payment_method_types: ["card"] }, "parameter_unknown"],
    [{ line_items: [{ quantity: 1, price_data: { currency: "usd", unit_amount: 33, product_data: { name: "x" } } }] },
     "amount_too_small"],
    [{ line_items: [{ quantity: 1, price_data: { currency: "usd", unit_amount: 19.5, product_data: { name: "x" } } }] },
     "parameter_invalid_integer"],
    [{ success_url: "nowhere" }, "url_invalid"], [{ line_items: undefined }, "parameter_missing"]];
  for (const [more, code] of cases) assert.equal((await refused(open(more))).code, code);
  for (const expires_at of [60, 90_000])
    assert.equal((await refused(open({ expires_at: Math.floor(Date.now() / 1000) + expires_at }))).param, "expires_at");
  assert.equal((await refused(stripe.checkout.sessions.retrieve("cs_test_none"))).code, "resource_missing");
});

test("the same key gives the same session, with other words an error", async () => {
  const idempotencyKey = "cs:int_9";
  const asked = wanted();
  const first = await stripe.checkout.sessions.create(asked, { idempotencyKey });
  const second = await stripe.checkout.sessions.create(asked, { idempotencyKey });
  assert.equal(second.id, first.id);
  assert.equal(second.lastResponse.headers["idempotent-replayed"], "true");
  const wrong = await refused(stripe.checkout.sessions.create({ ...asked, client_reference_id: "other" }, { idempotencyKey }));
  assert.equal(wrong.type, "StripeIdempotencyError");
  await double.act("fault", { name: "slow", count: 1 });
  const slow = stripe.checkout.sessions.create(asked, { idempotencyKey: "cs:slow" });
  await slow;
});

test("a reply that is lost is had again with the key of the first try", async () => {
  const before_it = (await double.act("state")).sessions.length;
  await double.act("fault", { name: "lost_reply", count: 1 });
  await sdk({ maxNetworkRetries: 2 }).checkout.sessions.create(wanted());
  assert.equal((await double.act("state")).sessions.length, before_it + 1);
});

test("sessions end when they are told to, or when their time is over", async () => {
  const session = await open();
  assert.equal((await stripe.checkout.sessions.expire(session.id)).status, "expired");
  assert.equal((await refused(stripe.checkout.sessions.expire(session.id))).statusCode, 400);
  assert.equal((await press(session, "card")).status, 400);
  const old = await open();
  await double.act("clock", { advance_s: 3600 });
  assert.equal((await whole(old.id)).status, "expired");
  await double.act("clock", { advance_s: -3600 });
});

test("refunds: in part, by hand, under way, failing after all, and never more than was paid", async () => {
  const session = await open();
  await press(session, "card");
  const { payment_intent } = await whole(session.id);
  const part = await stripe.refunds.create({ payment_intent: payment_intent.id, amount: 500, metadata: { refund_id: "r1" } });
  assert.deepEqual([part.status, part.metadata.refund_id], ["succeeded", "r1"]);
  assert.equal((await refused(stripe.refunds.create({ payment_intent: payment_intent.id, amount: 1999 }))).param, "amount");
  await double.act("next_refund_pends");
  const by_hand = await double.act("refund", { session: session.id });
  assert.deepEqual([by_hand.status, by_hand.amount], ["pending", 1499]);
  assert.equal((await refused(stripe.refunds.create({ payment_intent: payment_intent.id }))).code, "charge_already_refunded");
  await double.act("finish_refund", { refund: by_hand.id, is_settled: false });
  const listed = await stripe.refunds.list({ payment_intent: payment_intent.id, expand: ["data.failure_balance_transaction"] });
  assert.deepEqual(listed.data.map(({ status }) => status), ["failed", "succeeded"]);
  assert.equal(listed.data[0].failure_balance_transaction.amount, 1499);
  await quiet();
  assert.ok(types().includes("refund.failed"));
});

for (const is_won of [true, false])
  test(`a dispute that is ${is_won ? "won" : "lost"}`, async () => {
    const session = await open();
    await press(session, "card");
    const dispute = await double.act("dispute", { session: session.id });
    const mine = await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: "It was downloaded." } });
    assert.equal(mine.status, "under_review");
    await double.act("close_dispute", { dispute: dispute.id, is_won });
    const { payment_intent } = await whole(session.id);
    const [listed] = (await stripe.disputes.list({ payment_intent: payment_intent.id })).data;
    assert.equal(listed.status, is_won ? "won" : "lost");
    assert.deepEqual(listed.balance_transactions.map(({ amount }) => amount), is_won ? [-1999, 1999] : [-1999]);
    await until(() => types().includes("charge.dispute.closed"), "the end");
    assert.equal(types().includes("charge.dispute.funds_reinstated"), is_won);
  });

test("an inquiry takes nothing, is closed, or becomes a dispute that is lost and appealed", async () => {
  const listed = async (session) =>
    (await stripe.disputes.list({ payment_intent: (await whole(session.id)).payment_intent.id })).data[0];
  const asked = await open();
  await press(asked, "card");
  const inquiry = await double.act("inquiry", { session: asked.id });
  assert.deepEqual([inquiry.status, inquiry.balance_transactions.length], ["warning_needs_response", 0]);
  await stripe.disputes.update(inquiry.id, { evidence: { uncategorized_text: "It was downloaded." } });
  assert.equal((await listed(asked)).status, "warning_under_review");
  await double.act("close_inquiry", { dispute: inquiry.id });
  assert.deepEqual([(await listed(asked)).status, (await listed(asked)).balance_transactions.length], ["warning_closed", 0]);
  const other = await open();
  await press(other, "card");
  const { id } = await double.act("inquiry", { session: other.id });
  await double.act("escalate_inquiry", { dispute: id });
  assert.deepEqual([(await listed(other)).status, (await listed(other)).balance_transactions.length], ["needs_response", 1]);
  await double.act("close_dispute", { dispute: id, is_won: false });
  await double.act("appeal", { dispute: id });
  const appealed = await listed(other);
  assert.deepEqual([appealed.id, appealed.status], [id, "appeal_needs_response"]);
  assert.ok(appealed.evidence_details.due_by > appealed.created);
  await stripe.disputes.update(id, { evidence: { uncategorized_text: "It was downloaded." } });
  assert.equal((await listed(other)).status, "appeal_under_review");
  await double.act("close_dispute", { dispute: id, is_won: true });
  assert.deepEqual((await listed(other)).balance_transactions.map(({ amount }) => amount), [-1999, 1999]);
  await quiet();
});

test("messages come twice, in any order, late, or never, and are tried again", async () => {
  await double.act("manner", { copies: 2, shuffle: true });
  await press(await open(), "card");
  await until(() => types().length === 6, "six messages");
  await double.act("manner", { copies: 1, shuffle: false, drop: "all" });
  taken.length = 0;
  await press(await open(), "card");
  await quiet();
  assert.deepEqual(types(), []);
  await double.act("manner", { drop: 0 });
  assert.ok((await stripe.events.list({ delivery_success: false, types: ["checkout.session.completed"] })).data.length > 0);
});

test("every fault is what the SDK calls it", async () => {
  const kinds = { 400: "StripeInvalidRequestError", 500: "StripeAPIError", 429: "StripeRateLimitError", 401: "StripeAuthenticationError",
                  403: "StripePermissionError", drop: "StripeConnectionError", no_json: "StripeAPIError" };
  for (const [name, type] of Object.entries(kinds)) {
    await double.act("fault", { name });
    assert.equal((await refused(stripe.balance.retrieve())).type, type, name);
  }
  await double.act("fault", { name: "hang", count: 1 });
  assert.equal((await refused(sdk({ timeout: 50 }).balance.retrieve())).type, "StripeConnectionError");
  assert.equal((await stripe.balance.retrieve()).object, "balance");
});

test("an account that is frozen is read as ever, and takes nothing", async () => {
  const session = await open();
  await double.act("account", { charges_enabled: false });
  assert.equal((await stripe.accounts.retrieveCurrent()).charges_enabled, false);
  assert.equal((await press(session, "card")).status, 400);
  await double.act("account", { charges_enabled: true });
  assert.equal((await press(session, "card")).status, 303);
});
