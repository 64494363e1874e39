// json-logic-engine, built into a generated function. Its rule returns any value, so three effects are natural.

import { LogicEngine } from "json-logic-engine";
import { jsonLogicOf } from "../translate/json-logic.mjs";
import { eachAction } from "../workloads/rules.mjs";

export const name = "json-logic-engine, built";
export const packageName = "json-logic-engine";
export const note = "`build` generates code, so it needs `eval`.";

export function prepare(workload) {
  const engine = new LogicEngine();
  return eachAction(workload, (rules) => engine.build(jsonLogicOf(rules)));
}
