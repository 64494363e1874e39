import { type Condition, type FieldReference, fieldsOf, placeText, type Rule } from "./model.ts";
import type { OperatorName } from "./operators.ts";
import type { QuantifierName } from "./types.ts";

/** A field that a condition looks at, and by which operator. */
export interface Read {
  readonly field: FieldReference;
  readonly operator: OperatorName | QuantifierName;
}

/**
 * On either side of a comparison, in the order written; an actor scope, which is the atom `actor.<kind> equals name`, comes first.
 *
 * @param scopesApply `false` under `semantics: actra-0.7`, where rules with an actor scope never apply, and it reads nothing
 */
export function readsOf({ scope, when }: Rule, scopesApply = true): readonly Read[] {
  const reads: Read[] = [];
  if (scope.actor !== undefined && scopesApply) reads.push({ field: scope.actor.kind, operator: "equals" });
  collect(when, reads);
  return reads;
}

function collect(condition: Condition, reads: Read[]): void {
  switch (condition.kind) {
    case "always":
      return;
    case "not":
    case "named":
      return collect(condition.condition, reads);
    case "all":
    case "any":
      for (const part of condition.conditions) collect(part, reads);
      return;
    case "any_item":
    case "all_items":
      reads.push({ field: condition.list, operator: condition.kind });
      return collect(condition.where, reads);
    case "atom":
      for (const field of fieldsOf(condition)) reads.push({ field, operator: condition.operator });
  }
}

/** `action.lines[].price` of a read in the items of a list, and of all others the path. */
export function placeOf({ field }: Pick<Read, "field">): string {
  return placeText(field);
}
