// A Stripe for tests: node double.mjs. Binds a free port of 127.0.0.1 and prints {"port":N,"key":"sk_test_..."} on one
// line. No money, no network. Ends when its standard input does.
import { createServer } from "node:http";

import { answer, routes } from "./api.mjs";
import { controls } from "./controls.mjs";
import { API_VERSION } from "./deliveries.mjs";
import { expanded } from "./expand.mjs";
import { Fault, invalid } from "./fault.mjs";
import { parseForm } from "./form.mjs";
import { payPage } from "./pay_page.mjs";
import { newWorld } from "./world.mjs";

const KEYS = ["sk_test_double", "rk_test_double"];
const SLOW_MS = 1500;
const FORMS_MAX = 1000; // the latest, for another judge of their form
const BODY_BYTES_MAX = 1 << 20;

const world = newWorld();
const table = routes(world);
const acts = controls(world);

function send(response, status, body, headers = {}) {
  const is_html = typeof body === "string";
  response.writeHead(status, { "content-type": is_html ? "text/html; charset=utf-8" : "application/json",
                               "request-id": world.books.id("req_"),
                               date: new Date(world.books.now() * 1000).toUTCString(), ...headers });
  response.end(is_html ? body : JSON.stringify(body, null, 2));
}

function checkKey(headers) {
  const [scheme, rest = ""] = (headers.authorization ?? "").split(" ");
  const key = scheme === "Basic" ? Buffer.from(rest, "base64").toString().split(":")[0] : rest;
  if (!key) throw new Fault(401, "invalid_request_error", "You did not provide an API key.");
  if (!KEYS.includes(key)) throw new Fault(401, "invalid_request_error", `Invalid API Key provided: ${key.slice(0, 8)}****`);
}

// What goes wrong before anything is done. Gives back whether the request is dealt with.
function spoil(name, request, response) {
  switch (name) {
    case "drop": request.socket.destroy(); return true;
    case "hang": return true;
    case "500": throw new Fault(500, "api_error", "An unknown error occurred.");
    case "503": send(response, 503, "<html>upstream</html>"); return true;
    case "no_json": send(response, 200, "<html>a page of a proxy</html>"); return true;
    case "400": throw invalid("Your account cannot currently make charges.", { code: "account_invalid" });
    case "odd": throw invalid("The total must convert to at least 50 cents in the currency of your account.",
                              { code: "amount_too_small" });
    case "429": throw new Fault(429, "invalid_request_error", "Request rate limit exceeded.", { code: "rate_limit" });
    case "401": throw new Fault(401, "invalid_request_error", "Expired API Key provided: sk_test_****uble",
                                { code: "api_key_expired" });
    case "403": throw new Fault(403, "invalid_request_error", "The provided key 'rk_test_****uble' does not have the required permissions for this "
                                + "endpoint. Having the 'rak_double_read' permission would allow this request to continue.");
    default: return false;
  }
}

function takeFault(method, path) {
  const fault = world.fault;
  if (!fault || !path.startsWith(fault.path) || (fault.method && fault.method !== method)) return "ok";
  fault.count -= 1;
  if (fault.count <= 0) world.fault = null;
  return fault.name;
}

async function work(route, id, form) {
  try {
    const body = answer(route, id, form);
    return { status: 200, body: expanded(world.books, body, form.expand) };
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    return { status: fault.status, body: fault.body };
  }
}

async function api(request, response, url, raw) {
  world.requests.push(`${request.method} ${url.pathname}`);
  world.forms.push({ method: request.method, path: url.pathname, query: url.search, form: raw });
  if (world.forms.length > FORMS_MAX) world.forms.shift();
  const trouble = takeFault(request.method, url.pathname);
  if (spoil(trouble, request, response)) return;
  checkKey(request.headers);
  const version = request.headers["stripe-version"];
  if (version !== API_VERSION) throw invalid(`this double knows the version ${API_VERSION} only, not ${version}`);
  const here = table.filter(({ pattern }) => pattern.test(url.pathname));
  const route = here.find(({ method }) => method === request.method);
  if (!route)
    throw new Fault(404, "invalid_request_error", `Unrecognized request URL (${request.method}: ${url.pathname}).`);
  const is_post = request.method === "POST";
  if (is_post && raw && !/^application\/x-www-form-urlencoded/.test(request.headers["content-type"] ?? ""))
    throw invalid("Invalid request: the content type must be application/x-www-form-urlencoded");
  const form = parseForm(is_post ? raw : url.search.slice(1));
  if (trouble === "slow") await new Promise((later) => { setTimeout(later, SLOW_MS); });
  const id = route.pattern.exec(url.pathname)[1];
  const key = is_post ? request.headers["idempotency-key"] : null;
  const done = await world.idempotency.once(key, `${url.pathname}?${raw}`, () => work(route, id, form));
  if (trouble === "lost_reply") request.socket.destroy();
  else send(response, done.status, done.body, { ...(key ? { "idempotency-key": key } : {}),
                                                ...(done.is_replay ? { "idempotent-replayed": "true" } : {}) });
}

async function handle(request, response, raw) {
  const url = new URL(request.url, world.origin);
  world.sessions.sweep();
  if (url.pathname.startsWith("/_double/")) {
    const act = acts[url.pathname.slice("/_double/".length)];
    if (!act) throw invalid(`no such control: ${url.pathname}`);
    return send(response, 200, act(raw ? JSON.parse(raw) : {}) ?? {});
  }
  if (url.pathname === "/favicon.ico") return response.writeHead(204).end(); // browsers ask by themselves
  const paying = /^\/c\/pay\/([^/]+)$/.exec(url.pathname);
  if (!paying) return api(request, response, url, raw);
  const page = payPage(request.method, world.books.get("sessions", paying[1]), parseForm(raw), world.payments);
  return send(response, page.status, page.html ?? "", page.location ? { location: page.location } : {});
}

const server = createServer((request, response) => {
  const parts = [];
  let size = 0;
  request.on("data", (part) => {
    size += part.length;
    if (size > BODY_BYTES_MAX) request.socket.destroy();
    else parts.push(part);
  });
  request.on("end", async () => {
    try {
      await handle(request, response, Buffer.concat(parts).toString());
    } catch (fault) {
      if (!(fault instanceof Fault)) console.error(fault);
      if (fault instanceof Fault) send(response, fault.status, fault.body);
      else send(response, 500, { error: { type: "api_error", message: String(fault) } });
    }
  });
});

server.listen(0, "127.0.0.1", () => {
  const { port } = server.address();
  world.origin = `http://127.0.0.1:${port}`;
  console.log(JSON.stringify({ port, key: KEYS[0], version: API_VERSION }));
});
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
