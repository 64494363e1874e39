// The package as it would be published, installed into a project of its own. It has to be built.

import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const QUIET = ["--ignore-scripts", "--no-audit", "--no-fund", "--silent"];

/** @param facts what the project's package.json says */
export function packedProject(folder, facts = {}) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "project", private: true, ...facts }));
  const npm = (args, cwd) => execFileSync("npm", [...args, ...QUIET], { cwd, encoding: "utf8" });
  const name = npm(["pack", "--pack-destination", folder], root).trim().split("\n").at(-1);
  npm(["install", "--prefer-offline", join(folder, name)], folder);
}
