// Debian's Chromium, one for a process. Every page is watched from its first byte.
import { AAN, CHROMIUM, load } from "./places.mjs";
import { expectNone } from "./test.mjs";

export const PHONE = { width: 390, height: 844 };
export const TABLET = { width: 820, height: 1180 };
export const DESKTOP = { width: 1440, height: 900 };
export const WIDTHS = [320, 390, 820, 1440, 1920];

const ACTION_MS_MAX = 20_000;

let chromium;
export async function launched() {
  chromium ??= (async () => {
    const { chromium: driver } = (await load("playwright-core")).default;
    // No name but the shop's own resolves: a foreign request could not even leave.
    const args = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost", "--force-color-profile=srgb"];
    return driver.launch({ executablePath: CHROMIUM, chromiumSandbox: process.getuid() !== 0, args });
  })();
  return chromium;
}

export const version = async () => `${(await launched()).version()}, ${AAN}`;

export async function close() {
  if (chromium) await (await chromium).close();
}

// What a page must never do: ask another host, load a font, throw, complain, break its policy.
export class Watch {
  constructor(origin, elsewhere = []) {
    this.origin = origin;
    this.elsewhere = elsewhere; // other origins that this visit is led to
    this.findings = [];
    this.isRestarting = false;
    this.refusedOnPurpose = new Set();
  }

  // Answers of 4xx that a test asks for; Chromium reports them on the console.
  allowRefusal(url) {
    this.refusedOnPurpose.add(url);
  }

  note(page, what) {
    this.findings.push(`${new URL(page.url()).pathname.replace(/[\w-]{27,}/, "…")}: ${what}`);
  }

  follow(page) {
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol === "data:" && request.resourceType() !== "font") return;
      if (url.origin !== this.origin && !this.elsewhere.includes(url.origin)) this.note(page, `asks ${url.origin}`);
      if (request.resourceType() === "font") this.note(page, `loads the font ${url.pathname}`);
    });
    page.on("websocket", (socket) => this.note(page, `opens ${socket.url()}`));
    page.on("pageerror", (error) => this.note(page, `throws ${error.message}`));
    page.on("console", (message) => {
      if (!["error", "warning"].includes(message.type())) return;
      if (this.refusedOnPurpose.has(message.location().url)) return;
      if (this.isRestarting && message.text().startsWith("Failed to load resource")) return;
      this.note(page, `${message.type()}: ${message.text()} ${message.location().url}`);
    });
  }

  check() {
    expectNone(this.findings);
  }
}

// Runs `use(page, watch)` in a fresh profile and checks afterwards what the pages did.
export async function visit(shop, options, use) {
  const { size = DESKTOP, scripts = true, dark = false, elsewhere = [], language = "en-US" } = options;
  const context = await (await launched()).newContext({
    viewport: size, javaScriptEnabled: scripts, baseURL: shop.origin, acceptDownloads: true,
    colorScheme: dark ? "dark" : "light", isMobile: false, hasTouch: size === PHONE,
    locale: language, timezoneId: "UTC", reducedMotion: "reduce",
  });
  context.setDefaultTimeout(ACTION_MS_MAX);
  const watch = new Watch(shop.origin, elsewhere);
  context.on("page", (page) => watch.follow(page));
  try {
    const result = await use(await context.newPage(), watch);
    watch.check();
    return result;
  } finally {
    await context.close();
  }
}
