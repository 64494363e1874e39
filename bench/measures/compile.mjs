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

const repetitions = { 1000: 9, 10000: 3 };

export async function measured({ size }) {
  const schema = schemaOf(workloadOf({ workload: "w3-literals", size }));
  const policy = readFileSync(made(`w3-literals-${size}.yaml`), "utf8");
  const compile = () => Actra.compile({ schema, policy }, { limits }).dispose();
  const first = took(compile);
  const again = (work) => median(Array.from({ length: repetitions[size] }, () => took(work)));
  // One after the other: alternated, each would clear away what the other has left behind.
  parseAlone(policy);
  const yaml = again(() => parseAlone(policy));
  compile();
  const total = again(compile);
  return { figures: { first, total, yaml, beyond: total - yaml } };
}
