import type { Slot } from "./program.ts";

// What is in a program file: blocks of bytes, in a list of msgpack.

/**
 * What a program is written in, each block read once from its beginning to its end (streams.ts). `rows` has everything one
 * after the other: counts below 2³², each in as many bytes as it takes (seven bits in each, the lowest first, the eighth says
 * that more follow); numbers in the eight bytes of a double, little-endian; automata behind their length; and of texts the
 * length in UTF-16. They themselves stand behind one another in `texts`, in UTF-8.
 */
export type Written = readonly [rows: Uint8Array, texts: Uint8Array];

/** The last is debug information, in the blocks of `Written`, which are a list of their own. It may be stripped. */
export type ProgramContent = readonly [...Written, code: Uint8Array, index: Uint8Array, debug?: Uint8Array];

/** `rows` has their places here. */
export const VALUE_KINDS = [
  "scalar",
  "list",
  "object",
  "items",
] as const satisfies readonly Slot["type"]["kind"][];
