import type { CodePointSet } from "./code-point-set.ts";
import type { Assertion, Expression } from "./expression.ts";

// Thompson's construction, from the end backwards: each part is built knowing the state that follows it, so no state
// stands there only to join others. States are known by their number.

export type NfaState =
  | { readonly kind: "accept" }
  | { readonly kind: "characters"; readonly set: CodePointSet; readonly next: number }
  | { readonly kind: "assertion"; readonly assertion: Assertion; readonly next: number }
  | { readonly kind: "split"; readonly next: readonly number[] };

export interface Nfa {
  readonly states: readonly NfaState[];
  readonly start: number;
}

export function thompson(expression: Expression): Nfa {
  const states: NfaState[] = [];
  const add = (state: NfaState): number => states.push(state) - 1;
  const start = build(expression, add({ kind: "accept" }), add);
  return { states, start };
}

type Add = (state: NfaState) => number;

/** The state at which the expression begins. */
function build(expression: Expression, next: number, add: Add): number {
  switch (expression.kind) {
    case "characters":
      return add({ kind: "characters", set: expression.set, next });
    case "assertion":
      return add({ kind: "assertion", assertion: expression.assertion, next });
    case "sequence":
      return expression.items.reduceRight((after, item) => build(item, after, add), next);
    case "choice":
      return add({ kind: "split", next: expression.items.map((item) => build(item, next, add)) });
    case "repeat":
      return expression.max === Infinity ? atLeast(expression, next, add) : counted(expression, next, add);
  }
}

type Repeat = Extract<Expression, { kind: "repeat" }>;

function atLeast({ item, min }: Repeat, next: number, add: Add): number {
  const ways = [next];
  const loop = add({ kind: "split", next: ways });
  const body = build(item, loop, add);
  ways.push(body);
  return copies(item, min - 1, min === 0 ? loop : body, add);
}

/** What may be left out is left out at one go, so that a closure need not walk through all of it. */
function counted({ item, min, max }: Repeat, next: number, add: Add): number {
  let after = next;
  for (let optional = min; optional < max; optional++)
    after = add({ kind: "split", next: [next, build(item, after, add)] });
  return copies(item, min, after, add);
}

function copies(item: Expression, count: number, next: number, add: Add): number {
  let after = next;
  for (let copy = 0; copy < count; copy++) after = build(item, after, add);
  return after;
}
