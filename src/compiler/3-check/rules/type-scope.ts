import { bareObject } from "../../../language/bare.ts";
import type { ActorScope, Scope } from "../../../language/model.ts";
import type { ScopeNode, Text } from "../../2-parse/ast.ts";
import type { CheckContext } from "../context.ts";

/** Receives any scope: what no action is meant by, which the scope's checks report, are left out. */
export function typeScope(node: ScopeNode, check: CheckContext): Scope {
  const names = node.actions?.flatMap((action) => check.index.actionsMeant(action.value));
  // A global scope must not find `actions` in a polluted `Object.prototype`.
  return Object.assign(bareObject() as unknown as Scope, {
    ...(names && { actions: [...new Set(names)].sort() }),
    ...(node.actor && { actor: actorScope(node.actor, check) }),
    span: node.span,
  });
}

/** Under `semantics: actra-0.7` the kind need not exist; `type` then stands for it in rules that never apply. */
function actorScope(actor: Text, check: CheckContext): ActorScope {
  const path = [check.schema.actor.kind ?? "type"];
  const type = { kind: "scalar", scalar: "string" } as const;
  return { kind: { domain: "actor", path, type, span: actor.span }, name: actor.value };
}
