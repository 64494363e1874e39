import { accepts } from "../../automaton/automaton.ts";
import type { Atom, Operand, Scalar } from "../../language/model.ts";
import type { OperatorName } from "../../language/operators.ts";
import { isInside } from "./addresses.ts";

/** Whether an atom on one scalar field is true of a value; its operator is not a negative one. */
export function holds({ operator, right }: Atom, value: Scalar): boolean {
  if (right.kind === "pattern") return accepts(right.automaton, value as string);
  if (right.kind === "cidrs") return right.values.some((block) => isInside(value, block));
  if (right.kind === "flag") return (value === "") === right.value;
  return compares(operator, value, literalsOf(right));
}

export function literalsOf(right: Operand): readonly Scalar[] {
  if (right.kind === "literals") return right.values;
  return right.kind === "literal" ? [right.value] : [];
}

/** The operator between two values, or a value and a list of them. */
function compares(operator: OperatorName, left: Scalar, right: readonly Scalar[]): boolean {
  const [first, second] = right as readonly [Scalar, Scalar];
  const text = String(left);
  switch (operator) {
    case "equals":
    case "in":
      return right.some((value) => isEqual(left, value));
    case "greater_than":
      return left > first;
    case "greater_than_or_equals":
      return left >= first;
    case "less_than":
      return left < first;
    case "less_than_or_equals":
      return left <= first;
    case "between":
      return left >= first && left <= second;
    case "starts_with":
      return text.startsWith(String(first));
    case "ends_with":
      return text.endsWith(String(first));
    case "contains":
      return text.includes(String(first));
    case "equals_ignoring_case":
    case "in_ignoring_case":
      return right.some((value) => fold(text) === fold(String(value)));
    default:
      throw new Error(`no value is compared by ${operator}`);
  }
}

function isEqual(a: Scalar, b: Scalar): boolean {
  return a === b || (a === 0 && b === 0);
}

function fold(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
