import type { JsonSchema } from "../../../src/schemas/json-schema.ts";
import type { Path } from "./place.ts";

// What a JSON Schema says may stand at a path. Conditions are not decided: what any of its branches allows is offered.

/** The schemas that may hold at a path, all branches of `oneOf`, `if` and their kin. */
export function schemasAt(root: JsonSchema, path: Path): readonly JsonSchema[] {
  let level = branches([root], root);
  for (const key of path)
    level = branches(
      level.flatMap((schema) => inside(schema, key)),
      root,
    );
  return level;
}

function inside(schema: JsonSchema, key: string): JsonSchema[] {
  if (key === "[]") return isSchema(schema["items"]) ? [schema["items"]] : [];
  const own = (schema["properties"] as Record<string, JsonSchema> | undefined) ?? {};
  if (Object.hasOwn(own, key)) return [own[key]!];
  return isSchema(schema["additionalProperties"]) ? [schema["additionalProperties"]] : [];
}

const MANY = ["allOf", "anyOf", "oneOf"];
/** Not `if`, which only asks. */
const ONE = ["then", "else"];

function branches(schemas: readonly JsonSchema[], root: JsonSchema): JsonSchema[] {
  const found = new Set<JsonSchema>();
  const add = (schema: JsonSchema): void => {
    if (found.has(schema)) return;
    found.add(schema);
    const name = /^#\/definitions\/(.*)$/.exec(String(schema["$ref"] ?? ""))?.[1];
    const definition = name && (root["definitions"] as Record<string, JsonSchema> | undefined)?.[name];
    if (definition) add(definition);
    for (const word of MANY) for (const each of (schema[word] as JsonSchema[] | undefined) ?? []) add(each);
    for (const word of ONE) if (isSchema(schema[word])) add(schema[word]);
  };
  schemas.forEach(add);
  return [...found];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The keys of maps, each with what is said of it. */
export function keysOf(schemas: readonly JsonSchema[]): Map<string, string> {
  const keys = new Map<string, string>();
  for (const schema of schemas)
    for (const [key, property] of Object.entries((schema["properties"] as Record<string, JsonSchema>) ?? {}))
      if (!keys.get(key)) keys.set(key, String(property["description"] ?? ""));
  return keys;
}

/** The words that a value may be, each with what it means. */
export function wordsOf(schemas: readonly JsonSchema[]): Map<string, string> {
  const words = new Map<string, string>();
  for (const schema of schemas) {
    const meanings = (schema["markdownEnumDescriptions"] as string[] | undefined) ?? [];
    const all = (schema["enum"] as unknown[] | undefined) ?? ("const" in schema ? [schema["const"]] : []);
    all.forEach((word, i) => words.set(String(word), words.get(String(word)) || (meanings[i] ?? "")));
    if (schema["type"] === "boolean")
      for (const word of ["true", "false"]) words.set(word, words.get(word) ?? "");
  }
  return words;
}

/** What is said of the value itself. */
export function descriptionOf(schemas: readonly JsonSchema[]): string {
  return (
    (schemas.map((schema) => schema["description"]).find((text) => typeof text === "string") as string) ?? ""
  );
}
