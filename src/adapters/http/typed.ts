import { ActraInputError } from "../../errors.ts";
import { type Field, hasFields, type ValueField } from "../../language/schema.ts";
import type { ScalarType } from "../../language/types.ts";
import { describe } from "../../machine/describe.ts";
import { requireValue } from "./value.ts";

// What a request says → what a field holds: as declared, in a copy, with declared fields alone. The engine looks at the
// fields that rules read; a handler gets them all.

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const INTEGER = /^-?(0|[1-9]\d*)$/;

/** Of text, or of several where a list is declared. @throws ActraInputError */
export function fromText(given: unknown, field: ValueField, path: string): unknown {
  if (given === undefined) return undefined;
  const { type } = field;
  if (field.kind === "list")
    return typed(
      [given].flat().map((item) => converted(item, type)),
      field,
      path,
    );
  if (Array.isArray(given)) throw new ActraInputError("INPUT_TYPE", path, "one value", "several");
  return typed(converted(given, type), field, path);
}

/** What is not the text of such a value stays as it is, and is none. */
function converted(text: unknown, type: ScalarType): unknown {
  if (typeof text !== "string") return text;
  if (type === "number") return NUMBER.test(text) ? Number(text) : text;
  if (type === "integer") return INTEGER.test(text) ? Number(text) : text;
  if (type === "boolean") return text === "true" ? true : text === "false" ? false : text;
  return text;
}

/** @throws ActraInputError */
export function typed(value: unknown, field: Field, path: string): unknown {
  if (value === undefined || value === null) return undefined;
  if (field.kind === "object") return record(value, field.fields, path);
  if (field.kind === "scalar") return scalar(value, field, path);
  if (!Array.isArray(value))
    throw new ActraInputError("INPUT_TYPE", path, "an array", received(value, field));
  // `Array.from` makes something of holes, which `map` passes over.
  return Array.from(value, (item, i) =>
    field.kind === "items"
      ? record(item, field.fields, `${path}[${i}]`)
      : scalar(item, field, `${path}[${i}]`),
  );
}

function record(value: unknown, fields: readonly Field[], path: string): object {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new ActraInputError(
      "INPUT_TYPE",
      path,
      "an object",
      Array.isArray(value) ? "an array" : typeof value,
    );
  const copy: Record<string, unknown> = {};
  for (const field of fields) {
    const { name } = field;
    const own = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
    const part = typed(own, field, `${path}.${name}`);
    if (part !== undefined) copy[name] = part;
  }
  return copy;
}

function scalar(value: unknown, field: ValueField, path: string): unknown {
  requireValue(value, field, path);
  return value instanceof Date ? new Date(value) : value;
}

function received(value: unknown, field: Field): string {
  return hasFields(field) || field.sensitive ? "[redacted]" : describe(value);
}
