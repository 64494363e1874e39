import type { FieldNode, SchemaDocument } from "../../../2-parse/ast.ts";
import type { Report } from "../../context.ts";

/** `action.type` is the action's name, always: old schemas say `type: string`, and nothing else may be said. */
export function actionTypeIsTheName(schema: SchemaDocument, report: Report): void {
  for (const field of schema.actions.flatMap((action) => action.fields)) {
    if (field.name.value !== "type" || isPlainString(field)) continue;
    report({
      code: "action-type-redeclared",
      message: "`type` is the action's name, always a required string",
      span: field.name.span,
      help: "leave it out, write `type: string`, or give the field another name",
    });
  }
}

function isPlainString({
  type,
  optional,
  enum: values,
  maxLength,
  sensitive,
  minimum,
  maximum,
}: FieldNode): boolean {
  const constraints = [values, maxLength, minimum, maximum];
  return (
    type?.value === "string" && !optional && !sensitive && constraints.every((value) => value === undefined)
  );
}
