import type { ScalarType } from "../../../language/types.ts";
import type { FieldNode } from "../../2-parse/ast.ts";
import { fieldType } from "./field-type.ts";

/** The types, of fields or of their items, that a constraint goes with. */
export const CONSTRAINT_TYPES = {
  enum: ["string", "number", "integer"],
  minimum: ["number", "integer", "datetime"],
  maximum: ["number", "integer", "datetime"],
  max_length: ["string"],
} as const satisfies Record<string, readonly ScalarType[]>;

export type Constraint = keyof typeof CONSTRAINT_TYPES;

/** The type that the constraint looks at, when it goes with it. */
export function constrainedType(field: FieldNode, constraint: Constraint): ScalarType | undefined {
  const { scalar } = fieldType(field);
  return CONSTRAINT_TYPES[constraint].find((type) => type === scalar);
}
