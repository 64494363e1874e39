// `npm pack`, installed into an empty project of each kind: an ES module, CommonJS, and TypeScript with either way to find modules.
// Decisions are made there, by every entry, and types are checked with nothing skipped.

import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, transformSync } from "esbuild";
import { made } from "./bundle.mjs";
import { packedProject } from "./packed-project.mjs";

const root = join(import.meta.dirname, "..");
const WANTED = "block allow block allow release-2026 SIGNATURE_MISSING ran ActraPolicyError true true";

/** What each project does. What has to be an error is one: a policy from `defineSchema` knows its actions. */
const TS = `import { Actra, ActraRuntime, defineSchema, generateSigningKeys, memorySource, signProgram, verifyProgram } from "actra";
import { Actra as Engine } from "actra/engine";
import { ActraRuntime as OwnRuntime } from "actra/runtime";
import { runTests } from "actra/testing";

const TESTS = "version: 1\\ntests: [{ name: small, input: { action: { type: refund, amount: 1 } }, expect: { effect: allow } }]";

async function main() {
  const schema = defineSchema({ version: 1, actions: { refund: { fields: { amount: "number" } } } });
  const rules = "{ version: 1, rules: [{ id: large, scope: { action: refund }, when: action.amount > 1000, effect: block }] }";
  const policy = Actra.compile({ schema, policy: rules });
  const refund = (amount: number) => ({ action: { type: "refund" as const, amount }, actor: {}, snapshot: {} });
  const said: unknown[] = [policy.evaluate(refund(2000)).effect, policy.evaluate(refund(1)).effect];
  const keys = await generateSigningKeys();
  const signed = await signProgram(policy.toBytes(), { keyId: "release-2026", privateKey: keys.privateKey });
  const verified = await verifyProgram(signed, { "release-2026": keys.publicKey });
  const loaded = Engine.load(verified);
  said.push(loaded.evaluate(refund(2000)).effect, loaded.evaluate(refund(1)).effect, verified.keyId);
  said.push(await verifyProgram(policy.toBytes(), {}).catch((error) => error.code));
  const source = memorySource({ load: Actra.load });
  await source.set(verified);
  const runtime = new ActraRuntime(source.policy);
  const pay = runtime.admit("refund", (_: { amount: number }) => "ran");
  said.push(await pay({ amount: 1 }), await pay({ amount: 2000 }).catch((error) => error.name));
  const report = runTests(policy, [{ path: "a.test.yaml", text: TESTS }]);
  said.push(report.passed, new OwnRuntime(loaded) instanceof ActraRuntime);
  // @ts-expect-error no such action
  const wrong = () => policy.evaluate({ action: { type: "refnd", amount: 1 }, actor: {}, snapshot: {} });
  // @ts-expect-error no such key
  const noKey = () => verifyProgram(signed, 7);
  void [wrong, noKey];
  console.log(said.join(" "));
}

void main();
`;
const as = (format) => transformSync(TS, { loader: "ts", format, target: "es2022" }).code;

const COMPILER = {
  target: "ES2022",
  lib: ["ES2022"],
  types: ["node"],
  strict: true,
  skipLibCheck: false,
  outDir: "out",
};
const KINDS = {
  "an ES module": esModule,
  CommonJS: commonJs,
  "TypeScript, node16, ES module": (folder) => typeScript(folder, "module"),
  "TypeScript, node16, CommonJS": (folder) => typeScript(folder, "commonjs"),
  "TypeScript, bundler": bundler,
};

function esModule(folder) {
  return run(folder, { type: "module" }, "main.js", as("esm"));
}

function commonJs(folder) {
  return run(folder, {}, "main.js", as("cjs"));
}

function typeScript(folder, type) {
  compile(folder, { type }, { module: "node16", moduleResolution: "node16" });
  return node(folder, "out/main.js");
}

async function bundler(folder) {
  compile(folder, { type: "module" }, { module: "ESNext", moduleResolution: "bundler" });
  const outfile = join(folder, "out/bundle.mjs");
  await build({
    entryPoints: [join(folder, "main.ts")],
    bundle: true,
    outfile,
    format: "esm",
    platform: "browser",
    conditions: ["browser"],
    tsconfigRaw: "{}",
    logLevel: "error",
  });
  return node(folder, outfile);
}

function run(folder, facts, name, code) {
  packedProject(folder, facts);
  writeFileSync(join(folder, name), code);
  return node(folder, name);
}

function compile(folder, facts, options) {
  packedProject(folder, facts);
  mkdirSync(join(folder, "node_modules/@types"), { recursive: true });
  for (const name of ["@types/node", "undici-types"])
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  writeFileSync(join(folder, "main.ts"), TS);
  const config = { compilerOptions: { ...COMPILER, ...options }, files: ["main.ts"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", "."], {
    cwd: folder,
    stdio: "pipe",
    encoding: "utf8",
  });
}

function node(folder, name) {
  return execFileSync(process.execPath, [name], { cwd: folder, encoding: "utf8" }).trim();
}

let failed = false;
for (const [place, [name, kind]] of Object.entries(KINDS).entries()) {
  try {
    const said = await kind(join(made, `packed-${place}`));
    if (said !== WANTED) throw new Error(`said \`${said}\` instead of \`${WANTED}\``);
    console.log(`✓ packed and installed into ${name}`);
  } catch (error) {
    failed = true;
    console.log(`✗ packed and installed into ${name}: ${error?.stdout || (error?.stack ?? error)}`);
  }
}
process.exit(failed ? 1 : 0);
