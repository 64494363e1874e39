// Rules → CEL, which Actra's own expressions are a dialect of.

import { anyOf, byEffect } from "../workloads/rules.mjs";

const signs = { equals: "==", not_equals: "!=", greater_than: ">" };

const asDouble = (value) => (typeof value === "number" ? value.toFixed(1) : JSON.stringify(value));

/** @param path how a field is written, @param literal how a number or text is */
export function conditionOf({ path = (field) => field, literal = asDouble } = {}) {
  function written({ field, is, value, other }) {
    const left = path(field);
    if (value === true || value === false) return value === (is === "equals") ? left : `!${left}`;
    if (is === "in" || is === "not_in") {
      const inside = `${left} in [${value.map(literal).join(", ")}]`;
      return is === "in" ? inside : `!(${inside})`;
    }
    return `${left} ${signs[is]} ${other ? path(other) : literal(value)}`;
  }
  return (all) => all.map(written).join(" && ");
}

/** One expression that gives the effect. */
function effectOf(rules, options) {
  const condition = conditionOf(options);
  const groups = byEffect(rules).map(({ effect, rules: group }) => {
    const conditions = group.map(({ all }) => condition(all));
    return `${anyOf(conditions, "||")} ? "${effect}" : `;
  });
  return `${groups.join("")}"allow"`;
}

/** From so many rules on, one expression for each is faster than one for all; measured with both engines. */
const many = 100;

/** @param prepare what an engine makes of an expression: a function of its variables */
export function deciderOf(rules, prepare, options) {
  if (rules.length < many) return prepare(effectOf(rules, options));
  const condition = conditionOf(options);
  const prepared = byEffect(rules).flatMap(({ effect, rules: group }) =>
    group.map(({ all }) => ({ effect, holds: prepare(condition(all)) })),
  );
  return function decide(variables) {
    for (const { effect, holds } of prepared) if (holds(variables) === true) return effect;
    return "allow";
  };
}
