// Actra on a batch of inputs.

import { Actra } from "../../dist/index.js";
import { compiled } from "./actra/compiled.mjs";

export const name = "Actra, a batch";
export const packageName = "actra";
export const note = "`evaluateMany` on all inputs; per input.";

export function prepareMany(workload) {
  const policy = compiled(Actra, workload);
  return function decideMany(inputs, effects) {
    const decisions = policy.evaluateMany(inputs);
    for (let i = 0; i < decisions.length; i++) effects[i] = decisions[i].effect;
  };
}
