// The project that the examples are run in: the packed package, the examples, and their program, compiled and signed.

import { execFileSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { made } from "../bundle.mjs";
import { packedProject } from "../packed-project.mjs";

const project = join(made, "examples");
export const modules = join(import.meta.dirname, "../node_modules");
export const at = (...names) => join(project, ...names);

export function makeProject() {
  packedProject(project, { type: "module" });
  cpSync(join(import.meta.dirname, "../../examples/everywhere"), project, { recursive: true });
  cpSync(join(modules, "hono"), at("node_modules/hono"), { recursive: true });
  actra("keygen", "release");
  writeProgram("policy", "expenses.actra");
  for (const name of ["cloudflare-worker", "hono-app"])
    for (const file of ["expenses.actra", "release.public.pem"]) cpSync(at(file), at(name, file));
}

export function actra(...words) {
  return execFileSync("npx", ["--no-install", "actra", ...words], { cwd: project });
}

/** Compiles and signs. */
export function writeProgram(policy, file) {
  actra("sign", policy, "--key", "release.private.pem", "--output", file);
}
