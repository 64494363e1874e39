import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { FAULTS, type Fault } from "./faults.ts";

// Plants faults into a copy of the project, one at a time, and runs the tests: every fault has to be noticed.
//
//     npm run test:planted                 all of them
//     npm run test:planted -- --sample 4   four, other ones each day
//     npm run test:planted -- --only name

const COPIED = [
  "assembly",
  "src",
  "tests",
  "docs",
  "scripts",
  "demo",
  "package.json",
  "tsconfig.json",
  "asconfig.json",
];
const COPIED_TOO = ["vitest.config.ts", "README.md", "tsup.config.ts", "build"];

const { values } = parseArgs({ options: { sample: { type: "string" }, only: { type: "string" } } });
const chosen = choose(FAULTS);
const copy = makeCopy();
let missed = 0;
try {
  expectCleanRun();
  for (const fault of chosen) missed += notices(fault) ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(`${chosen.length - missed} passed, ${missed} failed`);
process.exit(missed === 0 ? 0 : 1);

function choose(faults: readonly Fault[]): readonly Fault[] {
  if (values.only !== undefined) return faults.filter(({ name }) => name.includes(values.only!));
  if (values.sample === undefined) return faults;
  const day = Math.floor(Date.now() / 86_400_000);
  const count = Math.min(Number(values.sample), faults.length);
  return Array.from({ length: count }, (_, i) => faults[(day * count + i) % faults.length]!);
}

function makeCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), "actra-planted-"));
  for (const name of [...COPIED, ...COPIED_TOO]) cpSync(name, join(folder, name), { recursive: true });
  symlinkSync(join(process.cwd(), "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** Without a fault everything passes, or "noticed" would mean nothing. */
function expectCleanRun(): void {
  const { passed, output } = runTests([...new Set(chosen.flatMap(({ tests }) => tests))]);
  if (passed) return;
  console.error(output.slice(-4000));
  throw new Error("the tests fail without any fault planted");
}

function notices(fault: Fault): boolean {
  const path = join(copy, fault.file);
  const original = readFileSync(path, "utf8");
  const parts = original.split(fault.find);
  if (parts.length !== 2)
    throw new Error(`${fault.name}: found ${parts.length - 1} times in ${fault.file}, not once`);
  writeFileSync(path, parts.join(fault.replace));
  const started = performance.now();
  const { passed } = runTests(fault.tests);
  writeFileSync(path, original);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`${passed ? "✗ not noticed" : "✓ noticed"}: ${fault.name} (${seconds} s)`);
  return !passed;
}

/** A fault that does not even build is one that is noticed by the build, so building has to succeed. */
function runTests(files: readonly string[]): { passed: boolean; output: string } {
  const build = spawnSync("npm", ["run", "--silent", "build:wasm"], { cwd: copy, encoding: "utf8" });
  if (build.status !== 0) throw new Error(`the fault does not build:\n${build.stderr}`);
  const args = ["vitest", "run", "--bail", "1", "--reporter", "dot", ...files];
  const { status, stdout, stderr } = spawnSync("npx", args, {
    cwd: copy,
    encoding: "utf8",
    env: { ...process.env, CI: "" },
  });
  return { passed: status === 0, output: `${stdout}${stderr}` };
}
