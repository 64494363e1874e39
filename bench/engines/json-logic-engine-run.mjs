// json-logic-engine without generated code.

import { LogicEngine } from "json-logic-engine";
import { jsonLogicOf } from "../translate/json-logic.mjs";
import { eachAction } from "../workloads/rules.mjs";

export const name = "json-logic-engine, run";
export const packageName = "json-logic-engine";
export const note = "`run` on one rule object, for which it keeps what it has optimised; no `eval`.";

export function prepare(workload) {
  const engine = new LogicEngine();
  return eachAction(workload, (rules) => {
    const rule = jsonLogicOf(rules);
    return (input) => engine.run(rule, input);
  });
}
