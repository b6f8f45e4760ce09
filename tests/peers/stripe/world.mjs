// The parts of the double, put together.
import { Books } from "./books.mjs";
import { Deliveries } from "./deliveries.mjs";
import { Disputes } from "./disputes.mjs";
import { Idempotency } from "./idempotency.mjs";
import { Payments } from "./payments.mjs";
import { Refunds } from "./refunds.mjs";
import { Sessions } from "./sessions.mjs";

function newAccount() {
  return { id: "acct_double", object: "account", country: "US", default_currency: "usd", charges_enabled: true,
           payouts_enabled: true, details_submitted: true, capabilities: { card_payments: "active", transfers: "active" },
           requirements: { currently_due: [], past_due: [], pending_verification: [], disabled_reason: null } };
}

export function newWorld() {
  const books = new Books();
  const deliveries = new Deliveries(books);
  const emit = (type, object) => deliveries.emit(type, object);
  const world = { books, deliveries, account: newAccount(), idempotency: new Idempotency(), fault: null, origin: "",
                  requests: [], forms: [] };
  world.sessions = new Sessions(books, emit, () => world.origin);
  world.payments = new Payments(books, emit, world.account);
  world.refunds = new Refunds(books, emit);
  world.disputes = new Disputes(books, emit);
  return world;
}
