// The real program, started, stopped and killed from outside.
import { execFile, spawn } from "node:child_process";
import { createWriteStream, readFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";

import { askApi } from "./api.mjs";
import { AAN, TEMPORARY, folder } from "./places.mjs";
import { until } from "./test.mjs";

const START_SECONDS_MAX = 150;
const STOP_SECONDS_MAX = 30;

// Nothing of the machine's own configuration reaches the program.
const environment = (more) => ({
  PATH: process.env.PATH, HOME: TEMPORARY, LANG: "C.UTF-8", RECONCILE_SECONDS: "1", ADMIN_LISTEN: "off", ...more,
});

export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

const running = new Set();
export const stopAll = () => Promise.all([...running].map((shop) => shop.kill()));

export class Shop {
  constructor({ data, port = 0, env = {}, isDemo = true } = {}) {
    this.data = data ?? join(folder("shop"), "data");
    this.port = port;
    this.env = env;
    this.isDemo = isDemo;
    this.logPath = join(folder("log"), "aan.log");
  }

  // Resolves when the shop is open, or with isReady = false as soon as it listens.
  async start(isReady = true) {
    const listen = ["--listen", `127.0.0.1:${this.port}`];
    const demo = this.isDemo ? ["--demo"] : [];
    const child = spawn(AAN, ["serve", ...demo, "--data", this.data, ...listen],
                        { env: environment(this.env), cwd: TEMPORARY, stdio: ["ignore", "pipe", "pipe"] });
    this.child = child;
    this.ended = new Promise((done) => child.once("exit", (code, signal) => done(code ?? signal)));
    this.output = "";
    child.stdout.setEncoding("utf8").on("data", (text) => { this.output += text; });
    child.stderr.pipe(createWriteStream(this.logPath, { flags: "a" }));
    running.add(this);
    await this.reaches(/Listening on (http:\S+)/);
    this.origin = /Listening on (http:\S+)/.exec(this.output)[1];
    if (isReady) await this.reaches(/^Ready/m);
    return this;
  }

  async reaches(pattern) {
    await until(() => {
      if (this.child.exitCode !== null) throw new Error(`aan ended with ${this.child.exitCode}: ${this.logTail()}`);
      return pattern.test(this.output);
    }, `aan to say ${pattern}: ${this.logTail()}`, START_SECONDS_MAX);
  }

  async end(signal) {
    if (!this.child) return undefined;
    const child = this.child;
    this.child = undefined;
    running.delete(this);
    child.kill(signal);
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_SECONDS_MAX * 1000);
    const how = await this.ended;
    clearTimeout(timer);
    return how;
  }

  async stop() {
    const how = await this.end("SIGTERM");
    if (how !== undefined && how !== 0) throw new Error(`aan ended with ${how} after SIGTERM: ${this.logTail()}`);
  }

  kill() {
    return this.end("SIGKILL");
  }

  // A command on this shop's data; its --json answer.
  async ask(...command) {
    const { stdout } = await promisify(execFile)(
      AAN, [...command, "--data", this.data, "--json"], { env: environment(this.env), cwd: TEMPORARY });
    return JSON.parse(stdout);
  }

  async books() {
    return (await askApi(this.origin, "/api/catalog")).books;
  }

  logTail() {
    try {
      return readFileSync(this.logPath, "utf8").split(/[\r\n]/).slice(-8).join("\n");
    } catch {
      return "";
    }
  }
}

// Stocking forty books takes longer than copying them: done once for the run.
let template;
export async function stockedData() {
  template ??= (async () => {
    const shop = await new Shop().start();
    await shop.stop();
    return shop.data;
  })();
  const data = join(folder("stocked"), "data");
  await cp(await template, data, { recursive: true });
  return data;
}

// One running shop for all tests that leave it as good as they found it.
let shared;
export async function sharedShop() {
  shared ??= (async () => new Shop({ data: await stockedData() }).start())();
  return shared;
}

export async function ownShop(options = {}) {
  return new Shop({ data: await stockedData(), ...options }).start();
}
