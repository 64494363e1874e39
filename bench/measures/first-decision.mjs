// How long a new process takes from the import of an engine to its first decision under W1, in milliseconds on the clock.
// The start of Node itself is not in it.

import { w1 } from "../workloads/w1.mjs";
import { engineOf, factsOf } from "./engine-facts.mjs";

export async function measured(job) {
  const workload = w1();
  const [input] = workload.inputs;
  const start = performance.now();
  const engine = await engineOf(job);
  const decide = await engine.prepare(workload);
  const effect = await decide(input);
  const milliseconds = performance.now() - start;
  if (effect !== workload.decide(input)) throw new Error(`${engine.name} decides ${effect}`);
  return { figures: { milliseconds }, engine: factsOf(engine) };
}
