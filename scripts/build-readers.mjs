// Writes src/machine/property-readers.ts: many copies of one small function. V8 keeps what it learned about a property
// access with the text of the access, so a reader that serves one field of one policy stays as fast as `o.field`,
// where one reader for all fields is ten times slower. Copies are the only way without `eval`.

import { existsSync, readFileSync, writeFileSync } from "node:fs";

const COPIES = 10;
const target = new URL("../src/machine/property-readers.ts", import.meta.url);

const copy = `  (object, name) =>
    name in object && !(name in PLAIN) && getPrototypeOf(object) === PLAIN
      ? (object as Fields)[name]
      : settle(object, name),
`;

const text = `// Made by scripts/build-readers.mjs, which says why.

import { settle } from "./settle.ts";

/**
 * Reads a property once. Gives the object's own value, or \`undefined\` when there is none. Throws what \`settle\` throws.
 */
export type PropertyReader = (object: object, name: string) => unknown;

type Fields = Record<string, unknown>;

// What is in a plain object and not in its prototype is its own. Asked in this order, all three questions and the value
// cost one look at the object's hidden class, and nothing is ever read off a prototype.

const { getPrototypeOf } = Object;
const PLAIN = Object.prototype;

const READERS: readonly PropertyReader[] = [
${copy.repeat(COPIES)}];

let next = 0;

/** A reader that few other properties share. */
export function takeReader(): PropertyReader {
  next = (next + 1) % READERS.length;
  return READERS[next]!;
}
`;

if (!existsSync(target) || readFileSync(target, "utf8") !== text) writeFileSync(target, text);
