// Actra's engine alone, which loads W1 as a compiled program.

import { readFileSync } from "node:fs";
import { Actra } from "../../dist/engine.js";
import { made } from "../measures/made.mjs";

export const name = "Actra, engine alone";
export const packageName = "actra";
export const note = "`actra/engine`, which loads a program that was compiled before.";

export function prepare() {
  const policy = Actra.load(new Uint8Array(readFileSync(made("w1.actra"))));
  return (input) => policy.evaluate(input).effect;
}
