import type { FieldNode, LiteralScalar } from "../../../2-parse/ast.ts";
import type { Report } from "../../context.ts";
import { isWrittenAs } from "../../literal.ts";
import { constrainedType } from "../constraint-types.ts";

/** An enum lists values that the field can have. */
export function enumValuesFitTheType(field: FieldNode, report: Report): void {
  const type = constrainedType(field, "enum");
  if (type === undefined) return;
  const fits = (literal: LiteralScalar) =>
    isWrittenAs(literal, type) && (type !== "integer" || Number.isSafeInteger(literal.value));
  for (const literal of field.enum?.values ?? []) {
    if (fits(literal)) continue;
    const isUnquoted = type === "string";
    report({
      code: "enum-value-mismatch",
      message: `\`${literal.value}\` in the enum of \`${field.name.value}\` is no ${type}`,
      span: literal.span,
      ...(isUnquoted && { help: `write \`"${literal.value}"\` for the text` }),
    });
  }
}
