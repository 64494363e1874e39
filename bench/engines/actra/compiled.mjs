// What the engines that are Actra have in common: a workload's rules as a policy.

import { policyOf, schemaOf } from "../../translate/structured.mjs";

/** Room for 10,000 rules in the long form. */
export const limits = { fileBytes: 16 * 1024 * 1024, nodes: 1_000_000 };

export function compiled(Actra, workload, condition) {
  return Actra.compile({ schema: schemaOf(workload), policy: policyOf(workload, condition) }, { limits });
}
