/**
 * `npm run fuzz:decide -- --runs N --seed S`: compares engine and reference on random cases, and
 * prints what the run reached. `--case K` runs the one case of which a report gave the number.
 */
import { parseArgs } from "node:util";
import { makeCase } from "../generate/case.ts";
import { Spread } from "../generate/spread.ts";
import { compare } from "./compare.ts";
import { report } from "./report.ts";
import { shrink } from "./shrink.ts";

const inputsPerCase = 10;

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "2000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    case: { type: "string" },
  },
});

const spread = new Spread();
const cases = values.case ? [Number(values.case)] : caseSeeds(Number(values.seed), Number(values.runs));
const differing = cases.filter(differs);
console.log(
  `seed ${values.seed}, ${cases.length} policies, ${differing.length} of them differing\n${spread}`,
);
process.exitCode = differing.length > 0 ? 1 : 0;

function caseSeeds(seed: number, runs: number): number[] {
  return Array.from({ length: runs }, (_, index) => (Math.imul(seed, 1_000_003) + index) | 0);
}

function differs(seed: number): boolean {
  const documents = makeCase(seed, inputsPerCase);
  const difference = compare(documents, spread);
  if (difference === undefined) return false;
  console.log(`${report(shrink(documents, difference))}\n`);
  return true;
}
