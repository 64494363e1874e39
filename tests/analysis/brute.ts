/**
 * The long form of tests/analysis/brute.test.ts: random policies, and for each every answer of the analysis against
 * trying every input.
 */
import { parseArgs } from "node:util";
import { Random } from "../generate/random.ts";
import { checkChanges } from "./brute-changes.ts";
import { checkDiff } from "./brute-diff.ts";
import { checkInvariants } from "./brute-invariants.ts";
import { type Count, checkLint, compiled } from "./brute-lint.ts";
import { checkOutcomes } from "./brute-outcomes.ts";
import { checkOutside } from "./outside.ts";
import { makeTiny } from "./tiny.ts";

export function run(policies: number, seed: number, count: Count): void {
  let left = policies;
  for (let at = seed; left > 0; at++) {
    const random = new Random(at);
    const tiny = makeTiny(random);
    const policy = compiled(tiny, tiny.policy);
    if (policy === undefined) continue;
    left--;
    if (left % 500 === 0) console.error(`${policies - left} policies`);
    count("policies");
    checkLint(tiny, policy, count, `seed ${at}`);
    checkInvariants(tiny, policy, random, count, `seed ${at}`);
    checkDiff(tiny, policy, random, count, `seed ${at}`);
    checkChanges(tiny, policy, random, count, `seed ${at}`);
    checkOutcomes(tiny, policy, random, count, `seed ${at}`);
    policy.dispose();
  }
}

export function runOutside(policies: number, seed: number, inputs: number, count: Count): void {
  for (let at = seed; at < seed + policies; at++) {
    checkOutside(at, inputs, count);
    if ((at - seed) % 500 === 499) console.error(`${at - seed + 1} policies outside`);
  }
}

export function counting(): { counts: Map<string, number>; count: Count } {
  const counts = new Map<string, number>();
  return { counts, count: (answer) => void counts.set(answer, (counts.get(answer) ?? 0) + 1) };
}

if (process.argv[1]?.endsWith("brute.ts")) {
  const { values } = parseArgs({
    options: {
      runs: { type: "string", default: "5000" },
      seed: { type: "string", default: "1" },
      outside: { type: "string", default: "2000" },
      inputs: { type: "string", default: "50" },
    },
  });
  const { counts, count } = counting();
  run(Number(values.runs), Number(values.seed), count);
  runOutside(Number(values.outside), Number(values.seed), Number(values.inputs), count);
  for (const [answer, times] of [...counts].sort()) console.log(`${answer}: ${times}`);
}
