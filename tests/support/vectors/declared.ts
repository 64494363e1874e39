/** What a schema document declares at a path. */
import type { FieldDocument, FieldsDocument, SchemaDocument, Subject } from "../../reference/documents.ts";

/** Such as `string`, `integer[]`, `object` or `object[]`, without the mark of an optional field. */
export function fieldType(schema: SchemaDocument, action: string, { domain, field }: Subject): string {
  if (domain === "action" && field === "type") return "string";
  const document = fieldAt(fieldsIn(schema, action, domain), field!.split("."));
  if (typeof document === "string") return document.replace("?", "");
  if ("items" in document) return "object[]";
  return "type" in document ? document.type.replace("?", "") : "object";
}

function fieldsIn(schema: SchemaDocument, action: string, domain: Subject["domain"]): FieldsDocument {
  const holder = domain === "action" ? schema.actions[action] : schema[domain as "actor" | "snapshot"];
  return holder?.fields ?? {};
}

function fieldAt(fields: FieldsDocument, [name, ...rest]: string[]): FieldDocument {
  const field = fields[name as string];
  if (field === undefined) throw new Error(`the schema of a vector declares no ${name}`);
  return rest.length > 0 ? fieldAt((field as { fields: FieldsDocument }).fields, rest) : field;
}
