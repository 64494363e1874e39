import { type CodePointSet, complement, END, range, union } from "./code-point-set.ts";

// What the escapes of a regular expression stand for, with the flag `u` and without `i`.

const LINE_TERMINATORS: CodePointSet = [0x0a, 0x0b, 0x0d, 0x0e, 0x2028, 0x202a];

export const DIGIT: CodePointSet = range(0x30, 0x39);

export const WORD: CodePointSet = union([DIGIT, range(0x41, 0x5a), range(0x61, 0x7a), range(0x5f, 0x5f)]);

/** WhiteSpace and LineTerminator of ECMAScript. */
export const SPACE: CodePointSet = union([
  LINE_TERMINATORS,
  range(0x09, 0x0d),
  ...[0x20, 0xa0, 0x1680, 0x202f, 0x205f, 0x3000, 0xfeff].map((space) => range(space, space)),
  range(0x2000, 0x200a),
]);

export const DOT: CodePointSet = complement(LINE_TERMINATORS);

const properties = new Map<string, CodePointSet>();

/**
 * The code points of `\p{…}` or `\P{…}`. The JavaScript engine at hand says which they are, so its version of Unicode
 * goes into the automaton, and from then on nothing else does. `undefined` when the engine does not know the property.
 */
export function property(written: string): CodePointSet | undefined {
  const known = properties.get(written) ?? ask(written);
  if (known) properties.set(written, known);
  return known;
}

function ask(written: string): CodePointSet | undefined {
  const runs = runsOf(written);
  return (
    runs &&
    union([...everyCodePoint().matchAll(runs)].map(([run]) => range(run.codePointAt(0)!, lastOf(run))))
  );
}

function runsOf(written: string): RegExp | undefined {
  try {
    return new RegExp(`${written}+`, "gu");
  } catch {
    return undefined;
  }
}

function lastOf(run: string): number {
  const last = run.codePointAt(run.length - 2)!;
  return last > 0xffff ? last : run.charCodeAt(run.length - 1);
}

/** All that can stand in a well-formed string, once and in order. */
function everyCodePoint(): string {
  const blocks: string[] = [];
  for (let block = 0; block < END; block += 0x400) {
    if (block < 0xd800 || block >= 0xe000)
      blocks.push(String.fromCodePoint(...Array.from({ length: 0x400 }, (_, i) => block + i)));
  }
  return blocks.join("");
}
