// Rules → casbin's expressions, over a request that is the input itself.

import { conditionOf } from "./cel.mjs";

const literal = (value) => (typeof value === "string" ? `'${value}'` : String(value));

const oneOf = ({ field, is, value }) => {
  const sign = is === "in" ? "==" : "!=";
  const tests = value.map((item) => `r.input.${field} ${sign} ${literal(item)}`);
  return `(${tests.join(is === "in" ? " || " : " && ")})`;
};

const plain = conditionOf({ path: (field) => `r.input.${field}`, literal });

/** Lists are written out: casbin's own function for them is slower. */
export const casbinOf = (all) =>
  all.map((atom) => (Array.isArray(atom.value) ? oneOf(atom) : plain([atom]))).join(" && ");
