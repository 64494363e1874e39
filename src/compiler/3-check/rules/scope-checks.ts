import type { RuleContext } from "./rule-context.ts";
import { actionsAreDeclared } from "./scope-checks/actions-are-declared.ts";
import { actionsAreListedOnce } from "./scope-checks/actions-are-listed-once.ts";
import { actorIsOneOfItsKind } from "./scope-checks/actor-is-one-of-its-kind.ts";

/** What a scope has to meet, in the order in which it is told. */
export const SCOPE_CHECKS: readonly ((rule: RuleContext) => void)[] = [
  actionsAreDeclared,
  actionsAreListedOnce,
  actorIsOneOfItsKind,
];
