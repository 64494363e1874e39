import type { Slot } from "./program.ts";

// What is in a program file: blocks of bytes, in a list of msgpack.

/**
 * What a program is written in, each block read once from its beginning to its end (streams.ts). `rows` has everything by
 * its count, one after the other, and says when the next text, number or automaton is due.
 */
export type Written = readonly [
  /** Numbers below 2³², each in as many bytes as it takes: seven bits in each, the lowest first, the eighth says that more follow. */
  rows: Uint8Array,
  /** Behind one another, in UTF-8. */
  texts: Uint8Array,
  /** Doubles, little-endian. */
  numbers: Uint8Array,
  /** Behind one another. */
  automata: Uint8Array,
];

/** The last is debug information, in the blocks of `Written`, which are a list of their own. It may be stripped. */
export type ProgramContent = readonly [...Written, code: Uint8Array, index: Uint8Array, debug?: Uint8Array];

/** `rows` has their places here. */
export const VALUE_KINDS = [
  "scalar",
  "list",
  "object",
  "items",
] as const satisfies readonly Slot["type"]["kind"][];
