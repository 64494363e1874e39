// Actra when it says why: every rule judged with every atom, as data.

import { Actra } from "../../dist/index.js";
import { compiled } from "./actra/compiled.mjs";

export const name = "Actra, explained";
export const packageName = "actra";
export const note = "`explain`, whose text is made when it is asked for, and is not here.";

export function prepare(workload) {
  const policy = compiled(Actra, workload);
  return (input) => policy.explain(input).effect;
}
