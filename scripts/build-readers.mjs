// Writes src/machine/property-readers.ts: one small piece of code, many times over. V8 keeps what it learned about a
// property access with the text of the access, so an access that serves one field of one policy stays as fast as
// `o.field`, where one access for all fields is ten times slower. Copies are the only way without `eval`; that they are
// the cases of one switch lets V8 put them, without a call, where they are used.

import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** As many as fit beside the rest into what V8 is ready to put into one function. */
const INLINE = 6;
const ALL = 36;
const target = new URL("../src/machine/property-readers.ts", import.meta.url);

const read = (name, value) =>
  `if (${name} in object && !(${name} in PLAIN) && getPrototypeOf(object) === PLAIN) return ${value};`;

const copies = (from, to) =>
  Array.from({ length: to - from }, (_, i) => {
    const copy = read("name", "(object as Fields)[name]");
    return `      case ${from + i}:\n        ${copy}\n        break;\n`;
  }).join("");

const constant = (name) =>
  `    ${read(`"${name}"`, `(object as Fields).${name}`)}
    return settle(object, "${name}");`;

const text = `// Made by scripts/build-readers.mjs, which says why.

import { settle } from "./settle.ts";

type Fields = Record<string, unknown>;

/**
 * Each reads a property once. It gives the object's own value, or \`undefined\` when there is none, and throws what \`settle\` throws.
 * \`reader\` is as \`takeReader\` gives it: any will do, and is quickest when few other properties share it.
 */
export const { readProperty, readAction, readType } = makeReaders();

// What is in a plain object and not in its prototype is its own. Asked in this order, all three questions and the value
// cost one look at the object's hidden class, and nothing is ever read off a prototype. Constants of a function stay
// constants in a bundle; those of a module become variables, which V8 looks at again each time.
function makeReaders() {
  const { getPrototypeOf } = Object;
  const PLAIN = Object.prototype;
  const readProperty = (object: object, name: string, reader: number): unknown => {
    switch (reader) {
${copies(0, INLINE)}      default:
        return readFurther(object, name, reader);
    }
    return settle(object, name);
  };
  /** In a function of its own, since the first one would not be put where it is used otherwise. */
  const readFurther = (object: object, name: string, reader: number): unknown => {
    switch (reader) {
${copies(INLINE, ALL)}    }
    return settle(object, name);
  };
  const readAction = (object: object): unknown => {
${constant("action")}
  };
  const readType = (object: object): unknown => {
${constant("type")}
  };
  return { readProperty, readAction, readType };
}

const taken = new Map<string, number>();
let next = 0;

/** Properties of one path share a reader: they are often of one and the same hidden class. */
export function takeReader(path: string): number {
  const known = taken.get(path);
  if (known !== undefined) return known;
  const reader = next++ % ${ALL};
  if (taken.size < 1000) taken.set(path, reader);
  return reader;
}
`;

if (!existsSync(target) || readFileSync(target, "utf8") !== text) writeFileSync(target, text);
