// How long it takes to compile a policy of so many rules in the long form, from its text: for the first time in a process,
// and once the process has done it before; and how much that is beyond what `yaml` takes for the text.

import { readFileSync } from "node:fs";
import { Actra } from "../../dist/index.js";
import { limits } from "../engines/actra/compiled.mjs";
import { median } from "../median.mjs";
import { schemaOf } from "../translate/structured.mjs";
import { workloadOf } from "../workloads/workloads.mjs";
import { took } from "./clock.mjs";
import { made } from "./made.mjs";
import { parseAlone } from "./policy-text.mjs";

/** Without the first ones, in which V8 is still at work on the code: the compiler's is several times as much as that of `yaml`. */
const repetitions = { 1000: { before: 6, timed: 9 }, 10000: { before: 1, timed: 3 } };

export async function measured({ size }) {
  const schema = schemaOf(workloadOf({ workload: "w3-literals", size }));
  const policy = readFileSync(made(`w3-literals-${size}.yaml`), "utf8");
  const compile = () => Actra.compile({ schema, policy }, { limits }).dispose();
  const first = took(compile);
  const { before, timed } = repetitions[size];
  const again = (work) => {
    for (let i = 0; i < before; i++) work();
    return median(Array.from({ length: timed }, () => took(work)));
  };
  // One after the other: alternated, each would clear away what the other has left behind.
  const yaml = again(() => parseAlone(policy));
  const total = again(compile);
  return { figures: { first, total, yaml, beyond: total - yaml } };
}
