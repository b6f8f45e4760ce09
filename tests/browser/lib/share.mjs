// A whole run in several processes, each with a browser and a shop of its own. Each asks for the next file of claims when it is
// done with one, so that none waits for the slowest.
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { createInterface } from "node:readline";

export const FED = "--fed";
const NEXT = "NEXT"; // what a process says when it wants another file
const CLOSING = /^(\d+) passed, (\d+) failed, (\d+) skipped$/;
const LONGEST_FIRST = ["look.test.mjs", "languages.test.mjs", "desk_keyboard.test.mjs", "buy.test.mjs", "desk.test.mjs"];

export const processes = () => Number(process.env.AAN_JOBS) || Math.min(2, availableParallelism());

export const closing = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

// In a process that is fed: what is named to it, until there is no more.
export async function* given() {
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  for (;;) {
    console.log(NEXT);
    const { value, done } = await lines.next();
    if (done || !value) return;
    yield value;
  }
}

// Runs all files in so many processes and says what each says; the sum, in which a process that ends before it has said its own
// is a failure.
export async function out(files, count, script) {
  const waiting = [...LONGEST_FIRST.filter((file) => files.includes(file)), ...files.filter((file) => !LONGEST_FIRST.includes(file))];
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const children = [];
  const feed = async () => {
    const child = spawn(process.execPath, [script, FED], { stdio: ["pipe", "pipe", "inherit"] });
    children.push(child);
    const ended = new Promise((done) => child.once("exit", done));
    child.stdin.on("error", () => {}); // it ended before it took its file: its missing closing line says so
    let isClosed = false;
    for await (const line of createInterface({ input: child.stdout })) {
      const counts = CLOSING.exec(line);
      if (line === NEXT) child.stdin.write(`${waiting.shift() ?? ""}\n`);
      else if (counts) {
        isClosed = true;
        for (const [at, key] of Object.keys(sum).entries()) sum[key] += Number(counts[at + 1]);
      } else console.log(line);
    }
    const code = await ended;
    if (isClosed) return;
    sum.failed += 1;
    console.log(`FAIL a process of the run ended with ${code} in the middle`);
  };
  for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => children.forEach((child) => child.kill(signal)));
  await Promise.all(Array.from({ length: count }, feed));
  for (const file of waiting) { // nobody was left to run them
    sum.failed += 1;
    console.log(`FAIL ${file}: not run`);
  }
  return sum;
}
