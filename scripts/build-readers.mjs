// Writes src/machine/property-readers.ts: one small piece of code, many times over. V8 keeps what it learned about a
// property access with the text of the access, so an access that serves one field of one policy stays as fast as
// `o.field`, where one access for all fields is ten times slower. Copies are the only way without `eval`; that they are
// the cases of one switch lets V8 put them, without a call, where they are used.

import { existsSync, readFileSync, writeFileSync } from "node:fs";

const COPIES = 9;
const target = new URL("../src/machine/property-readers.ts", import.meta.url);

const copy = (number) => `      case ${number}:
        if (name in object && !(name in PLAIN) && getPrototypeOf(object) === PLAIN) return (object as Fields)[name];
        break;
`;

const text = `// Made by scripts/build-readers.mjs, which says why.

import { settle } from "./settle.ts";

type Fields = Record<string, unknown>;

/**
 * Reads a property once. Gives the object's own value, or \`undefined\` when there is none. Throws what \`settle\` throws.
 *
 * @param reader as \`takeReader\` gives it: any will do, and is quickest when few other properties share it
 */
export const readProperty = makeReadProperty();

// What is in a plain object and not in its prototype is its own. Asked in this order, all three questions and the value
// cost one look at the object's hidden class, and nothing is ever read off a prototype. Constants of a function stay
// constants in a bundle; those of a module become variables, which V8 looks at again each time.
function makeReadProperty() {
  const { getPrototypeOf } = Object;
  const PLAIN = Object.prototype;
  return (object: object, name: string, reader: number): unknown => {
    switch (reader) {
${Array.from({ length: COPIES }, (_, number) => copy(number)).join("")}    }
    return settle(object, name);
  };
}

let next = 0;

export function takeReader(): number {
  next = (next + 1) % ${COPIES};
  return next;
}
`;

if (!existsSync(target) || readFileSync(target, "utf8") !== text) writeFileSync(target, text);
