// Rules → one JsonLogic rule that gives the effect.

import { byEffect } from "../workloads/rules.mjs";

const words = { equals: "===", not_equals: "!==", greater_than: ">", in: "in" };

function written({ field, is, value, other }) {
  const left = { var: field };
  if (is === "not_in") return { "!": [{ in: [left, value] }] };
  if (is === "equals" && value === true) return left;
  return { [words[is]]: [left, other ? { var: other } : value] };
}

const conditionOf = ({ all }) => (all.length === 1 ? written(all[0]) : { and: all.map(written) });

/** More in one `or` make generated code that V8 cannot parse. */
const mostInOne = 100;

function any(conditions) {
  if (conditions.length === 1) return conditions[0];
  if (conditions.length <= mostInOne) return { or: conditions };
  const parts = Array.from({ length: Math.ceil(conditions.length / mostInOne) }, (_, i) =>
    any(conditions.slice(i * mostInOne, (i + 1) * mostInOne)),
  );
  return any(parts);
}

export function jsonLogicOf(rules) {
  const groups = byEffect(rules).flatMap(({ effect, rules: group }) => [any(group.map(conditionOf)), effect]);
  return { if: [...groups, "allow"] };
}
