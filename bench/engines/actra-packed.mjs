// Actra on inputs that arrive as msgpack bytes, which are made outside the timing.

import { Actra } from "../../dist/index.js";
import { compiled } from "./actra/compiled.mjs";
import { packed } from "./actra/packed-inputs.mjs";

export const name = "Actra, from bytes";
export const packageName = "actra";
export const note =
  "`evaluatePacked` on bytes that `msgpackr.pack` has made of the inputs before the timing.";

export function prepare(workload) {
  const policy = compiled(Actra, workload);
  const bytes = new Map(workload.inputs.map((input) => [input, packed(input)]));
  return (input) => policy.evaluatePacked(bytes.get(input) ?? packed(input)).effect;
}
