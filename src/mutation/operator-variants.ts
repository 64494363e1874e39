import type { Atom } from "../language/model.ts";
import type { OperatorName } from "../language/operators.ts";

/**
 * What each operator is mistaken for: another that takes the same two sides. That it may be negated is not said here, for
 * that is a change of its own.
 */
const MISTAKEN: Partial<Record<OperatorName, readonly OperatorName[]>> = {
  greater_than: ["greater_than_or_equals", "less_than"],
  greater_than_or_equals: ["greater_than", "less_than_or_equals"],
  less_than: ["less_than_or_equals", "greater_than"],
  less_than_or_equals: ["less_than", "greater_than_or_equals"],
  equals_ignoring_case: ["equals"],
  contains_any: ["contains_all"],
  contains_all: ["contains_any"],
  starts_with: ["ends_with"],
  ends_with: ["starts_with"],
};

/** The atom with every other operator that it may have been meant to have. */
export function operatorVariants(atom: Atom): readonly Atom[] {
  return (MISTAKEN[atom.operator] ?? []).map((operator) => ({ ...atom, operator }));
}
