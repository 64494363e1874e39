/**
 * A set of code points as sorted bounds: in from each bound at an even place, out from each at an odd one.
 * `[0x30, 0x3a]` is the digits.
 */
export type CodePointSet = readonly number[];

/** One more than the last code point. */
export const END = 0x110000;

export const ANY: CodePointSet = [0, END];

/** Surrogates are no part of a well-formed string: they go with the code point before them, and make no difference. */
const SURROGATES = { start: 0xd800, end: 0xe000 };

export function range(first: number, last: number): CodePointSet {
  return union([[first, last + 1]]);
}

export function union(sets: readonly CodePointSet[]): CodePointSet {
  const merged: number[] = [];
  for (const [from, to] of sets.flatMap(stretches).sort(([a], [b]) => a - b)) {
    const last = merged.length - 1;
    if (last >= 0 && from <= merged[last]!) merged[last] = Math.max(merged[last]!, to);
    else merged.push(from, to);
  }
  return merged;
}

export function complement(set: CodePointSet): CodePointSet {
  const bounds = set[0] === 0 ? set.slice(1) : [0, ...set];
  return bounds.at(-1) === END ? bounds.slice(0, -1) : [...bounds, END];
}

/** From and, exclusively, to. Without the surrogates. */
function stretches(set: CodePointSet): (readonly [from: number, to: number])[] {
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0; i < set.length; i += 2) pairs.push([settle(set[i]!), settle(set[i + 1]!)]);
  return pairs.filter(([from, to]) => from < to);
}

function settle(bound: number): number {
  return bound >= SURROGATES.start && bound < SURROGATES.end ? SURROGATES.end : bound;
}
