/**
 * `npm run fuzz:programs -- --runs N --seed S`: mutated program files, for as long as you like. `--case K` runs the one
 * case of which a report gave the number.
 */
import { parseArgs } from "node:util";
import { newTally, originals, runCase } from "./hostile-programs.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "100000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    case: { type: "string" },
  },
});

const programs = originals();
const tally = newTally();
const seeds = values.case ? [Number(values.case)] : caseSeeds(Number(values.seed), Number(values.runs));
const failed = seeds.filter(fails);
console.log(`seed ${values.seed}, ${seeds.length} files: ${tally.ran} ran, refused:`, tally.refused);
console.log(
  `${tally.decisions} decisions, ${tally.inputErrors} input errors, slowest ${tally.slowest.toFixed(0)} ms`,
);
console.log(`${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;

function caseSeeds(seed: number, runs: number): number[] {
  return Array.from({ length: runs }, (_, index) => (Math.imul(seed, 1_000_003) + index) | 0);
}

function fails(seed: number): boolean {
  try {
    runCase(seed, programs, tally);
    return false;
  } catch (error) {
    console.log(values.case ? error : String(error));
    return true;
  }
}
