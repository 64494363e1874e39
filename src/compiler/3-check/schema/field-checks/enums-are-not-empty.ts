import type { FieldNode } from "../../../2-parse/ast.ts";
import type { Report } from "../../context.ts";

/** No value is in an empty enum. */
export function enumsAreNotEmpty({ name, enum: values }: FieldNode, report: Report): void {
  if (values === undefined || values.values.length > 0) return;
  report({
    code: "empty-enum",
    message: `\`${name.value}\` has an empty enum, so no value fits it`,
    span: values.span,
    help: "list the values, or leave `enum` out",
  });
}
