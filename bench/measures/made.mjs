// What measurements find ready, so that no process has compiled what it only loads. `node measures/made.mjs` makes it.

import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const made = (name) => fileURLToPath(new URL(`../made/${name}`, import.meta.url));

/** Policies that differ in a number and a text, for those who load many. */
const variantCount = 100;

function variant(workload, i) {
  const rules = structuredClone(workload.rules);
  rules[1].all[0].value += i;
  rules[1].all[1].value += i;
  return { ...workload, rules };
}

/** Compiled programs; all of Actra that stays in a process which only wants them is their bytes. */
async function makeAll() {
  const { Actra } = await import("../../dist/index.js");
  const { compiled } = await import("../engines/actra/compiled.mjs");
  const { workloadOf } = await import("../workloads/workloads.mjs");
  const { policyText } = await import("./policy-text.mjs");
  const bytesOf = (workload) => compiled(Actra, workload).toBytes();
  mkdirSync(made(""), { recursive: true });
  const w1 = workloadOf({ workload: "w1" });
  writeFileSync(made("w1.actra"), bytesOf(w1));
  for (let i = 0; i < variantCount; i++) writeFileSync(made(`w1-${i}.actra`), bytesOf(variant(w1, i)));
  const large = workloadOf({ workload: "w3-literals", size: 1000 });
  writeFileSync(made("w3-literals-1000.actra"), bytesOf(large));
  for (const size of [1000, 10_000])
    writeFileSync(
      made(`w3-literals-${size}.yaml`),
      policyText(workloadOf({ workload: "w3-literals", size })),
    );
}

export const variants = Array.from({ length: variantCount }, (_, i) => `w1-${i}.actra`);

if (process.argv[1] === fileURLToPath(import.meta.url)) await makeAll();
