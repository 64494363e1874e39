import { parseArgs } from "node:util";
import { FAULTS, type Fault } from "./faults.ts";
import { plantedCopy } from "./planted-copy.ts";

// Plants faults into a copy of the project, one at a time, and runs the test that has to notice each of them.
//
//     npm run test:planted                 all of them
//     npm run test:planted -- --sample 4   four, other ones each day
//     npm run test:planted -- --only name  those with this in their name; may be repeated

const { values } = parseArgs({
  options: { sample: { type: "string" }, only: { type: "string", multiple: true } },
});
const chosen = choose(FAULTS);
if (chosen.length === 0) throw new Error("no such fault");
const copy = plantedCopy();
let missed = 0;
try {
  expectCleanRun();
  for (const fault of chosen) missed += isNoticed(fault) ? 0 : 1;
} finally {
  copy.remove();
}
console.log(`${chosen.length - missed} passed, ${missed} failed`);
process.exit(missed === 0 ? 0 : 1);

function choose(faults: readonly Fault[]): readonly Fault[] {
  const { only, sample } = values;
  if (only !== undefined) return faults.filter(({ name }) => only.some((part) => name.includes(part)));
  if (sample === undefined) return faults;
  const day = Math.floor(Date.now() / 86_400_000);
  const count = Math.min(Number(sample), faults.length);
  return Array.from({ length: count }, (_, i) => faults[(day * count + i) % faults.length]!);
}

/** Without a fault everything passes, or "noticed" would mean nothing. */
function expectCleanRun(): void {
  const { passed, failed, output } = copy.run(chosen.map(({ test }) => test));
  if (failed === 0 && passed > 0) return;
  console.error(output.slice(-4000));
  throw new Error("the tests fail without any fault planted");
}

/** Only a test that fails notices: a fault that cannot be built or loaded is no fault. */
function isNoticed(fault: Fault): boolean {
  const started = performance.now();
  const { passed, failed, output } = copy.withFault(fault, () => copy.run([fault.test]));
  if (passed + failed === 0) throw new Error(`${fault.name}: no test ran\n${output.slice(-4000)}`);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`${failed > 0 ? "✓ noticed" : "✗ not noticed"}: ${fault.name} (${seconds} s)`);
  return failed > 0;
}
