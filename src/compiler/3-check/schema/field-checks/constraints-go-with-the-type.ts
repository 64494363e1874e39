import type { Span } from "../../../../diagnostics/span.ts";
import { typeName } from "../../../../language/types.ts";
import type { FieldNode } from "../../../2-parse/ast.ts";
import type { Report } from "../../context.ts";
import { CONSTRAINT_TYPES, type Constraint, constrainedType } from "../constraint-types.ts";
import { fieldType } from "../field-type.ts";

/** A constraint that says nothing about values of the type would be dropped in silence. */
export function constraintsGoWithTheType(field: FieldNode, report: Report): void {
  const type = typeName(fieldType(field));
  for (const [constraint, span] of written(field)) {
    if (constrainedType(field, constraint) !== undefined) continue;
    report({
      code: "constraint-not-allowed",
      message: `\`${constraint}\` says nothing about ${type}, the type of \`${field.name.value}\``,
      span,
      help: `\`${constraint}\` goes with ${CONSTRAINT_TYPES[constraint].join(", ")}`,
    });
  }
  if (field.fields !== undefined && field.sensitive) reportSensitive(field, report);
}

function written({ enum: values, minimum, maximum, maxLength }: FieldNode): [Constraint, Span][] {
  const constraints: [Constraint, { span: Span } | undefined][] = [
    ["enum", values],
    ["minimum", minimum],
    ["maximum", maximum],
    ["max_length", maxLength],
  ];
  return constraints.flatMap(([constraint, node]) => (node === undefined ? [] : [[constraint, node.span]]));
}

function reportSensitive({ name }: FieldNode, report: Report): void {
  report({
    code: "constraint-not-allowed",
    message: `\`sensitive\` says nothing about object, the type of \`${name.value}\``,
    span: name.span,
    help: "mark the fields inside it",
  });
}
