import jsonSchemas from "virtual:json-schemas";
import { OPERATORS, type OperatorName } from "../../../src/language/operators.ts";
import type { Schema } from "../../../src/language/schema.ts";
import { type DocumentName, isPolicy } from "../documents.ts";
import { fieldPaths, inputSchema } from "./input-schema.ts";
import { descriptionOf, keysOf, schemasAt, wordsOf } from "./json-schema.ts";
import { keysUnder, type Place, placeAt } from "./place.ts";

// What may be written at a place of a document, and what it means: from the JSON Schemas, from the table of operators, and
// from the policy's own schema.

export interface Word {
  readonly word: string;
  readonly about: string;
  readonly kind: "key" | "value" | "field";
}

const FILES: Readonly<Record<string, string>> = {
  schema: "schema.json",
  governance: "governance.json",
  tests: "tests.json",
};

const NONE = {};

function jsonSchemaFor(document: DocumentName, schema: Schema | undefined) {
  if (document === "input") return schema ? inputSchema(schema) : NONE;
  return jsonSchemas[isPolicy(document) ? "policy.json" : FILES[document]!]!;
}

/** What may stand where this place is, most fitting first. */
export function wordsAt(
  document: DocumentName,
  text: string,
  place: Place,
  schema: Schema | undefined,
): Word[] {
  const schemas = schemasAt(jsonSchemaFor(document, schema), place.path);
  const named = namesAt(document, text, place, schema);
  if (named.length > 0) return named;
  if (place.kind === "key") {
    const keys = listed(keysOf(schemas), "key");
    return place.path.at(-1) === "[]" || keys.length === 0
      ? [...keys, ...listed(wordsOf(schemas), "value")]
      : keys;
  }
  return listed(wordsOf(schemas), "value");
}

function listed(words: ReadonlyMap<string, string>, kind: Word["kind"]): Word[] {
  return [...words].map(([word, about]) => ({ word, about, kind }));
}

/** Names that the documents themselves bring: actions, fields, lists, conditions. */
function namesAt(
  document: DocumentName,
  text: string,
  { path, kind }: Place,
  schema: Schema | undefined,
): Word[] {
  if (schema === undefined || document === "schema" || document === "input") return [];
  const last = path.at(-1) === "[]" ? path.at(-2) : path.at(-1);
  if (document === "tests" && kind === "key" && (last === "vary" || last === "when")) return fieldsOf(schema);
  if (last === "action" || last === "actions")
    return schema.actions.map(({ name, description = "" }) => ({
      word: name,
      about: description,
      kind: "value",
    }));
  if (kind !== "value") return [];
  switch (last) {
    case "actor":
      return kindsOf(schema);
    case "field":
      return [...new Set(fieldsOf(schema).map(({ word }) => word.replace(/^\w+\./, "")))].map((word) => ({
        word,
        about: fieldsOf(schema).find((field) => field.word.endsWith(`.${word}`))?.about ?? "",
        kind: "field",
      }));
    case "list":
      return keysUnder(text, "lists").map((word) => ({
        word,
        about: "a list of this policy",
        kind: "value",
      }));
    case "condition":
      return keysUnder(text, "conditions").map((word) => ({
        word,
        about: "a condition of this policy",
        kind: "value",
      }));
    case "when":
    case "whenever":
    case "expression":
      return fieldsOf(schema);
    default:
      return [];
  }
}

function fieldsOf(schema: Schema): Word[] {
  return listed(fieldPaths(schema), "field");
}

function kindsOf({ actor }: Schema): Word[] {
  const field = actor.fields.find(({ name }) => name === (actor.kind ?? "type"));
  const values = field?.kind === "scalar" ? (field.enum ?? []) : [];
  return values.map((value) => ({ word: String(value), about: "a kind of actor", kind: "value" }));
}

/** What the word means that stands there; `undefined` where nothing is known of it. */
export function meaningOf(
  document: DocumentName,
  text: string,
  word: { readonly from: number; readonly to: number; readonly text: string },
  schema: Schema | undefined,
): string | undefined {
  if (Object.hasOwn(OPERATORS, word.text)) {
    const { doc, example } = OPERATORS[word.text as OperatorName];
    return `${doc}\n${example}`;
  }
  if (schema) {
    const path = fieldPaths(schema).get(word.text);
    if (path) return path;
  }
  const place = placeAt(text, word.from);
  const known = wordsAt(document, text, place, schema).find((each) => each.word === word.text)?.about;
  if (known) return known;
  return place.kind === "value"
    ? descriptionOf(schemasAt(jsonSchemaFor(document, schema), place.path)) || undefined
    : undefined;
}
