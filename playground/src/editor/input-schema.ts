import type { ActionSchema, Field, Schema } from "../../../src/language/schema.ts";
import type { JsonSchema } from "../../../src/schemas/json-schema.ts";

/** A policy's schema → what may stand in an input for it, as a JSON Schema. */
export function inputSchema({ actions, actor, snapshot }: Schema): JsonSchema {
  return {
    properties: {
      action: { description: "What is about to happen", anyOf: actions.map(actionSchema) },
      actor: { description: actor.description ?? "Who does it", ...mapOf(actor.fields) },
      snapshot: { description: snapshot.description ?? "How things stand", ...mapOf(snapshot.fields) },
    },
  };
}

function actionSchema({ name, description, fields }: ActionSchema): JsonSchema {
  const { properties } = mapOf(fields);
  const type = {
    enum: [name],
    markdownEnumDescriptions: [description ?? ""],
    description: "The action's name",
  };
  return { properties: { type, ...(properties as object) } };
}

function mapOf(fields: readonly Field[]): JsonSchema {
  return { properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])) };
}

function fieldSchema(field: Field): JsonSchema {
  const description = `${typeOf(field)}${field.description ? `: ${field.description}` : ""}`;
  if (field.kind === "object") return { description, ...mapOf(field.fields) };
  if (field.kind === "items") return { description, items: mapOf(field.fields) };
  const values = field.enum ? { enum: field.enum } : field.type === "boolean" ? { type: "boolean" } : {};
  return field.kind === "list" ? { description, items: values } : { description, ...values };
}

/** As the schema may write it: `integer`, `string[]?`. */
export function typeOf(field: Field): string {
  const name = field.kind === "object" ? "object" : field.kind === "items" ? "object[]" : field.type;
  return `${name}${field.kind === "list" ? "[]" : ""}${field.optional ? "?" : ""}`;
}

/** Every field by its path, with what there is to say of it. */
export function fieldPaths({ actions, actor, snapshot }: Schema): Map<string, string> {
  const paths = new Map<string, string>([["action.type", "string: The action's name"]]);
  const add = (fields: readonly Field[], around: string): void => {
    for (const field of fields) {
      const path = `${around}.${field.name}`;
      paths.set(path, `${typeOf(field)}${field.description ? `: ${field.description}` : ""}`);
      if (field.kind === "object") add(field.fields, path);
    }
  };
  for (const { fields } of actions) add(fields, "action");
  add(actor.fields, "actor");
  add(snapshot.fields, "snapshot");
  return paths;
}
