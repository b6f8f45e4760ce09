// Starts the double as a process of its own, for tests in JavaScript.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export async function startDouble() {
  const process_ = spawn(process.execPath, [fileURLToPath(new URL("double.mjs", import.meta.url))],
                         { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: process_.stdout });
  const [first] = await new Promise((resolve, reject) => {
    lines.once("line", (line) => resolve([line]));
    process_.once("exit", () => reject(new Error("the double has ended")));
  });
  const { port, key } = JSON.parse(first);
  const origin = `http://127.0.0.1:${port}`;
  const act = async (name, asked = {}) => {
    const answer = await fetch(`${origin}/_double/${name}`, { method: "POST", body: JSON.stringify(asked) });
    const body = await answer.json();
    if (!answer.ok) throw new Error(`${name}: ${body.error.message}`);
    return body;
  };
  return { origin, port, key, act, stop: () => process_.stdin.end() };
}
