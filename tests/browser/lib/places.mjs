// Where things are: given by the environment of ./x test, or found beside this folder.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = process.env.AAN_ROOT ?? fileURLToPath(new URL("../../..", import.meta.url));
export const ROOT = root;

function program() {
  const built = ["release", "dev"].map((preset) => join(root, "build", preset, "aan"));
  return process.env.AAN_BIN ?? built.find((path) => existsSync(path));
}

export const AAN = program();
export const CHROMIUM = process.env.AAN_CHROMIUM ?? "/usr/bin/chromium";
export const SHOTS = process.env.AAN_SHOTS;
export const LOOKS = join(root, "build", "looks");
export const TEMPORARY = mkdtempSync(join(tmpdir(), "aan-browser-"));

export const folder = (name) => mkdtempSync(join(TEMPORARY, `${name}-`));
export const removeFolders = () => rmSync(TEMPORARY, { recursive: true, force: true });

const npm = createRequire(new URL("../../npm/package.json", import.meta.url));

export const load = (name) => import(pathToFileURL(npm.resolve(name)).href);
export const fileOf = (name) => npm.resolve(name);
