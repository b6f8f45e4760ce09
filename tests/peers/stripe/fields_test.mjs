// What the double lets requests have, compared with the types of Stripe's own SDK for the pinned version: a field that the
// double takes and Stripe does not know would let a shop pass here and fail there, and so would a value of another type, a
// word that is none of Stripe's, and a missing field that Stripe asks for. Slow (it reads TypeScript): some seconds.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { check, FIELDS, REQUIRED } from "./fields.mjs";

const modules = process.env.AAN_NODE_MODULES ?? join(import.meta.dirname ?? ".", "../../npm/node_modules");
const load = createRequire(join(modules, "x.js"));
const { createGenerator } = load("ts-json-schema-generator");
const folder = mkdtempSync(join(tmpdir(), "stripe-fields-"));
after(() => rmSync(folder, { recursive: true }));

const resources = join(modules, "stripe", "cjs", "resources");
// All that the double takes of what the shop sends: where the SDK has the type, what to import, its name.
const TYPES = {
  createSession: ["Checkout/Sessions", "Checkout", "Checkout.SessionCreateParams"],
  getSession: ["Checkout/Sessions", "Checkout", "Checkout.SessionRetrieveParams"],
  endSession: ["Checkout/Sessions", "Checkout", "Checkout.SessionExpireParams"],
  listSessions: ["Checkout/Sessions", "Checkout", "Checkout.SessionListParams"],
  listIntents: ["PaymentIntents", "PaymentIntentListParams", "PaymentIntentListParams"],
  listCharges: ["Charges", "ChargeListParams", "ChargeListParams"],
  createRefund: ["Refunds", "RefundCreateParams", "RefundCreateParams"],
  listRefunds: ["Refunds", "RefundListParams", "RefundListParams"],
  listDisputes: ["Disputes", "DisputeListParams", "DisputeListParams"],
  updateDispute: ["Disputes", "DisputeUpdateParams", "DisputeUpdateParams"],
  listEvents: ["Events", "EventListParams", "EventListParams"],
  listEndpoints: ["WebhookEndpoints", "WebhookEndpointListParams", "WebhookEndpointListParams"],
  getAccount: ["Accounts", "AccountRetrieveCurrentParams", "AccountRetrieveCurrentParams"],
};

const entry = join(folder, "entry.ts");
const imports = new Map(Object.values(TYPES).map(([file, imported]) => [`${file} ${imported}`, [file, imported]]));
writeFileSync(entry, [...imports.values()].map(([file, imported]) => `import { ${imported} } from "${join(resources, file)}";\n`)
  .concat(Object.entries(TYPES).map(([request, [, , type]]) => `export interface ${request} extends ${type} {}\n`)).join(""));
const generator = createGenerator({ path: entry, type: "*", skipTypeCheck: true, tsconfig: undefined });

// All objects that a place of the schema may be.
function objectsOf(schema, place) {
  if (place.$ref) return objectsOf(schema, schema.definitions[decodeURIComponent(place.$ref.split("/").pop())]);
  const more = [...(place.anyOf ?? []), ...(place.allOf ?? [])].flatMap((one) => objectsOf(schema, one));
  return [...more, ...(place.properties || place.items || place.type === "array" ? [place] : [])];
}

// All plain values that a place may hold.
function valuesOf(schema, place) {
  if (place.$ref) return valuesOf(schema, schema.definitions[decodeURIComponent(place.$ref.split("/").pop())]);
  const more = [...(place.anyOf ?? []), ...(place.allOf ?? [])].flatMap((one) => valuesOf(schema, one));
  const own = place.type || place.enum || Object.hasOwn(place, "const") ? [place] : [];
  return [...more, ...own.flatMap((one) => [one.type ?? typeof (one.enum?.[0] ?? one.const)].flat()
    .map((type) => ({ type, words: one.enum ?? (Object.hasOwn(one, "const") ? [one.const] : null) })))];
}

// What the double takes there has to be something that Stripe takes.
function compareValue(schema, place, taken, path) {
  const values = valuesOf(schema, place);
  if (values.length === 0) return; // the types say nothing
  if (!taken.words) {
    // "number" of TypeScript is whatever Stripe counts by; a closed list of words is no free text.
    const is_like = ({ type, words }) => type === taken.type && !words?.some((word) => word !== "");
    assert.ok(values.some(is_like), `${path} takes ${taken.type}, there it is ${JSON.stringify(values)}`);
    return;
  }
  const is_free = values.some(({ type, words }) => type === "string" && !words);
  const known = values.flatMap(({ words }) => words ?? []);
  for (const word of taken.words) assert.ok(is_free || known.includes(word), `${path} takes "${word}", which Stripe does not know`);
}

function compare(schema, place, fields, path) {
  if (typeof fields === "function") return compareValue(schema, place, fields, path);
  const objects = objectsOf(schema, place);
  if (fields.list) {
    const items = objects.filter((one) => one.items).map((one) => one.items);
    assert.ok(items.length > 0, `${path} is no list there`);
    compare(schema, items[0], fields.list, `${path}[]`);
    return;
  }
  for (const name of new Set(objects.flatMap((one) => one.required ?? [])))
    assert.ok(fields[REQUIRED]?.includes(name), `${path}[${name}] is required there, and may be left out here`);
  for (const [name, inner] of Object.entries(fields)) {
    const found = objects.map((one) => one.properties?.[name]).find(Boolean);
    assert.ok(found, `Stripe does not know ${path}[${name}]`);
    compare(schema, found, inner, `${path}[${name}]`);
  }
}

for (const request of Object.keys(TYPES))
  test(`${request} takes nothing that Stripe does not`, () => {
    const schema = generator.createSchema(request);
    compare(schema, schema.definitions[request], FIELDS[request], request);
  });

test("what Stripe asks for is asked for here", () => {
  const line = (price_data) => ({ line_items: [{ quantity: "1", price_data }] });
  assert.throws(() => check(line({ unit_amount: "100", product_data: { name: "Books" } }), FIELDS.createSession),
                { message: /Missing required param: line_items\[0\]\[price_data\]\[currency\]/ });
  assert.throws(() => check(line({ currency: "usd", unit_amount: "100", product_data: {} }), FIELDS.createSession),
                { message: /Missing required param: .*\[name\]/ });
});

test("a comparison that finds nothing would find a wrong type, a wrong word and a missing field", () => {
  const schema = { definitions: {} };
  const place = { type: "object", required: ["mode"], properties: { mode: { enum: ["payment"], type: "string" }, at: { type: "number" } } };
  const text = Object.assign((value) => value, { type: "string" });
  const word = Object.assign((value) => value, { words: ["paid"] });
  assert.throws(() => compare(schema, place, { at: text, [REQUIRED]: ["mode"] }, "x"), { message: /takes string/ });
  assert.throws(() => compare(schema, place, { mode: text, [REQUIRED]: ["mode"] }, "x"), { message: /takes string/ });
  assert.throws(() => compare(schema, place, { mode: word, [REQUIRED]: ["mode"] }, "x"), { message: /does not know/ });
  assert.throws(() => compare(schema, place, { at: Object.assign((value) => value, { type: "number" }) }, "x"), { message: /required there/ });
});
