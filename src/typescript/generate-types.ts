import { printable } from "../language/printable.ts";
import type { DomainSchema, Field, Schema, ValueField } from "../language/schema.ts";
import type { ScalarType } from "../language/types.ts";

// From a checked schema to the text of its types: the same that `defineSchema` infers (types-of.ts). The same schema gives
// the same text.

export interface GenerateOptions {
  /** Of the interface; begins with a capital letter. `SchemaTypes` when left out. */
  readonly name?: string;
}

/**
 * The types of a schema's inputs as a TypeScript file, `.ts` or `.d.ts`: one interface, which is the `T` of `Policy<T>`.
 *
 * @throws TypeError when `name` cannot name it
 */
export function generateTypes(schema: Schema, { name = "SchemaTypes" }: GenerateOptions = {}): string {
  if (!INTERFACE_NAME.test(name)) throw new TypeError(`${JSON.stringify(name)} cannot name the types`);
  const actions = schema.actions.map((action) => domain(action.name, action, INDENT.repeat(2)));
  return [
    "// Written by Actra from a schema. Change the schema, not this file.",
    "",
    `export interface ${name} {`,
    property("actions: ", block(actions, INDENT), undefined, INDENT),
    domain("actor", schema.actor, INDENT),
    domain("snapshot", schema.snapshot, INDENT),
    "}",
    "",
  ].join("\n");
}

/** No keyword and no type that is always there begins with a capital letter; `Date` is one of those used here. */
const INTERFACE_NAME = /^(?!Date$)[A-Z][A-Za-z0-9_]*$/;
const INDENT = "  ";

function domain(name: string, { fields, description }: DomainSchema, indent: string): string {
  return property(`${key(name)}: `, object(fields, indent), description, indent);
}

function field(declared: Field, indent: string): string {
  const { name, optional, description } = declared;
  const type = TYPE_TEXT[declared.kind](declared as never, indent);
  const [mark, absent] = optional ? ["?", " | null | undefined"] : ["", ""];
  return property(`${key(name)}${mark}: `, `${type}${absent}`, description, indent);
}

type FieldOf<Kind> = Extract<Field, { readonly kind: Kind }>;

const TYPE_TEXT: { readonly [Kind in Field["kind"]]: (field: FieldOf<Kind>, indent: string) => string } = {
  scalar: (field) => alternatives(field).join(" | "),
  list: (field) => {
    const items = alternatives(field);
    return `readonly ${items.length === 1 ? items[0] : `(${items.join(" | ")})`}[]`;
  },
  object: ({ fields }, indent) => object(fields, indent),
  items: ({ fields }, indent) => `readonly ${object(fields, indent)}[]`,
};

function alternatives({ type, enum: values }: ValueField): readonly string[] {
  return values === undefined ? SCALAR_TEXT[type] : values.map((value) => printable(JSON.stringify(value)));
}

const SCALAR_TEXT: Readonly<Record<ScalarType, readonly string[]>> = {
  string: ["string"],
  number: ["number"],
  integer: ["number"],
  boolean: ["boolean"],
  datetime: ["string", "Date"],
  ip: ["string"],
};

function object(fields: readonly Field[], indent: string): string {
  return block(
    fields.map((inner) => field(inner, indent + INDENT)),
    indent,
  );
}

function block(properties: readonly string[], indent: string): string {
  return properties.length === 0 ? "{}" : ["{", ...properties, `${indent}}`].join("\n");
}

function property(start: string, type: string, description: string | undefined, indent: string): string {
  return `${comment(description, indent)}${indent}${start}${type};`;
}

/** Nothing in a description ends the comment before its end. */
function comment(description: string | undefined, indent: string): string {
  if (description === undefined) return "";
  const lines = description.trim().replaceAll("*/", "*\\/").split(LINE_BREAK).map(printable);
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return [`/**`, ...lines.map((line) => ` * ${line}`.trimEnd()), " */", ""]
    .map((line) => line && indent + line)
    .join("\n");
}

/** Those of ECMAScript. */
const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/;

function key(name: string): string {
  return IDENTIFIER.test(name) ? name : JSON.stringify(name);
}

const IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$]*$/;
