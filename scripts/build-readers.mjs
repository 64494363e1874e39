// Writes src/machine/property-readers.ts: one small piece of code, many times over. V8 keeps what it learned about a
// property access with the text of the access, so an access that serves one field of one policy stays as fast as
// `o.field`, where one access for all fields is ten times slower. Copies are the only way without `eval`; that the first
// ones are the cases of one switch lets V8 put them, without a call, where they are used.

import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** As many as fit beside the rest into what V8 is ready to put into one function. */
const INLINE = 6;
/** The others cost a call, and one byte each of the compressed engine. */
const ALL = 52;
const target = new URL("../src/machine/property-readers.ts", import.meta.url);

const isOwn = (name) => `${name} in object && !(${name} in PLAIN) && getPrototypeOf(object) === PLAIN`;
const readName = `${isOwn("name")} ? (object as Fields)[name] : settle(object, name)`;
const copies = Array.from(
  { length: INLINE },
  (_, i) => `      case ${i}:\n        return ${readName};\n`,
).join("");
const further = `    (object: object, name: string): unknown => ${readName},\n`.repeat(ALL - INLINE);
const constant = (name) => `${isOwn(`"${name}"`)} ? (object as Fields).${name} : settle(object, "${name}")`;

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
${copies}      default:
        return further[reader - ${INLINE}]!(object, name);
    }
  };
  const further = [
${further}  ];
  const readAction = (object: object): unknown => ${constant("action")};
  const readType = (object: object): unknown => ${constant("type")};
  return { readProperty, readAction, readType };
}

/** The readers that one policy has taken, by path. */
export type Readers = Map<string, number>;

/** The last reader that was taken for a path. */
const taken = new Map<string, number>();
let next = 0;

/**
 * Each policy takes readers of its own while any are left: its inputs may be of other hidden classes than another's. Later
 * ones share those of the same paths, since properties of one path are often of one and the same hidden class.
 */
export function takeReader(path: string, readers: Readers): number {
  const own = readers.get(path);
  if (own !== undefined) return own;
  const shared = next < ${ALL} ? undefined : taken.get(path);
  const reader = shared ?? next++ % ${ALL};
  if (taken.size < 1000) taken.set(path, reader);
  readers.set(path, reader);
  return reader;
}
`;

if (!existsSync(target) || readFileSync(target, "utf8") !== text) writeFileSync(target, text);
