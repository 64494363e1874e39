/**
 * Receives the schema document, gives each field's type, optionality and constraints (language.md §2),
 * short and long forms made one.
 */
import type { Domain, FieldDocument, FieldsDocument, SchemaDocument } from "./documents.ts";

export type BaseType = "string" | "number" | "integer" | "boolean" | "datetime" | "ip";

export interface Leaf {
  base: BaseType;
  list: boolean;
  optional: boolean;
  enum: unknown[] | undefined;
  minimum: unknown;
  maximum: unknown;
  maxLength: number | undefined;
}
export interface Group {
  fields: Fields;
  optional: boolean;
}
/** A list of objects. */
export interface Listing {
  items: Fields;
  optional: boolean;
}
export type Field = Leaf | Group | Listing;
export type Fields = Map<string, Field>;

export interface Schema {
  actions: Map<string, Fields>;
  actor: Fields;
  snapshot: Fields;
  /** The actor field that actor scopes look at. */
  kind: string;
}

export const actionType: Leaf = {
  base: "string",
  list: false,
  optional: false,
  enum: undefined,
  minimum: undefined,
  maximum: undefined,
  maxLength: undefined,
};

export function readSchema(document: SchemaDocument): Schema {
  const actions = Object.entries(document.actions).map(
    ([name, action]) => [name, actionFields(action.fields)] as const,
  );
  return {
    actions: new Map(actions),
    actor: readFields(document.actor?.fields),
    snapshot: readFields(document.snapshot?.fields),
    kind: document.actor?.kind ?? "type",
  };
}

/** Old schemas declare `type` themselves; it has no effect, `action.type` always is what it is. */
function actionFields(document: FieldsDocument | undefined): Fields {
  const fields = readFields(document);
  fields.delete("type");
  return fields;
}

/** Some of the schemas recorded from Actra 0.7.8 leave `fields:` blank, and have no fields there. */
function readFields(document: FieldsDocument | null | undefined): Fields {
  return new Map(Object.entries(document ?? {}).map(([name, field]) => [name, readField(field)]));
}

function readField(document: FieldDocument): Field {
  if (typeof document === "string") return readField({ type: document });
  if ("fields" in document)
    return { fields: readFields(document.fields), optional: document.optional === true };
  if ("items" in document)
    return { items: readFields(document.items.fields), optional: document.optional === true };
  const [, base, list, mark] = /^([a-z]+)(\[\])?(\?)?$/.exec(document.type) ?? [];
  return {
    base: base as BaseType,
    list: list !== undefined,
    optional: mark !== undefined || document.optional === true,
    enum: document.enum,
    minimum: document.minimum,
    maximum: document.maximum,
    maxLength: document.max_length,
  };
}

/** The three domains as they stand for one action; an undeclared one has only `action.type`. */
export function domainsOf(schema: Schema, action: string | undefined): Record<Domain, Fields> {
  const declared = action === undefined ? undefined : schema.actions.get(action);
  return {
    action: new Map([["type", actionType], ...(declared ?? [])]),
    actor: schema.actor,
    snapshot: schema.snapshot,
  };
}

/** Every path there is, objects before what they hold, in the order that `missing` lists them. */
export function pathsInOrder(domains: Record<Domain, Fields>): Map<string, Field> {
  const paths = new Map<string, Field>();
  const walk = (prefix: string, fields: Fields): void => {
    for (const [name, field] of fields) {
      paths.set(`${prefix}.${name}`, field);
      if ("fields" in field) walk(`${prefix}.${name}`, field.fields);
      if ("items" in field) walk(`${prefix}.${name}`, field.items);
    }
  };
  for (const domain of ["action", "actor", "snapshot"] as const) walk(domain, domains[domain]);
  return paths;
}
