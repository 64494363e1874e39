import type { Span } from "../../../diagnostics/span.ts";
import {
  type Condition,
  type FieldReference,
  fieldsOf,
  pathText,
  type Rule,
} from "../../../language/model.ts";
import type { OperatorName } from "../../../language/operators.ts";
import type { QuantifierName } from "../../../language/types.ts";

/** A field that a rule looks at, on either side of a comparison, and by which operator. */
export interface FieldRead {
  /** `action.amount` */
  readonly path: string;
  readonly operator: OperatorName | QuantifierName;
  readonly span: Span;
}

/** What each rule reads, found out once for each that is asked about. */
export class RuleReads {
  readonly #known = new Map<Rule, readonly FieldRead[]>();
  readonly #actorScopesApply: boolean;

  /** Under `semantics: actra-0.7` rules with an actor scope never apply, and their scope reads nothing. */
  constructor(semantics: string) {
    this.#actorScopesApply = semantics !== "actra-0.7";
  }

  /** In the order written; an actor scope, which is the atom `actor.<kind> equals name`, comes first. */
  of(rule: Rule): readonly FieldRead[] {
    const known = this.#known.get(rule);
    if (known !== undefined) return known;
    const reads: FieldRead[] = [];
    if (rule.scope.actor !== undefined && this.#actorScopesApply)
      reads.push(read(rule.scope.actor.kind, "equals"));
    collect(rule.when, reads);
    this.#known.set(rule, reads);
    return reads;
  }
}

function collect(condition: Condition, reads: FieldRead[]): void {
  switch (condition.kind) {
    case "always":
      return;
    case "not":
    case "named":
      collect(condition.condition, reads);
      return;
    case "all":
    case "any":
      for (const part of condition.conditions) collect(part, reads);
      return;
    case "any_item":
    case "all_items":
      reads.push(read(condition.list, condition.kind));
      collect(condition.where, reads);
      return;
    case "atom":
      for (const field of fieldsOf(condition)) reads.push(read(field, condition.operator));
  }
}

function read(field: FieldReference, operator: FieldRead["operator"]): FieldRead {
  return { path: pathText(field), operator, span: field.span };
}
