import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Fault } from "./faults.ts";

// A copy of the project in which a fault can stand without anybody noticing but its tests.

const NOT_COPIED = new Set([".git", "node_modules", "dist", "bench", "coverage"]);
/** A fault may make a test run for ever; then the run is stopped, and no test has noticed. */
const LONGEST = 180_000;

export interface TestRun {
  readonly passed: number;
  readonly failed: number;
  readonly output: string;
}

export interface PlantedCopy {
  /** Builds, and runs these tests until the first that fails. */
  run(tests: readonly Fault["test"][]): TestRun;
  withFault<T>(fault: Fault, act: () => T): T;
  remove(): void;
}

export function plantedCopy(): PlantedCopy {
  const folder = mkdtempSync(join(tmpdir(), "actra-planted-"));
  const isCopied = (path: string) => !NOT_COPIED.has(basename(path));
  for (const name of readdirSync("."))
    if (isCopied(name)) cpSync(name, join(folder, name), { recursive: true, filter: isCopied });
  symlinkSync(join(process.cwd(), "node_modules"), join(folder, "node_modules"));
  return {
    run: (tests) => run(tests, folder),
    withFault: (fault, act) => withFault(fault, folder, act),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function withFault<T>({ name, file, find, replace }: Fault, folder: string, act: () => T): T {
  const path = join(folder, file);
  const original = readFileSync(path, "utf8");
  const parts = original.split(find);
  if (parts.length !== 2) throw new Error(`${name}: found ${parts.length - 1} times in ${file}, not once`);
  writeFileSync(path, parts.join(replace));
  try {
    return act();
  } finally {
    writeFileSync(path, original);
  }
}

function run(tests: readonly Fault["test"][], folder: string): TestRun {
  for (const script of ["scripts/build-readers.mjs", "scripts/build-wasm.mjs"]) {
    const { status, stderr } = start([script], folder);
    if (status !== 0) throw new Error(`the fault does not build:\n${stderr}`);
  }
  const results = join(folder, "results.json");
  rmSync(results, { force: true });
  const { stdout, stderr } = start([...VITEST, `--outputFile=${results}`, ...selection(tests)], folder);
  const output = `${stdout}${stderr}`;
  if (!existsSync(results)) return { passed: 0, failed: 0, output };
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(results, "utf8"));
  return { passed: numPassedTests, failed: numFailedTests, output };
}

const VITEST = ["node_modules/vitest/vitest.mjs", "run", "--bail=1", "--reporter=json"];

function selection(tests: readonly Fault["test"][]): string[] {
  const names = tests.map(({ named }) => named.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return ["--testNamePattern", names.join("|"), ...new Set(tests.map(({ file }) => file))];
}

function start(args: readonly string[], folder: string) {
  return spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", timeout: LONGEST });
}
