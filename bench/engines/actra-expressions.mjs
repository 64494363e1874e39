// Actra with its conditions written as expressions.

import { Actra } from "../../dist/index.js";
import { conditionOf } from "../translate/cel.mjs";
import { compiled } from "./actra/compiled.mjs";

export const name = "Actra, expressions";
export const packageName = "actra";
export const note = "The same rules in the other notation; both compile to one program.";

export const condition = conditionOf({ literal: JSON.stringify });

export function prepare(workload) {
  const policy = compiled(Actra, workload, condition);
  return (input) => policy.evaluate(input).effect;
}
