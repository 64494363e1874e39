import type { ScalarType } from "../../../../language/types.ts";
import type { FieldNode, LiteralScalar } from "../../../2-parse/ast.ts";
import type { Report } from "../../context.ts";
import { boundValue } from "../build-schema.ts";
import { constrainedType } from "../constraint-types.ts";

/** A bound is a number, and for a datetime the text of one. */
export function boundsFitTheType(field: FieldNode, report: Report): void {
  for (const key of ["minimum", "maximum"] as const) {
    const bound = field[key];
    const type = constrainedType(field, key);
    if (bound === undefined || type === undefined || boundValue(bound, type) !== undefined) continue;
    const help = HELP[type];
    report({
      code: "bound-mismatch",
      message: `the \`${key}\` of \`${field.name.value}\` is \`${bound.value}\`, ${misfit(bound, type)}`,
      span: bound.span,
      ...(help && { help }),
    });
  }
}

const HELP: Partial<Record<ScalarType, string>> = {
  datetime: "write a datetime with an offset, such as `2030-01-31T09:00:00Z`",
  integer: "integers go from -9007199254740991 to 9007199254740991",
};

function misfit({ value }: LiteralScalar, type: ScalarType): string {
  if (type === "datetime") return "which is no datetime";
  return typeof value === "number" ? "which is beyond every integer" : "which is no number";
}
