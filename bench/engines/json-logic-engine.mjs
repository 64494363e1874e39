// json-logic-engine, built into a generated function. Its rule returns any value, so three effects are natural.

import { LogicEngine } from "json-logic-engine";

export const name = "json-logic-engine, built";
export const packageName = "json-logic-engine";
export const note = "`build` generates code, so it needs `eval`.";

const isLargeWithoutManager = {
  and: [{ ">": [{ var: "action.amount" }, 1000] }, { "!==": [{ var: "actor.role" }, "manager"] }],
};

const rule = {
  if: [
    { var: "snapshot.fraud_flag" },
    "block",
    { ">": [{ var: "action.amount" }, 10000] },
    "block",
    isLargeWithoutManager,
    "require_approval",
    "allow",
  ],
};

export const prepare = () => new LogicEngine().build(rule);
