import type { Span } from "../diagnostics/span.ts";

/** What is changed. */
export const MUTATION_KINDS = [
  "operator",
  "limit",
  "literal",
  "negation",
  "all_any",
  "dropped_condition",
  "dropped_rule",
  "effect",
  "scope",
  "default",
] as const;
export type MutationKind = (typeof MUTATION_KINDS)[number];

/** Something with one change in it. */
export interface Variant<T> {
  readonly kind: MutationKind;
  /** What was, and what is, in words. */
  readonly change: string;
  /** Where it is in the documents. */
  readonly span?: Span | undefined;
  readonly made: T;
}

/** The same change, seen from what it is in. */
export function within<T, U>(variants: Iterable<Variant<T>>, wrap: (made: T) => U): Variant<U>[] {
  return [...variants].map((variant) => ({ ...variant, made: wrap(variant.made) }));
}
