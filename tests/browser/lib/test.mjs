// Claims and what became of them. A test file calls test(); run.mjs asks for all() and runs them.

const registered = [];

// `secondsMax`: of a claim that takes longer than others.
export const test = (name, run, secondsMax = 240) => registered.push({ name, run, secondsMax });
export const all = () => registered;

// Thrown by a test that cannot run here; the reason is printed and counted.
export class Skip extends Error {}

// Several problems of one claim, each on its own line.
export class Findings extends Error {
  constructor(list) {
    super(list.length === 1 ? list[0] : `${list.length} findings\n  ${list.join("\n  ")}`);
  }
}

export function expectNone(list) {
  if (list.length > 0) throw new Findings(list);
}

export async function until(isTrue, what, secondsMax = 20) {
  const end = Date.now() + secondsMax * 1000;
  for (;;) {
    const value = await isTrue();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited ${secondsMax} s in vain for ${what}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}
