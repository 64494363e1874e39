import { ActraInputError } from "../../errors.ts";
import type { ValueField } from "../../language/schema.ts";
import type { ScalarType } from "../../language/types.ts";
import { typed } from "../values/typed.ts";

// Text that a request has for a field → what the field holds.

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
