// Calls of a guarded function that W1's rules allow, with synchronous resolvers. Nothing is stopped in the timed passes; the
// probes are W1's limits from both sides, where things are.

import { w1 } from "./w1.mjs";

export function guarded() {
  const workload = w1();
  const inputs = workload.inputs.filter((input) => workload.decide(input) === "allow");
  return { ...workload, name: "guarded", inputs };
}
