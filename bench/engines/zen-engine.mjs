// GoRules' zen-engine, native code: a decision table, made once, of which the first row that holds decides.

import { ZenEngine } from "@gorules/zen-engine";
import { conditionOf } from "../translate/cel.mjs";
import { byEffect, eachAction } from "../workloads/rules.mjs";

export const name = "@gorules/zen-engine";
export const packageName = "@gorules/zen-engine";
export const isAsync = true;
export const note =
  "A decision by `createDecision`, kept: one table, first hit, a row for each rule, its condition as one expression. Native code; it decides as a promise, and each is awaited.";

const plain = conditionOf({ literal: JSON.stringify });

/** Its words for what CEL has signs for. */
function written(atom) {
  if (Array.isArray(atom.value))
    return `${atom.field} ${atom.is === "in" ? "in" : "not in"} ${JSON.stringify(atom.value)}`;
  if (typeof atom.value === "boolean") return `${atom.field} == ${atom.value}`;
  return plain([atom]);
}

const row = (id, condition, effect) => ({ _id: id, condition, effect: JSON.stringify(effect) });

function tableOf(rules) {
  const strict = byEffect(rules).flatMap(({ effect, rules: group }) =>
    group.map(({ id, all }) => row(id, all.map(written).join(" and "), effect)),
  );
  return {
    hitPolicy: "first",
    inputs: [{ id: "condition", name: "condition", type: "expression" }],
    outputs: [{ id: "effect", name: "effect", field: "effect", type: "expression" }],
    rules: [...strict, row("otherwise", "", "allow")],
  };
}

const node = (id, type, more) => ({ id, name: id, type, position: { x: 0, y: 0 }, ...more });
const edge = (sourceId, targetId) => ({ id: `${sourceId}-${targetId}`, type: "edge", sourceId, targetId });

const graphOf = (rules) => ({
  nodes: [
    node("in", "inputNode"),
    node("table", "decisionTableNode", { content: tableOf(rules) }),
    node("out", "outputNode"),
  ],
  edges: [edge("in", "table"), edge("table", "out")],
});

export const prepare = (workload) =>
  eachAction(workload, (rules) => {
    const decision = new ZenEngine().createDecision(graphOf(rules));
    return async (input) => (await decision.evaluate(input)).result.effect;
  });
