// How long a decision takes. Decisions are checked equal to the plain function's before the timing, and those of the last
// timed pass after it; one that differs ends the process with an error. An engine is
//
//   prepare(workload)       → (input) → effect, or a promise of it where `isAsync`
//   prepareMany(workload)   in its place: (inputs, effects) → fills the effects
//   prepareCheck(workload)  what is checked, where what is timed gives no effect

import { measure } from "mitata";
import { workloadOf } from "../workloads/workloads.mjs";
import { check, checkAll } from "./check.mjs";
import { engineOf, factsOf } from "./engine-facts.mjs";
import { Passes } from "./passes.mjs";

/** Processor time that this process has had: other work on the machine does not count. */
function now() {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
}

/** The middle sample, in nanoseconds a decision. */
async function timed(passes, { renew, seconds }) {
  const options = { now, min_cpu_time: seconds * 1e9, batch_threshold: 0 };
  const count = await passes.warmUp(now);
  const run = passes.isAsync ? () => passes.runAsync() : () => passes.run();
  const onNew = (inputs) => passes.runOn(inputs);
  function* renewed() {
    yield { 0: renew, bench: onNew };
  }
  const { p50 } = await measure(renew ? renewed : run, options);
  return p50 / (renew ? passes.inputs.length : count);
}

export async function measured(job) {
  const engine = await engineOf(job);
  const workload = workloadOf(job);
  const passes = await Passes.of(engine, workload);
  const checked = await checkAll(engine, workload, passes);
  const nanoseconds = await timed(passes, { renew: workload.renew, seconds: job.seconds });
  for (const [i, effect] of passes.effects.entries()) {
    if (effect !== undefined) check(engine, workload, workload.inputs[i], effect);
  }
  return { figures: { nanoseconds }, engine: factsOf(engine), checked };
}
