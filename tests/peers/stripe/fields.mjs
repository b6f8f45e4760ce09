// Which fields each request may have, and of which type: a strict part of what the pinned version takes, so that a
// shop which passes here passes there. Unknown fields are refused, as Stripe refuses them.
import { invalid } from "./fault.mjs";

// What must be there wherever its object is.
export const REQUIRED = Symbol("required");

const text = (value, param) => value;
const url = (value, param) => {
  if (!/^https?:\/\/[^\s]+$/.test(value)) throw invalid(`Not a valid URL: ${param}`, { code: "url_invalid", param });
  return value;
};
const whole = (value, param) => {
  if (!/^(0|[1-9]\d{0,14})$/.test(value))
    throw invalid(`Invalid integer: ${value}`, { code: "parameter_invalid_integer", param });
  return Number(value);
};
const flag = (value, param) => {
  if (value !== "true" && value !== "false") throw invalid(`Invalid boolean: ${value}`, { param });
  return value === "true";
};
const one_of = (...words) => Object.assign((value, param) => {
  if (!words.includes(value)) throw invalid(`Invalid ${param}: must be one of ${words.join(", ")}`, { param });
  return value;
}, { words });
// Behind the account's own words on a card statement.
const suffix = (value, param) => {
  if (value.length > 22 || !/[a-z]/i.test(value) || /[<>\\'"*]|[^\x20-\x7e]/.test(value))
    throw invalid(`Invalid statement descriptor suffix: ${value}`, { param });
  return value;
};
const metadata = (value, param) => {
  if (typeof value !== "object") throw invalid(`Invalid hash: ${param}`, { param });
  const pairs = Object.entries(value);
  const is_small = pairs.length <= 50 && pairs.every(([name, one]) => name.length <= 40 && one.length <= 500);
  if (!is_small) throw invalid(`Metadata is too large: ${param}`, { param });
  return value;
};
const currency = (value, param) => {
  if (!/^[a-z]{3}$/.test(value)) throw invalid(`Invalid currency: ${value}`, { param });
  return value;
};
// What each takes, for those who compare: a type of JSON, or `words`.
Object.assign(text, { type: "string" });
Object.assign(url, { type: "string" });
Object.assign(suffix, { type: "string" });
Object.assign(currency, { type: "string" });
Object.assign(whole, { type: "number" });
Object.assign(flag, { type: "boolean" });
Object.assign(metadata, { type: "object" });
const list = (of, most) => ({ list: of, most });
const expand = { expand: list(text, 20) };
const page = { limit: whole, starting_after: text, ending_before: text, ...expand };
const tax = one_of("exclusive", "inclusive", "unspecified");

export const FIELDS = {
  createSession: {
    mode: one_of("payment"), success_url: url, cancel_url: url, client_reference_id: text, customer_email: text,
    expires_at: whole, locale: text, metadata, billing_address_collection: one_of("auto", "required"),
    automatic_tax: { enabled: flag, [REQUIRED]: ["enabled"] }, expand: list(text, 20),
    line_items: list({ quantity: whole,
                       price_data: { currency, unit_amount: whole, tax_behavior: tax, [REQUIRED]: ["currency"],
                                     product_data: { name: text, description: text, tax_code: text, metadata,
                                                     [REQUIRED]: ["name"] } } }, 100),
    payment_intent_data: { metadata, transfer_group: text, description: text, statement_descriptor_suffix: suffix },
  },
  createRefund: { payment_intent: text, charge: text, amount: whole, metadata, expand: list(text, 20),
                  reason: one_of("duplicate", "fraudulent", "requested_by_customer") },
  updateDispute: { submit: flag, metadata, evidence: { uncategorized_text: text, product_description: text,
                                                       access_activity_log: text, service_date: text } },
  getSession: expand, endSession: expand, getAccount: expand, getOther: expand,
  listSessions: { ...page, payment_intent: text },
  listIntents: page, listCharges: page,
  listRefunds: { ...page, payment_intent: text, charge: text },
  listDisputes: { ...page, payment_intent: text, charge: text },
  listEndpoints: page,
  listEvents: { ...page, type: text, types: list(text, 20), delivery_success: flag,
                created: { gte: whole, gt: whole, lte: whole, lt: whole } },
};

export function check(value, fields, param = "") {
  if (typeof fields === "function") {
    if (fields !== metadata && typeof value !== "string") throw invalid(`Invalid value: ${param}`, { param });
    return fields(value, param);
  }
  if (fields.list) {
    if (!Array.isArray(value)) throw invalid(`Invalid array: ${param}`, { param });
    if (value.length > fields.most) throw invalid(`Array ${param} is too long`, { param });
    return value.map((one, at) => check(one, fields.list, `${param}[${at}]`));
  }
  if (typeof value !== "object" || Array.isArray(value)) throw invalid(`Invalid hash: ${param}`, { param });
  for (const name of fields[REQUIRED] ?? [])
    if (!Object.hasOwn(value, name)) {
      const path = param ? `${param}[${name}]` : name;
      throw invalid(`Missing required param: ${path}.`, { code: "parameter_missing", param: path });
    }
  return Object.fromEntries(Object.entries(value).map(([name, one]) => {
    const path = param ? `${param}[${name}]` : name;
    if (!Object.hasOwn(fields, name))
      throw invalid(`Received unknown parameter: ${path}`, { code: "parameter_unknown", param: path });
    return [name, check(one, fields[name], path)];
  }));
}
