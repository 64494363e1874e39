// The examples' types, against those of the installed package: Deno's by Deno, the others by TypeScript.

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import ts from "typescript";
import { at, modules } from "./project.mjs";

const PROGRAMS = [
  "cloudflare-worker/worker.ts",
  "cloudflare-worker/program.d.ts",
  "browser-preflight/page.ts",
  "browser-preflight/server.ts",
  "hono-app/app.ts",
];
const OPTIONS = {
  target: "ES2022",
  lib: ["ES2022", "DOM", "DOM.Iterable"],
  module: "ESNext",
  moduleResolution: "bundler",
  strict: true,
  noEmit: true,
  types: ["node"],
  typeRoots: [join(import.meta.dirname, "../../node_modules/@types")],
};

export async function types() {
  const deno = join(modules, "@deno/linux-x64-glibc/deno");
  const args = ["check", "--quiet", "--no-lock", "--node-modules-dir=manual", "server.ts"];
  execFileSync(deno, args, { cwd: at("deno-server"), stdio: "pipe" });
  const { options } = ts.convertCompilerOptionsFromJson(OPTIONS, at());
  const program = ts.createProgram(
    PROGRAMS.map((name) => at(name)),
    options,
  );
  const findings = ts.getPreEmitDiagnostics(program);
  const host = { getCanonicalFileName: String, getCurrentDirectory: at, getNewLine: () => "\n" };
  if (findings.length > 0) throw new Error(ts.formatDiagnostics(findings, host));
  return `${PROGRAMS.length} files`;
}
