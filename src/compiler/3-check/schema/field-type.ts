import type { ScalarType, ValueType } from "../../../language/types.ts";
import type { FieldNode } from "../../2-parse/ast.ts";

/** The type that a field is declared with. */
export function fieldType(field: FieldNode): ValueType {
  if (field.type === undefined) return { kind: field.isList ? "items" : "object" };
  const word = field.type.value;
  return word.endsWith("[]")
    ? { kind: "list", scalar: word.slice(0, -2) as ScalarType }
    : { kind: "scalar", scalar: word as ScalarType };
}
