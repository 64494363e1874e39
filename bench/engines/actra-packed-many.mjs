// Actra on a batch of inputs that arrives as msgpack bytes, one behind the other, made outside the timing.

import { Actra } from "../../dist/index.js";
import { compiled } from "./actra/compiled.mjs";
import { packed } from "./actra/packed-inputs.mjs";

export const name = "Actra, a batch from bytes";
export const packageName = "actra";
export const note = "`evaluatePackedMany` on the bytes of all inputs, one behind the other; per input.";

const joined = (inputs) => new Uint8Array(Buffer.concat(inputs.map(packed)));

export function prepareMany(workload) {
  const policy = compiled(Actra, workload);
  const timed = joined(workload.inputs);
  return function decideMany(inputs, effects) {
    const decisions = policy.evaluatePackedMany(inputs === workload.inputs ? timed : joined(inputs));
    for (let i = 0; i < decisions.length; i++) effects[i] = decisions.decision(i).effect;
  };
}
