// Asks every runtime all cases, compares each answer with Node's, and writes the table. With CI=true a runtime that cannot be
// run is a failure, elsewhere it is shown as not run. Names of runtimes as arguments: only these, and no table.

import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bundle, made } from "./bundle.mjs";
import { faultsOf, total } from "./compare.mjs";
import { installChromium } from "./install-chromium.mjs";
import { MODULES } from "./modules.mjs";
import { RUNTIMES } from "./runtimes.mjs";
import { writeTable } from "./table.mjs";

const root = join(import.meta.dirname, "..");
const cases = join(made, "cases.json");
const chosen = process.argv.slice(2);

prepare();
const groups = JSON.parse(readFileSync(cases, "utf8"));
const bundles = new Map();
const results = [];
for (const runtime of RUNTIMES) if (isChosen(runtime)) results.push(await resultOf(runtime));
if (chosen.length === 0) writeTable(results);
const failing = results.filter(({ faults, notRun }) =>
  notRun ? process.env.CI === "true" : faults.length > 0,
);
process.exit(failing.length === 0 ? 0 : 1);

function prepare() {
  mkdirSync(made, { recursive: true });
  for (const name of MODULES) copyFileSync(join(root, "dist", name), join(made, name));
  const maker = ["--import", "tsx", "runtimes/make-cases.ts", cases];
  const { status } = spawnSync(process.execPath, maker, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(1);
  installChromium();
}

/** The first is always asked: it is what the others are compared with. */
function isChosen({ name }) {
  return name === RUNTIMES[0].name || chosen.length === 0 || chosen.some((part) => name.includes(part));
}

async function resultOf(runtime) {
  const { name, condition, run } = runtime;
  try {
    if (!bundles.has(condition)) bundles.set(condition, await bundle(condition));
    const { version, answers } = await run(bundles.get(condition));
    const faults = faultsOf(answers, results[0]?.answers ?? answers, { ...runtime, groups });
    console.log(`${faults.length === 0 ? "✓" : "✗"} ${name} ${version}: ${total(answers.cases)} cases`);
    for (const line of [...faults, ...noted(answers)]) console.log(`  ${line}`);
    return { name, version, answers, faults };
  } catch (error) {
    console.log(`✗ ${name}: not run: ${error?.stack ?? error}`);
    return { name, notRun: String(error) };
  }
}

function noted({ otherPrograms }) {
  return otherPrograms.map((group) => `another program, by another version of Unicode: ${group}`);
}
