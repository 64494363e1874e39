// json-rules-engine: conditions over flat facts, the strictest effects with the highest priority; it stops at the first
// priority of which a rule holds.

import { Engine } from "json-rules-engine";
import { eachAction, flatName, strictestFirst } from "../workloads/rules.mjs";

export const name = "json-rules-engine";
export const packageName = "json-rules-engine";
export const isAsync = true;
export const note =
  "Flat facts, no paths, which is its fastest form; block has a higher priority than approval, and a rule that holds stops the engine. Awaited.";

const operators = {
  equals: "equal",
  not_equals: "notEqual",
  greater_than: "greaterThan",
  in: "in",
  not_in: "notIn",
};

const written = ({ field, is, value, other }) => ({
  fact: flatName(field),
  operator: operators[is],
  value: other ? { fact: flatName(other) } : value,
});

function engineOf(rules) {
  const engine = new Engine(
    rules.map(({ effect, all }) => ({
      conditions: { all: all.map(written) },
      event: { type: effect },
      priority: strictestFirst.length - strictestFirst.indexOf(effect),
    })),
  );
  engine.on("success", () => engine.stop());
  return engine;
}

export const prepare = (workload) =>
  eachAction(workload, (rules) => {
    const engine = engineOf(rules);
    return async (input) => {
      const { events } = await engine.run(workload.flat(input));
      return events.length > 0 ? events[0].type : "allow";
    };
  });
