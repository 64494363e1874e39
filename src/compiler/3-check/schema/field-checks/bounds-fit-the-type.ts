import type { FieldNode } from "../../../2-parse/ast.ts";
import type { Report } from "../../context.ts";
import { boundValue } from "../build-schema.ts";
import { constrainedType } from "../constraint-types.ts";

/** A bound is a number, and for a datetime the text of one. */
export function boundsFitTheType(field: FieldNode, report: Report): void {
  for (const key of ["minimum", "maximum"] as const) {
    const bound = field[key];
    const type = constrainedType(field, key);
    if (bound === undefined || type === undefined || boundValue(bound, type) !== undefined) continue;
    report({
      code: "bound-mismatch",
      message: `the \`${key}\` of \`${field.name.value}\` is \`${bound.value}\`, which is no ${type === "datetime" ? type : "number"}`,
      span: bound.span,
      ...(type === "datetime" && { help: "write a datetime with an offset, such as `2030-01-31T09:00:00Z`" }),
    });
  }
}
