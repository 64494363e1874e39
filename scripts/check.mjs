// Everything that is not a test: types, formatting and lint, unused exports, the package as it would be published, and
// the sizes that the engine alone may have. Layers are a test (tests/architecture.test.ts), which this runs too.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { build } from "esbuild";

const KB = 1024;
const ENGINE_LIMIT = 24 * KB;
const WASM_LIMIT = 14 * KB;

const steps = [
  ["build", "npm", ["run", "--silent", "build"]],
  ["types", "npx", ["tsc", "--noEmit", "-p", "."]],
  ["style", "npx", ["biome", "check", "--error-on-warnings", "."]],
  ["layers", "npx", ["vitest", "run", "--reporter=dot", "tests/architecture.test.ts"]],
  ["unused", "npx", ["knip"]],
  ["package", "npx", ["publint", "--strict"]],
  ["package types", "npx", ["attw", "--pack", ".", "--profile", "node16"]],
  ["types for users", "node", ["scripts/check-consumers.mjs"]],
  ["command", "node", ["dist/cli/actra.js", "check", "examples/refund-approvals", "--max-warnings", "0"]],
];

/** Packing would build once more what the first step has built. */
const BUILT = { ...process.env, npm_config_ignore_scripts: "true" };

let failed = false;
for (const [name, command, args] of steps) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", env: BUILT });
  report(name, status === 0, "");
  if (status !== 0) process.stdout.write(`${stdout}${stderr}\n`);
}
const engine = spawnSync("gzip", ["-9"], { input: await bundle("src/engine.ts", "esm") }).stdout.length;
report(
  "engine size",
  engine <= ENGINE_LIMIT,
  `${engine} bytes gzipped of at most ${ENGINE_LIMIT}, WASM included`,
);
await checkContents("dist/engine.js", "esm");
await checkContents("dist/engine.cjs", "cjs");
const { Policy } = await import("../dist/index.js");
report("class names", Policy.name === "Policy", `a policy shows as ${Policy.name}`);
// jest throws on it where it runs CommonJS.
const importing = ["dist/index.cjs", "dist/testing.cjs"].filter((file) =>
  /\bimport\(/.test(readFileSync(file)),
);
report("CommonJS without import()", importing.length === 0, importing.join(", "));
const modules = ["build/actra.wasm", "build/actra-packed.wasm"];
const wasm = modules.reduce((sum, file) => sum + readFileSync(file).length, 0);
report("wasm size", wasm <= WASM_LIMIT, `${wasm} bytes in both modules of at most ${WASM_LIMIT}`);
process.exit(failed ? 1 : 0);

/** `actra/engine` as a bundle for the browser. */
async function bundle(entry, format) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format,
    platform: "browser",
    external: ["node:*"],
    logLevel: "silent",
  });
  return outputFiles[0].text;
}

/** Nothing in it that only some platforms have, or that a content security policy forbids. */
async function checkContents(entry, format) {
  const code = await bundle(entry, format);
  const strangers = ["yaml-syntax", 'require("node:', 'from"node:', "new Function", "eval("];
  const found = strangers.filter((word) => code.includes(word));
  report(`contents of ${entry}`, found.length === 0, found.join(", "));
}

function report(name, good, detail) {
  failed ||= !good;
  console.log(`${good ? "✓" : "✗"} ${name}${detail ? `: ${detail}` : ""}`);
}
