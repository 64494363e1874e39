// Actra in a process that has decided by other policies before, so that nothing in its own code is made for one policy.

import { Actra } from "../../dist/index.js";
import { workloadOf } from "../workloads/workloads.mjs";
import { compiled } from "./actra/compiled.mjs";

export const name = "Actra, after other policies";
export const packageName = "actra";
export const note = "The process has made 20,000 decisions by each of six other policies before.";

const before = [
  { workload: "tenant" },
  { workload: "w3-literals", size: 100 },
  { workload: "w3-limits", size: 10 },
  { workload: "fields-number", size: 12 },
  { workload: "fields-string", size: 5 },
  { workload: "w1-shapes" },
];
const decisionsBefore = 20_000;

function use(workload) {
  const policy = compiled(Actra, workload);
  const { inputs } = workload;
  for (let i = 0; i < decisionsBefore; i++) policy.evaluate(inputs[i % inputs.length]);
}

export function prepare(workload) {
  for (const job of before) use(workloadOf(job));
  const policy = compiled(Actra, workload);
  return (input) => policy.evaluate(input).effect;
}
