import { type Atom, type FieldReference, isComputed, pathText } from "../../language/model.ts";
import type { OperatorName } from "../../language/operators.ts";

/** What an atom is about, and so how exactly it can be told from classes of values. */
export type Shape =
  | { readonly kind: "exists" }
  /** The same on both sides. */
  | { readonly kind: "itself"; readonly truth: boolean }
  /** One scalar field and literals. */
  | { readonly kind: "value"; readonly field: FieldReference }
  /** Whether two scalar fields are equal. */
  | { readonly kind: "equal"; readonly left: FieldReference; readonly right: FieldReference }
  /** What is in a list of scalars, by literals. */
  | { readonly kind: "items"; readonly field: FieldReference }
  /** Anything else: computing, order between fields, lists beyond membership. */
  | { readonly kind: "open" };

const OPEN: Shape = { kind: "open" };

/** True of a value and itself; the other operators that take two of one type are false. */
const REFLEXIVE: ReadonlySet<OperatorName> = new Set([
  "equals",
  "equals_ignoring_case",
  "greater_than_or_equals",
  "less_than_or_equals",
  "starts_with",
  "ends_with",
  "contains",
  "contains_all",
]);
const IRREFLEXIVE: ReadonlySet<OperatorName> = new Set(["greater_than", "less_than"]);

/** Of an atom whose operator is not a negative one. */
export function shapeOf({ operator, left, right }: Atom): Shape {
  if (operator === "exists") return { kind: "exists" };
  if (isComputed(left) || right.kind === "expression") return OPEN;
  if (right.kind === "field") return betweenFields(operator, left, right.field);
  if (left.type.kind === "scalar") return { kind: "value", field: left };
  return left.type.kind === "list" ? { kind: "items", field: left } : OPEN;
}

function betweenFields(operator: OperatorName, left: FieldReference, right: FieldReference): Shape {
  if (pathText(left) === pathText(right)) {
    if (REFLEXIVE.has(operator)) return { kind: "itself", truth: true };
    return IRREFLEXIVE.has(operator) ? { kind: "itself", truth: false } : OPEN;
  }
  const isEquality = operator === "equals" && left.type.kind === "scalar" && right.type.kind === "scalar";
  return isEquality ? { kind: "equal", left, right } : OPEN;
}
