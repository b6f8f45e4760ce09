// application/x-www-form-urlencoded with brackets: a[b][0]=c becomes { a: { b: ["c"] } }. Values stay texts.
import { invalid } from "./fault.mjs";

const DEPTH_MAX = 8;

function put(into, path, value, whole) {
  if (path.length > DEPTH_MAX) throw invalid(`Invalid parameter: ${whole}`);
  const [name, ...rest] = path;
  if (["__proto__", "constructor", "prototype"].includes(name)) throw invalid(`Invalid parameter: ${whole}`);
  if (rest.length === 0) {
    if (name in into) throw invalid(`Parameter given twice: ${whole}`, { param: whole });
    into[name] = value;
    return;
  }
  into[name] ??= {};
  if (typeof into[name] !== "object") throw invalid(`Invalid parameter: ${whole}`, { param: whole });
  put(into[name], rest, value, whole);
}

// Objects whose names are 0, 1, 2 ... (or "" for a[]=) are lists.
function lists(value) {
  if (typeof value !== "object") return value;
  const names = Object.keys(value);
  const is_list = names.length > 0 && names.every((name, at) => name === String(at));
  return is_list ? names.map((name) => lists(value[name]))
                 : Object.fromEntries(names.map((name) => [name, lists(value[name])]));
}

export function parseForm(text) {
  const all = {};
  const counts = new Map();
  for (const [whole, value] of new URLSearchParams(text)) {
    const head = whole.split("[", 1)[0];
    const path = [head];
    for (const found of whole.slice(head.length).matchAll(/\[([^\]]*)\]/g)) {
      const name = found[1];
      const at = path.join("/");
      if (name !== "") path.push(name);
      else {
        counts.set(at, (counts.get(at) ?? -1) + 1);
        path.push(String(counts.get(at)));
      }
    }
    put(all, path, value, whole);
  }
  return lists(all);
}
