// Cedar through its stateful interface: the policies are parsed once and stay inside; no schema, no entities.
// It answers allow or deny, so the ids of the policies that denied carry the effect.

import { setFlagsFromString } from "node:v8";
import { preparsePolicySet, statefulIsAuthorized } from "@cedar-policy/cedar-wasm/nodejs";
import { conditionOf } from "../translate/cel.mjs";
import { flatName } from "../workloads/rules.mjs";

export const name = "cedar-wasm, prepared";
export const packageName = "@cedar-policy/cedar-wasm";
export const note =
  "`preparsePolicySet` and `statefulIsAuthorized`, a flat context; it knows permit and forbid, so the id of a satisfied forbid tells block from approval. Inlined WebAssembly calls are off, because they abort V8 11 here; that costs it nothing that shows.";

// It returns objects from WebAssembly, which aborts V8 11 when optimized code that inlined such a call is left.
setFlagsFromString("--no-turbo-inline-js-wasm-calls");

const path = (field) => `context.${flatName(field)}`;
const plain = conditionOf({ path, literal: JSON.stringify });

/** Cedar asks a set what it contains. */
function written(atom) {
  if (!Array.isArray(atom.value)) return plain([atom]);
  const inside = `${JSON.stringify(atom.value)}.contains(${path(atom.field)})`;
  return atom.is === "in" ? inside : `!${inside}`;
}

const actionUid = (action) => `Action::${JSON.stringify(action)}`;

function scopeOf(actions) {
  if (!actions) return "principal, action, resource";
  return `principal, action in [${actions.map(actionUid).join(", ")}], resource`;
}

const forbid = ({ effect, id, actions, all }) => [
  `${effect}:${id}`,
  `forbid(${scopeOf(actions)}) when { ${all.map(written).join(" && ")} };`,
];

const preparsedPolicySetId = "policies";
const principal = { type: "Actor", id: "actor" };
const resource = { type: "Resource", id: "resource" };
const entities = [];

export function prepare({ rules, flat }) {
  const staticPolicies = {
    otherwise: `permit(${scopeOf()});`,
    ...Object.fromEntries(rules.map(forbid)),
  };
  const answer = preparsePolicySet(preparsedPolicySetId, { staticPolicies });
  if (answer.type !== "success") throw new Error(answer.errors[0].message);
  return function decide(input) {
    const { decision, diagnostics } = statefulIsAuthorized({
      principal,
      action: { type: "Action", id: input.action.type },
      resource,
      context: flat(input),
      preparsedPolicySetId,
      entities,
    }).response;
    if (diagnostics.errors.length > 0) throw new Error(diagnostics.errors[0].error.message);
    if (decision === "allow") return "allow";
    return diagnostics.reason.some((id) => id.startsWith("block:")) ? "block" : "require_approval";
  };
}
