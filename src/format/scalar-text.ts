import type { Scalar, ScalarTag } from "yaml";
import { resolvePlain } from "../compiler/1-read/plain.ts";

// How a scalar is written: plain where that says the same, else in double quotes, or in single ones where a backslash or
// a double quote would need an escaped. Blocks stay blocks.

export type WriteScalar = NonNullable<ScalarTag["stringify"]>;

/** Of a line of folded text. */
const WIDTH = 100;

/** What YAML does not allow as it is, or nobody sees; `yaml` does not escaped it. */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** `yaml`'s way to write a scalar, with our choice of styles. */
export function writing(write: WriteScalar): WriteScalar {
  return (scalar, context, onComment, onChompKeep) => {
    const type = styleOf(scalar);
    const options = { ...context.options, ...optionsFor(scalar, type) };
    const styled: Scalar = Object.assign(Object.create(scalar), { type });
    const text = write(styled, { ...context, options }, onComment, onChompKeep);
    return type === "QUOTE_DOUBLE" ? printable(text) : text;
  };
}

/** Of quotes and plain; where a text cannot stand plain, `yaml` takes quotes. */
function styleOf({ value, type }: Scalar): NonNullable<Scalar["type"]> {
  const text = value as string;
  if (text.search(UNPRINTABLE) >= 0) return "QUOTE_DOUBLE";
  if (type === "PLAIN" || type === "BLOCK_FOLDED" || type === "BLOCK_LITERAL") return type;
  return resolvePlain(text) === text && !text.includes("\n") ? "PLAIN" : "QUOTE_DOUBLE";
}

function optionsFor({ value }: Scalar, type: Scalar["type"]): object {
  return {
    lineWidth: type === "BLOCK_FOLDED" ? WIDTH : 0,
    singleQuote: (value as string).includes("\\") ? true : null,
    doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY,
  };
}

/** Text in double quotes, with escapes for what may not stand in it. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
