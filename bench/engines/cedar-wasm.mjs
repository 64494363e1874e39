// Cedar through its stateful interface: the policies are parsed once and stay inside; no schema, no entities.
// It answers allow or deny, so the ids of the policies that denied carry the effect.

import { setFlagsFromString } from "node:v8";
import { preparsePolicySet, statefulIsAuthorized } from "@cedar-policy/cedar-wasm/nodejs";

export const name = "cedar-wasm, prepared";
export const packageName = "@cedar-policy/cedar-wasm";
export const note =
  "`preparsePolicySet` and `statefulIsAuthorized`, a flat context; it knows permit and forbid, so the id of a satisfied forbid tells block from approval. Inlined WebAssembly calls are off, because they abort V8 11 here; that costs it nothing that shows.";

// It returns objects from WebAssembly, which aborts V8 11 when optimized code that inlined such a call is left.
setFlagsFromString("--no-turbo-inline-js-wasm-calls");

const onRefund = 'principal, action == Action::"refund", resource';

const staticPolicies = {
  otherwise: `permit(${onRefund});`,
  block_fraud: `forbid(${onRefund}) when { context.fraud_flag };`,
  block_huge: `forbid(${onRefund}) when { context.amount > 10000 };`,
  approve_large: `forbid(${onRefund}) when { context.amount > 1000 && context.role != "manager" };`,
};

const preparsedPolicySetId = "refunds";
const principal = { type: "Actor", id: "actor" };
const resource = { type: "Refund", id: "refund" };
const entities = [];

export function prepare() {
  const answer = preparsePolicySet(preparsedPolicySetId, { staticPolicies });
  if (answer.type !== "success") throw new Error(answer.errors[0].message);
  return function decide(input) {
    const { decision, diagnostics } = statefulIsAuthorized({
      principal,
      action: { type: "Action", id: input.action.type },
      resource,
      context: {
        amount: input.action.amount,
        role: input.actor.role,
        fraud_flag: input.snapshot.fraud_flag,
      },
      preparsedPolicySetId,
      entities,
    }).response;
    if (decision === "allow") return "allow";
    return diagnostics.reason.some((id) => id.startsWith("block")) ? "block" : "require_approval";
  };
}
