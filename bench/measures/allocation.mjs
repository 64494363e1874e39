// What a decision under W1 leaves on V8's heap, in bytes, over so many calls with no garbage collection among them: the new
// space is as large as all that could be allocated (`flags` in plan.mjs), and a collection would be counted.

import { PerformanceObserver } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { Actra } from "../../dist/index.js";
import { compiled } from "../engines/actra/compiled.mjs";
import { w1 } from "../workloads/w1.mjs";

export async function measured({ size }) {
  const workload = w1();
  const policy = compiled(Actra, workload);
  const { inputs } = workload;
  let blocked = 0;
  const decideMany = (count) => {
    for (let i = 0; i < count; i++)
      if (policy.evaluate(inputs[i % inputs.length]).effect === "block") blocked++;
  };
  decideMany(1_000_000);
  globalThis.gc();
  let collections = 0;
  const observer = new PerformanceObserver((list) => (collections += list.getEntries().length));
  await setTimeout(10);
  observer.observe({ entryTypes: ["gc"] });
  const before = process.memoryUsage().heapUsed;
  decideMany(size);
  const after = process.memoryUsage().heapUsed;
  await setTimeout(10);
  observer.disconnect();
  if (blocked === 0) throw new Error("nothing was decided");
  return { figures: { bytes: (after - before) / size, collections } };
}
