import type { FieldNode, LiteralScalar } from "../../../2-parse/ast.ts";
import type { Report } from "../../context.ts";

/** A value listed twice was probably meant to be another one. */
export function enumValuesAreListedOnce({ name, enum: values }: FieldNode, report: Report): void {
  const first = new Map<LiteralScalar["value"], LiteralScalar>();
  for (const literal of values?.values ?? []) {
    const earlier = first.get(literal.value);
    if (earlier === undefined) first.set(literal.value, literal);
    else {
      report({
        code: "duplicate-enum-value",
        message: `\`${literal.value}\` is in the enum of \`${name.value}\` already`,
        span: literal.span,
        related: [{ message: "first listed here", span: earlier.span }],
      });
    }
  }
}
