// `expand[]=payment_intent.latest_charge`: the object instead of its id, wherever a path leads.
import { invalid } from "./fault.mjs";

const SHELVES = { payment_intent: "intents", latest_charge: "charges", charge: "charges" };
const DEPTH_MAX = 4;

function find(books, name, id) {
  if (name.endsWith("balance_transaction")) return books.movements.find((one) => one.id === id);
  return SHELVES[name] ? books[SHELVES[name]].get(id) : undefined;
}

function open(books, object, path, whole) {
  const [name, ...rest] = path;
  if (name === undefined || object === null) return;
  if (!(name in object)) throw invalid(`This property cannot be expanded (${whole}).`);
  if (typeof object[name] === "string") {
    const found = find(books, name, object[name]);
    if (!found) throw invalid(`This property cannot be expanded (${whole}).`);
    object[name] = structuredClone(found);
  }
  for (const one of Array.isArray(object[name]) ? object[name] : [object[name]]) open(books, one, rest, whole);
}

export function expanded(books, object, paths = []) {
  const copy = structuredClone(object);
  for (const whole of paths) {
    const path = whole.split(".");
    if (path.length > DEPTH_MAX + 1) throw invalid(`You cannot expand more than ${DEPTH_MAX} levels of a property.`);
    open(books, copy, path, whole);
  }
  return copy;
}
