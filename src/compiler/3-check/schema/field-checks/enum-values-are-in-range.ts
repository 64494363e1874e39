import type { FieldNode, LiteralScalar } from "../../../2-parse/ast.ts";
import type { Report } from "../../context.ts";

/** An enum lists values that the field's other constraints let pass. */
export function enumValuesAreInRange(field: FieldNode, report: Report): void {
  for (const literal of field.enum?.values ?? []) {
    const limit = brokenLimit(literal, field);
    if (limit === undefined) continue;
    report({
      code: "enum-value-out-of-range",
      message: `\`${literal.value}\` in the enum of \`${field.name.value}\` is refused by its ${limit}`,
      span: literal.span,
    });
  }
}

function brokenLimit(
  { value }: LiteralScalar,
  { minimum, maximum, maxLength }: FieldNode,
): string | undefined {
  if (typeof value === "string") {
    return maxLength !== undefined && [...value].length > maxLength.value
      ? `\`max_length\` ${maxLength.value}`
      : undefined;
  }
  if (typeof value === "boolean") return undefined;
  if (typeof minimum?.value === "number" && value < minimum.value) return `\`minimum\` ${minimum.value}`;
  if (typeof maximum?.value === "number" && value > maximum.value) return `\`maximum\` ${maximum.value}`;
  return undefined;
}
