import { type CodePointSet, union } from "./code-point-set.ts";
import type { Stretch } from "./refusal.ts";

// The trees that both notations become. A tree says of a text whether it *contains* what is described: whoever means
// the whole text puts assertions at both ends.

export type Assertion = "start" | "end" | "boundary" | "no_boundary";

/** `size` is how many states it takes in the Thompson automaton. */
export type Expression = { readonly at: Stretch; readonly size: number } & (
  | { readonly kind: "characters"; readonly set: CodePointSet }
  | { readonly kind: "assertion"; readonly assertion: Assertion }
  | { readonly kind: "sequence"; readonly items: readonly Expression[] }
  | { readonly kind: "choice"; readonly items: readonly Expression[] }
  | { readonly kind: "repeat"; readonly item: Expression; readonly min: number; readonly max: number }
);

export function characters(set: CodePointSet, at: Stretch): Expression {
  return { kind: "characters", set: union([set]), at, size: 1 };
}

export function assertion(which: Assertion, at: Stretch): Expression {
  return { kind: "assertion", assertion: which, at, size: 1 };
}

export function sequence(items: readonly Expression[], at: Stretch): Expression {
  return { kind: "sequence", items, at, size: total(items) };
}

export function choice(items: readonly Expression[], at: Stretch): Expression {
  if (items.length === 1) return { ...items[0]!, at };
  return { kind: "choice", items, at, size: 1 + total(items) };
}

/** `max` may be infinite. */
export function repeat(item: Expression, min: number, max: number, at: Stretch): Expression {
  if (max === 0 || item.size === 0) return sequence([], at);
  const size = max === Infinity ? Math.max(min, 1) * item.size + 1 : max * item.size + max - min;
  return { kind: "repeat", item, min, max, at, size };
}

/** Where most of the automaton comes from: the innermost part that is at least half of it. */
export function heaviest(expression: Expression): Expression {
  const heavy = partsOf(expression).find((part) => part.size * 2 >= expression.size);
  return heavy ? heaviest(heavy) : expression;
}

function partsOf(expression: Expression): readonly Expression[] {
  if (expression.kind === "repeat") return [expression.item];
  return expression.kind === "sequence" || expression.kind === "choice" ? expression.items : [];
}

function total(items: readonly Expression[]): number {
  return items.reduce((sum, { size }) => sum + size, 0);
}
