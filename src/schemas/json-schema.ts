import type { Shape } from "../compiler/2-parse/entries.ts";

// JSON Schemas of draft 7, which is what editors know, made from the tables that the parser reads by.

/** A schema, or a part of one. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/**
 * A map with the keys that the parser knows there. `properties` has to have the same ones.
 *
 * @throws Error when it has not
 */
export function mapOf(
  shape: Shape,
  properties: Readonly<Record<string, JsonSchema>>,
  more: JsonSchema = {},
): JsonSchema {
  const keys = [...shape.required, ...shape.optional].sort();
  const given = Object.keys(properties).sort();
  if (keys.join() !== given.join())
    throw new Error(`${shape.what} has the keys ${keys.join(", ")}, its JSON Schema ${given.join(", ")}`);
  const required = shape.required.length > 0 ? { required: shape.required } : {};
  return { type: "object", additionalProperties: false, ...required, properties, ...more };
}

export function ref(name: string, description?: string): JsonSchema {
  return { $ref: `#/definitions/${name}`, ...(description && { description }) };
}

export function text(description: string, more: JsonSchema = {}): JsonSchema {
  return { type: "string", description, ...more };
}

export function listOf(items: JsonSchema, description: string, more: JsonSchema = {}): JsonSchema {
  return { type: "array", description, items, ...more };
}

export function count(least: number, description: string): JsonSchema {
  return { type: "integer", minimum: least, description };
}

/** Words, with what each means where the editor can show it. */
export function words(all: readonly string[], description: string, meanings?: readonly string[]): JsonSchema {
  return { enum: all, description, ...(meanings && { markdownEnumDescriptions: meanings }) };
}

/** What has to hold besides where something holds. */
export function implies(condition: JsonSchema, consequence: JsonSchema): JsonSchema {
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  return { if: condition, then: consequence };
}

/** The first of the cases that fits says what has to hold; an editor then has one thing to complain about. */
export function choose(
  cases: readonly (readonly [condition: JsonSchema, consequence: JsonSchema])[],
  otherwise: JsonSchema,
): JsonSchema {
  const [first, ...rest] = cases;
  return first === undefined ? otherwise : { ...implies(...first), else: choose(rest, otherwise) };
}

export function has(...keys: string[]): JsonSchema {
  return { type: "object", required: keys };
}

/** Exactly one of the keys, and none beside it. */
export function oneKeyOf(keys: readonly string[]): JsonSchema {
  return { oneOf: keys.map((key) => ({ required: [key] })) };
}

export function file(
  title: string,
  description: string,
  root: JsonSchema,
  definitions: Readonly<Record<string, JsonSchema>>,
): JsonSchema {
  const all = Object.keys(definitions).length > 0 ? { definitions } : {};
  return { $schema: "http://json-schema.org/draft-07/schema#", title, description, ...root, ...all };
}

/** Of a name: `source` of a regular expression, which JSON Schema takes as it is. */
export function named(pattern: RegExp, reserved: Iterable<string> = []): JsonSchema {
  const names = [...reserved];
  return { pattern: pattern.source, ...(names.length > 0 && { not: { enum: names } }) };
}

export const VERSION = { const: 1, description: "The version of the language" };
