import { ActraInputError } from "../../errors.ts";
import { type Field, hasFields, type ValueField } from "../../language/schema.ts";
import { describe } from "../../machine/describe.ts";
import { requireValue } from "./value.ts";

// What a caller gives → what a field holds: as declared, in a copy, with declared fields alone. The engine looks at the
// fields that rules read; a handler or a tool gets them all.

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
