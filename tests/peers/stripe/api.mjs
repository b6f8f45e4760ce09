// The paths of Stripe's API that the double knows, each with the fields that it takes.
import { FIELDS, check } from "./fields.mjs";
import { missing } from "./fault.mjs";

const MOST = 100;

function page(all, asked, path) {
  const at = asked.starting_after ? all.findIndex((one) => one.id === asked.starting_after) + 1 : 0;
  const limit = Math.min(MOST, asked.limit ?? 10);
  return { object: "list", url: path, data: all.slice(at, at + limit), has_more: all.length > at + limit };
}

const newestFirst = (map) => [...map.values()].reverse();
const about = (all, asked) => all.filter((one) => (!asked.payment_intent || one.payment_intent === asked.payment_intent)
                                                  && (!asked.charge || one.charge === asked.charge));

function events(books, asked) {
  const types = asked.types ?? (asked.type ? [asked.type] : null);
  const { gte = 0, gt = -1, lte = Infinity, lt = Infinity } = asked.created ?? {};
  return books.events.filter((one) =>
    (!types || types.includes(one.type)) && one.created >= gte && one.created > gt && one.created <= lte && one.created < lt
    && (asked.delivery_success === undefined || (one.pending_webhooks === 0) === asked.delivery_success));
}

function balance(books) {
  const pending = {};
  for (const { net, currency } of books.movements) pending[currency] = (pending[currency] ?? 0) + net;
  const amounts = Object.entries(pending).map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }));
  return { object: "balance", livemode: false, available: [{ amount: 0, currency: "usd" }], pending: amounts };
}

// [method, path, fields, handler(asked, id)]
export function routes({ books, sessions, refunds, disputes, account, deliveries }) {
  const list = (path, fields, all) => ["GET", path, fields, (asked) => page(about(newestFirst(all), asked), asked, path)];
  const one = (path, kind) => ["GET", path, FIELDS.getOther, (_, id) => books.get(kind, id)];
  return [
    ["POST", "/v1/checkout/sessions", FIELDS.createSession, (asked) => sessions.create(asked)],
    list("/v1/checkout/sessions", FIELDS.listSessions, books.sessions),
    ["GET", "/v1/checkout/sessions/:id", FIELDS.getSession, (_, id) => books.get("sessions", id)],
    ["POST", "/v1/checkout/sessions/:id/expire", FIELDS.endSession, (_, id) => sessions.expire(id)],
    list("/v1/payment_intents", FIELDS.listIntents, books.intents),
    one("/v1/payment_intents/:id", "intents"),
    list("/v1/charges", FIELDS.listCharges, books.charges),
    one("/v1/charges/:id", "charges"),
    ["POST", "/v1/refunds", FIELDS.createRefund, (asked) => refunds.create(asked)],
    list("/v1/refunds", FIELDS.listRefunds, books.refunds),
    one("/v1/refunds/:id", "refunds"),
    list("/v1/disputes", FIELDS.listDisputes, books.disputes),
    one("/v1/disputes/:id", "disputes"),
    ["POST", "/v1/disputes/:id", FIELDS.updateDispute, (asked, id) => disputes.update(id, asked)],
    ["GET", "/v1/account", FIELDS.getAccount, () => account],
    ["GET", "/v1/balance", FIELDS.getOther, () => balance(books)],
    ["GET", "/v1/balance_transactions/:id", FIELDS.getOther, (_, id) => {
      const found = books.movements.find((movement) => movement.id === id);
      if (!found) throw missing("balance_transaction", id, "id");
      return found;
    }],
    ["GET", "/v1/events", FIELDS.listEvents, (asked) => page(events(books, asked), asked, "/v1/events")],
    ["GET", "/v1/webhook_endpoints", FIELDS.listEndpoints, (asked) => page(deliveries.endpoint ? [{
      id: "we_1", object: "webhook_endpoint", url: deliveries.endpoint.url, api_version: deliveries.endpoint.version ?? null, livemode: false,
      status: deliveries.endpoint.status ?? "enabled", enabled_events: deliveries.endpoint.events ?? ["*"],
    }] : [], asked, "/v1/webhook_endpoints")],
  ].map(([method, path, fields, handle]) => ({
    method, fields, handle, pattern: new RegExp(`^${path.replace(":id", "([^/]+)")}$`),
  }));
}

export function answer(route, id, form) {
  return route.handle(check(form, route.fields), id);
}
