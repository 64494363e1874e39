// Everything that is not a test: types, formatting and lint, unused exports, the package as it would be published, and
// the sizes that the engine alone may have. Layers are a test (tests/architecture.test.ts), which this runs too.

import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { build } from "esbuild";

const KB = 1024;
const WASM_LIMIT = 14 * KB;
/** Compressed, bundled and minified. All is to come down to 100 KB, of which `yaml` takes 31 and msgpackr 13. */
const LIMITS = { engine: 24 * KB, runtime: 30 * KB, index: 168 * KB };

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

const NOT_EVERYWHERE = [/(require\(|from|import\(|import)"node:/, /new Function/, /\beval\(/];
/** What decides has neither these nor the compiler. */
const OF_NODE = [/yaml-syntax/, /\bprocess[.[]/, /\bBuffer\b/];

/** Packing would build once more what the first step has built. */
const BUILT = { ...process.env, npm_config_ignore_scripts: "true" };

let failed = false;
for (const [name, command, args] of steps) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", env: BUILT });
  report(name, status === 0, "");
  if (status !== 0) process.stdout.write(`${stdout}${stderr}\n`);
}
for (const [entry, limit] of Object.entries(LIMITS)) {
  const code = await bundle(`src/${entry}.ts`, "esm");
  const size = spawnSync("gzip", ["-9"], { input: code }).stdout.length;
  report(`${entry} size`, size <= limit, `${size} bytes gzipped of at most ${limit}, WASM included`);
}
const adapters = readdirSync("src/adapters").flatMap((name) =>
  name.endsWith(".ts") ? [name.slice(0, -3)] : [],
);

await checkContents("dist/engine.js", "esm", OF_NODE);
await checkContents("dist/engine.cjs", "cjs", OF_NODE);
for (const folder of ["web", "edge"]) {
  for (const entry of ["engine", "runtime"])
    await checkContents(`dist/${folder}/${entry}.js`, "esm", OF_NODE);
  for (const entry of ["index", "testing", "authoring", "analysis", ...adapters])
    await checkContents(`dist/${folder}/${entry}.js`, "esm");
}
for (const [entry, name] of [
  ["engine", "ActraError"],
  ["index", "defineSchema"],
]) {
  const alone = { contents: `export { ${name} } from "./dist/web/${entry}.js";`, resolveDir: "." };
  const rest = (await bundled({ stdin: alone }, "esm")).length;
  report(`${entry} shakes away`, rest <= KB, `${rest} bytes stay for \`${name}\` alone`);
}
// Where a file asks another for a name that it does not have, this throws.
for (const entry of ["engine", "runtime", "testing", "authoring", "analysis", ...adapters])
  await import(`../dist/${entry}.js`);
const { Policy } = await import("../dist/index.js");
report("class names", Policy.name === "Policy", `a policy shows as ${Policy.name}`);
// jest throws on it where it runs CommonJS.
const importing = ["dist/index.cjs", "dist/testing.cjs", "dist/authoring.cjs", "dist/analysis.cjs"].filter(
  (file) => /\bimport\(/.test(readFileSync(file)),
);
report("CommonJS without import()", importing.length === 0, importing.join(", "));
const modules = ["build/actra.wasm", "build/actra-packed.wasm"];
const wasm = modules.reduce((sum, file) => sum + readFileSync(file).length, 0);
report("wasm size", wasm <= WASM_LIMIT, `${wasm} bytes in both modules of at most ${WASM_LIMIT}`);
process.exit(failed ? 1 : 0);

/** An entry as a bundle for the browser. */
function bundle(entry, format) {
  return bundled({ entryPoints: [entry] }, format);
}

async function bundled(what, format) {
  const { outputFiles } = await build({
    ...what,
    bundle: true,
    minify: true,
    write: false,
    format,
    platform: "browser",
    external: ["node:*", "*.wasm"],
    logLevel: "silent",
  });
  return outputFiles[0].text;
}

/** Nothing in it that only some platforms have, or that a content security policy forbids. */
async function checkContents(entry, format, more = []) {
  const code = await bundle(entry, format);
  const found = [...NOT_EVERYWHERE, ...more].filter((word) => code.match(word));
  report(`contents of ${entry}`, found.length === 0, found.join(", "));
}

function report(name, good, detail) {
  failed ||= !good;
  console.log(`${good ? "✓" : "✗"} ${name}${detail ? `: ${detail}` : ""}`);
}
