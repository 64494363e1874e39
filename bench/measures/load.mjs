// How long a compiled program of 1,000 rules takes to load: checked, linked and ready to decide.

import { readFileSync } from "node:fs";
import { Actra } from "../../dist/engine.js";
import { median } from "../median.mjs";
import { took } from "./clock.mjs";
import { made } from "./made.mjs";

const repetitions = 100;

export async function measured() {
  const bytes = new Uint8Array(readFileSync(made("w3-literals-1000.actra")));
  const load = () => Actra.load(bytes).dispose();
  const first = took(load);
  const again = Array.from({ length: repetitions }, () => took(load));
  return { figures: { first, again: median(again.slice(repetitions / 2)) } };
}
