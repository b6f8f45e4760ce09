// Answers of the API, judged by the document that the running server itself hands out.
import { load } from "./places.mjs";

let tools;
async function judge(document) {
  tools ??= Promise.all([load("ajv/dist/2020.js"), load("ajv-formats")]);
  const [ajv, formats] = (await tools).map((module) => module.default.default ?? module.default);
  const it = new ajv({ strict: false, allErrors: true });
  formats(it);
  it.addSchema(document, "openapi");
  return it;
}

const judges = new Map();
const judgeOf = (origin) => {
  if (!judges.has(origin))
    judges.set(origin, fetch(`${origin}/api/openapi.json`).then((answer) => answer.json()).then(async (document) =>
      ({ document, ajv: await judge(document) })));
  return judges.get(origin);
};

// How the document names this path: as it is, or with its parts in braces.
function named(document, path) {
  const parts = path.split("?")[0].split("/");
  const fits = (other) => other.length === parts.length
    && other.every((part, at) => part === parts[at] || (/^\{.+\}$/.test(part) && parts[at] !== ""));
  return document.paths[path] ? path : Object.keys(document.paths).find((one) => fits(one.split("/")));
}

// A request; the answer, which must be one that the document has.
async function ask(origin, to, method, options) {
  const { document, ajv } = await judgeOf(origin);
  const answer = await fetch(origin + to, { method: method.toUpperCase(), ...options });
  const name = `${method.toUpperCase()} ${to}`;
  const path = named(document, to);
  const said = document.paths[path]?.[method]?.responses[answer.status];
  if (!said) throw new Error(`${name}: the document has no answer ${answer.status}`);
  const kind = answer.headers.get("content-type")?.split(";")[0];
  if (!said.content?.[kind]) throw new Error(`${name}: the document has no answer of type ${kind}`);
  const value = await answer.json();
  const pointer = ["paths", path, method, "responses", String(answer.status), "content", kind, "schema"]
    .map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/");
  if (!ajv.validate({ $ref: `openapi#/${pointer}` }, value)) throw new Error(`${name}: ${ajv.errorsText()}`);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return value;
}

export const askApi = (origin, path) => ask(origin, path, "get", {});

export const postApi = (origin, path, value, key) => ask(origin, path, "post", {
  headers: { "content-type": "application/json", "idempotency-key": key }, body: JSON.stringify(value),
});
