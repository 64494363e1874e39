import type { Atom, CheckedPolicy, Condition, FieldReference, Rule } from "../../language/model.ts";
import { OPERATORS } from "../../language/operators.ts";
import type { Settings } from "../../language/settings.ts";
import { type QuantifierName, strictness } from "../../language/types.ts";

// Checked policy → rules in the order of the resolution, each with a condition that has no `not`: negations stand at
// the tests, so that "an unknown test counts as true" and "… as false" bound what the rule can be (docs/language.md, "What is missing").

export type Lowered =
  | { readonly kind: "always" }
  | { readonly kind: "all" | "any"; readonly parts: readonly Lowered[] }
  | Each
  | Test;

/** What is asked of each item of a list. */
export interface Each {
  readonly kind: QuantifierName;
  readonly list: FieldReference;
  readonly where: Lowered;
}

export interface Test {
  readonly kind: "test";
  /** Its operator is not a negative one: those are in `negate`. */
  readonly atom: Atom;
  readonly negate: boolean;
}

export interface LoweredRule {
  readonly rule: Rule;
  /** Its place in file order. */
  readonly position: number;
  readonly condition: Lowered;
}

/** The tests come in the order of the atoms in the document, the actor scope's first. */
export function lower(policy: CheckedPolicy): readonly LoweredRule[] {
  return inOrder(policy).map(({ rule, position }) => ({ rule, position, condition: lowerRule(rule) }));
}

/** The rules that can apply, in the order of the resolution. */
export function inOrder({
  rules,
  settings,
}: CheckedPolicy): readonly Pick<LoweredRule, "rule" | "position">[] {
  const rank = rankOf(settings);
  return rules
    .map((rule, position) => ({ rule, position }))
    .filter(({ rule }) => applies(rule, settings))
    .sort((a, b) => rank(a.rule) - rank(b.rule) || a.position - b.position);
}

/** Actor-scoped rules of Actra 0.7 compile and never apply. */
function applies(rule: Rule, settings: Settings): boolean {
  return settings.semantics !== "actra-0.7" || rule.scope.actor === undefined;
}

function rankOf(settings: Settings): (rule: Rule) => number {
  if (settings.resolution === "strictest") return (rule) => strictness(rule.effect);
  return ({ scope }) => (scope.actions !== undefined ? 0 : scope.actor !== undefined ? 1 : 2);
}

function lowerRule(rule: Rule): Lowered {
  const condition = lowerCondition(rule.when, false);
  const scope = scopeAtom(rule);
  if (scope === undefined) return condition;
  const test: Test = { kind: "test", atom: scope, negate: false };
  return condition.kind === "always" ? test : { kind: "all", parts: [test, condition] };
}

/** `scope: { actor: name }` as the atom that it is. */
export function scopeAtom(rule: Rule): Atom | undefined {
  const { actor, span } = rule.scope;
  if (actor === undefined) return undefined;
  const right = { kind: "literal", value: actor.name, span } as const;
  return { kind: "atom", operator: "equals", left: actor.kind, right, span };
}

export function lowerCondition(condition: Condition, negated: boolean): Lowered {
  switch (condition.kind) {
    case "always":
      return { kind: "always" };
    case "not":
      return lowerCondition(condition.condition, !negated);
    case "named":
      return lowerCondition(condition.condition, negated);
    case "atom":
      return lowerAtom(condition, negated);
    case "any_item":
    case "all_items": {
      // That no item is so means that every one is not.
      const kind = negated ? (condition.kind === "all_items" ? "any_item" : "all_items") : condition.kind;
      return { kind, list: condition.list, where: lowerCondition(condition.where, negated) };
    }
    default: {
      const kind = negated ? (condition.kind === "all" ? "any" : "all") : condition.kind;
      return { kind, parts: condition.conditions.map((part) => lowerCondition(part, negated)) };
    }
  }
}

function lowerAtom(atom: Atom, negated: boolean): Test {
  const positive = OPERATORS[atom.operator].negates;
  if (positive === undefined) return { kind: "test", atom, negate: negated };
  return { kind: "test", atom: { ...atom, operator: positive }, negate: !negated };
}
