// Actra as it was built by the root package.

import { Actra } from "../../dist/index.js";
import { compiled } from "./actra/compiled.mjs";

export const name = "Actra";
export const packageName = "actra";

export function prepare(workload) {
  const policy = compiled(Actra, workload);
  return (input) => policy.evaluate(input).effect;
}
