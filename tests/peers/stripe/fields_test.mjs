// What the double lets requests have, compared with the types of Stripe's own SDK for the pinned version: a field that the
// double takes and Stripe does not know would let a shop pass here and fail there. Slow (it reads TypeScript): some seconds.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { FIELDS } from "./fields.mjs";

const modules = process.env.AAN_NODE_MODULES ?? join(import.meta.dirname ?? ".", "../../npm/node_modules");
const load = createRequire(join(modules, "x.js"));
const { createGenerator } = load("ts-json-schema-generator");
const folder = mkdtempSync(join(tmpdir(), "stripe-fields-"));
after(() => rmSync(folder, { recursive: true }));

const resources = join(modules, "stripe", "cjs", "resources");
const TYPES = {
  createSession: ["Checkout/Sessions", "Checkout", "Checkout.SessionCreateParams"],
  createRefund: ["Refunds", "RefundCreateParams", "RefundCreateParams"],
  updateDispute: ["Disputes", "DisputeUpdateParams", "DisputeUpdateParams"],
};

function schemaOf([file, imported, type]) {
  const entry = join(folder, "entry.ts");
  writeFileSync(entry, `import { ${imported} } from "${join(resources, file)}";\nexport interface Wanted extends ${type} {}\n`);
  return createGenerator({ path: entry, type: "Wanted", skipTypeCheck: true, tsconfig: undefined }).createSchema("Wanted");
}

// All objects that a place of the schema may be.
function objectsOf(schema, place) {
  if (place.$ref) return objectsOf(schema, schema.definitions[decodeURIComponent(place.$ref.split("/").pop())]);
  const more = [...(place.anyOf ?? []), ...(place.allOf ?? [])].flatMap((one) => objectsOf(schema, one));
  return [...more, ...(place.properties || place.items || place.type === "array" ? [place] : [])];
}

function compare(schema, place, fields, path) {
  const objects = objectsOf(schema, place);
  if (fields.list) {
    const items = objects.filter((one) => one.items).map((one) => one.items);
    assert.ok(items.length > 0, `${path} is no list there`);
    if (typeof fields.list !== "function") compare(schema, items[0], fields.list, `${path}[]`);
    return;
  }
  for (const [name, inner] of Object.entries(fields)) {
    const found = objects.map((one) => one.properties?.[name]).find(Boolean);
    assert.ok(found, `Stripe does not know ${path}[${name}]`);
    if (typeof inner !== "function") compare(schema, found, inner, `${path}[${name}]`);
  }
}

for (const [request, type] of Object.entries(TYPES))
  test(`${request} takes nothing that Stripe does not`, () => {
    const schema = schemaOf(type);
    compare(schema, schema.definitions.Wanted, FIELDS[request], request);
  });
