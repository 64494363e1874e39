// The most memory that a process ever has which compiles one policy of so many rules from its text, Node itself included.

import { readFileSync } from "node:fs";
import { Actra } from "../../dist/index.js";
import { limits } from "../engines/actra/compiled.mjs";
import { schemaOf } from "../translate/structured.mjs";
import { workloadOf } from "../workloads/workloads.mjs";
import { made } from "./made.mjs";

// One rule has the schema of all.
const schema = schemaOf(workloadOf({ workload: "w3-literals", size: 1 }));

export async function measured({ size }) {
  const policy = readFileSync(made(`w3-literals-${size}.yaml`), "utf8");
  Actra.compile({ schema, policy }, { limits });
  return { figures: { megabytes: process.resourceUsage().maxRSS / 1024 } };
}
