import type { Span } from "../../../diagnostics/span.ts";
import { pathText, type Rule } from "../../../language/model.ts";
import { type Read, readsOf } from "../../../language/reads.ts";

/** A field that a rule looks at, on either side of a comparison, and by which operator. */
export interface FieldRead {
  /** `action.amount` */
  readonly path: string;
  readonly operator: Read["operator"];
  readonly span: Span;
}

/** What each rule reads, found out once for each that is asked about. */
export class RuleReads {
  readonly #known = new Map<Rule, readonly FieldRead[]>();
  readonly #actorScopesApply: boolean;

  constructor(semantics: string) {
    this.#actorScopesApply = semantics !== "actra-0.7";
  }

  of(rule: Rule): readonly FieldRead[] {
    const known = this.#known.get(rule);
    if (known !== undefined) return known;
    const reads = readsOf(rule, this.#actorScopesApply).map(({ field, operator }) => ({
      path: pathText(field),
      operator,
      span: field.span,
    }));
    this.#known.set(rule, reads);
    return reads;
  }
}
