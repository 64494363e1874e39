import type { FieldNode, SchemaDocument } from "../../../2-parse/ast.ts";
import type { Report } from "../../context.ts";

/** No quantifier could look into what is in the items of another list of objects. */
export function listsOfObjectsDoNotNest({ actions, actor, snapshot }: SchemaDocument, report: Report): void {
  for (const domain of [...actions, actor, snapshot]) look(domain?.fields ?? [], undefined, report);
}

function look(fields: readonly FieldNode[], around: FieldNode | undefined, report: Report): void {
  for (const field of fields) {
    if (field.isList && around !== undefined) reportNested(field, around, report);
    else look(field.fields ?? [], field.isList ? field : around, report);
  }
}

function reportNested({ name }: FieldNode, around: FieldNode, report: Report): void {
  report({
    code: "nested-items",
    message: `\`${name.value}\` is a list of objects in the items of \`${around.name.value}\`, where no rule can look into it`,
    span: name.span,
    help: "leave it out: fields that the schema does not declare are ignored",
    related: [{ message: "the list around it", span: around.name.span }],
  });
}
