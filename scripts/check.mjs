// Everything that is not a test: types, formatting and lint, unused exports, the package as it would be published, and
// the sizes that the engine alone may have. Layers are a test (tests/architecture.test.ts), which this runs too.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
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
];

let failed = false;
for (const [name, command, args] of steps) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  report(name, status === 0, "");
  if (status !== 0) process.stdout.write(`${stdout}${stderr}\n`);
}
for (const format of ["esm", "cjs"]) await checkEngine(format);
const wasm = readFileSync("build/actra.wasm").length;
report("wasm size", wasm <= WASM_LIMIT, `${wasm} bytes of at most ${WASM_LIMIT}`);
process.exit(failed ? 1 : 0);

/** `actra/engine` as a bundle for the browser: small, and with nothing in it that only some platforms have. */
async function checkEngine(format) {
  const { outputFiles, metafile } = await build({
    entryPoints: [format === "esm" ? "dist/engine.js" : "dist/engine.cjs"],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format,
    platform: "browser",
    external: ["node:*"],
    logLevel: "silent",
  });
  const code = outputFiles[0].text;
  const size = gzipSync(code, { level: 9 }).length;
  report(
    `engine size (${format})`,
    size <= ENGINE_LIMIT,
    `${size} bytes gzipped of at most ${ENGINE_LIMIT}, WASM included`,
  );
  const strangers = Object.keys(metafile.inputs).filter((input) =>
    /node_modules\/(yaml|@noble)\//.test(input),
  );
  const words = ['require("node:', 'from"node:', "new Function", "eval("].filter((word) =>
    code.includes(word),
  );
  report(
    `engine contents (${format})`,
    strangers.length + words.length === 0,
    [...strangers, ...words].join(", "),
  );
}

function report(name, good, detail) {
  failed ||= !good;
  console.log(`${good ? "✓" : "✗"} ${name}${detail ? `: ${detail}` : ""}`);
}
