import { cut, printable } from "../language/printable.ts";
import type { ScalarType } from "../language/types.ts";

// Words for input errors: what a field takes, and what was there instead.

const LONGEST = 60;

export const EXPECTED: Readonly<Record<ScalarType, string>> = {
  string: "a string",
  number: "a finite number",
  integer: "an integer within ±(2^53−1)",
  boolean: "a boolean",
  datetime: "a datetime or valid Date",
  ip: "an IPv4 or IPv6 address",
};

/** One line that names the type and, where it is short to say, the value. */
export function describe(value: unknown): string {
  switch (typeof value) {
    case "string":
      return `string ${shorten(JSON.stringify(value.slice(0, LONGEST + 1)))}`;
    case "number":
    case "boolean":
      return `${typeof value} ${value}`;
    case "object":
      return value === null ? "null" : describeObject(value);
    default:
      return typeof value;
  }
}

const MOST_WORDS = 10;

/** The first of them as `show` writes them, and how many more there are. */
export function listed(words: Iterable<unknown>, show: (word: unknown) => string = String): string {
  const all = [...words];
  const more = all.length - MOST_WORDS;
  const first = all.slice(0, MOST_WORDS).map((word) => shorten(show(word)));
  return first.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function describeObject(value: object): string {
  try {
    const tag = Object.prototype.toString.call(value).slice(8, -1);
    return tag === "Array" ? "an array" : tag === "Object" ? "an object" : `an object (${shorten(tag)})`;
  } catch {
    return "an object";
  }
}

function shorten(text: string): string {
  return printable(cut(text, LONGEST));
}
