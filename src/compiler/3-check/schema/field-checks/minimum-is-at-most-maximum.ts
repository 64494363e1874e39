import type { FieldNode } from "../../../2-parse/ast.ts";
import type { Report } from "../../context.ts";
import { boundValue } from "../build-schema.ts";
import { constrainedType } from "../constraint-types.ts";

/** Between a minimum and a maximum there is a value. */
export function minimumIsAtMostMaximum(field: FieldNode, report: Report): void {
  const { minimum, maximum } = field;
  const type = constrainedType(field, "minimum");
  if (type === undefined || minimum === undefined || maximum === undefined) return;
  const low = boundValue(minimum, type);
  const high = boundValue(maximum, type);
  if (low === undefined || high === undefined || low <= high) return;
  report({
    code: "minimum-above-maximum",
    message: `the \`minimum\` \`${minimum.value}\` of \`${field.name.value}\` is above its \`maximum\` \`${maximum.value}\``,
    span: minimum.span,
    related: [{ message: "the maximum", span: maximum.span }],
  });
}
