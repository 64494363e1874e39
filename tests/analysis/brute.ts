/**
 * The long form of tests/analysis/brute.test.ts: random policies, and for each every answer of the analysis against
 * trying every input. `--runs` policies, then `--outside` policies of every kind, with `--inputs` random inputs each, against
 * which every claim is held; each part ends after `--minutes` of processor time, and the counts are printed.
 *
 * Last run in full, on one core: `--runs 5000 --outside 0`, 5,000 policies in 7 minutes, no answer wrong, and each at least 1,300
 * times (unreachable-rule 1,744). `--runs 0 --outside 100000 --inputs 1000 --minutes 15`: 1,973 policies, no claim denied. Inputs held
 * against each kind of claim: 955,036 redundant, 833,670 equivalent, 762,032 effect-never-wins, 477,467 shadowed, 453,683
 * contradictory, 334,650 always-true, 230,983 invariants proved, 164,165 unreachable; 42,949 outcomes that are exact.
 */
import { parseArgs } from "node:util";
import { Random } from "../generate/random.ts";
import { checkChanges } from "./brute-changes.ts";
import { checkDiff } from "./brute-diff.ts";
import { checkInvariants } from "./brute-invariants.ts";
import { type Count, checkLint, compiled } from "./brute-lint.ts";
import { checkOutcomes } from "./brute-outcomes.ts";
import { checkOutside, type Hold } from "./outside.ts";
import { makeTiny } from "./tiny.ts";

/** @param goesOn is asked before each policy */
export function run(policies: number, seed: number, count: Count, goesOn = () => true): void {
  let left = policies;
  for (let at = seed; left > 0 && goesOn(); at++) {
    const random = new Random(at);
    const tiny = makeTiny(random);
    const policy = compiled(tiny, tiny.policy);
    if (policy === undefined) continue;
    left--;
    count("policies");
    checkLint(tiny, policy, count, `seed ${at}`);
    checkInvariants(tiny, policy, random, count, `seed ${at}`);
    checkDiff(tiny, policy, random, count, `seed ${at}`);
    checkChanges(tiny, policy, random, count, `seed ${at}`);
    checkOutcomes(tiny, policy, random, count, `seed ${at}`);
    policy.dispose();
  }
}

export function runOutside(
  policies: number,
  seed: number,
  inputs: number,
  count: Count,
  hold?: Hold,
  goesOn = () => true,
): void {
  for (let at = seed; at < seed + policies && goesOn(); at++) {
    count("outside: policies");
    checkOutside(at, inputs, count, hold);
  }
}

export function counting(): { counts: Map<string, number>; count: Count } {
  const counts = new Map<string, number>();
  return { counts, count: (answer) => void counts.set(answer, (counts.get(answer) ?? 0) + 1) };
}

const EVERY = 100;

/** Whether there are minutes of the processor left; now and then shows what has been counted. */
function timer(minutes: number, counts: ReadonlyMap<string, number>): () => boolean {
  const start = process.cpuUsage();
  let asked = 0;
  return () => {
    const { user, system } = process.cpuUsage(start);
    const used = (user + system) / 60_000_000;
    if (asked++ % EVERY === 0) console.error(`${used.toFixed(1)} minutes: ${[...counts].sort().join("; ")}`);
    return used < minutes;
  };
}

if (process.argv[1]?.endsWith("brute.ts")) {
  const { values } = parseArgs({
    options: {
      runs: { type: "string", default: "5000" },
      seed: { type: "string", default: "1" },
      outside: { type: "string", default: "2000" },
      inputs: { type: "string", default: "50" },
      minutes: { type: "string", default: "15" },
    },
  });
  const { counts, count } = counting();
  const held = new Map<string, { claims: number; inputs: number }>();
  const hold: Hold = (claim, inputs) => {
    const so = held.get(claim) ?? { claims: 0, inputs: 0 };
    held.set(claim, { claims: so.claims + 1, inputs: so.inputs + inputs });
  };
  const [seed, minutes] = [Number(values.seed), Number(values.minutes)];
  run(Number(values.runs), seed, count, timer(minutes, counts));
  runOutside(Number(values.outside), seed, Number(values.inputs), count, hold, timer(minutes, counts));
  for (const [answer, times] of [...counts].sort()) console.log(`${answer}: ${times}`);
  for (const [claim, { claims, inputs }] of [...held].sort())
    console.log(`held outside: ${claim}: ${claims} claims, ${inputs} inputs`);
}
