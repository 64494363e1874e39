import type { InputLimits } from "../language/limits.ts";
import type { Schema } from "../language/schema.ts";
import type { Settings } from "../language/settings.ts";
import type { Program, Slot } from "./program.ts";

// What is in a program file: a map of msgpack. What there may be thousands of stands in four streams, each read from its
// beginning to its end: `rows` has the counts of slots, literals, constants and rules one after the other, lengths of texts
// among them, and says when the next text, number or table is due (read-program.ts, write-content.ts).

export interface ProgramContent extends Pick<Program, "compiler" | "policyHash" | "code" | "index"> {
  readonly settings: Settings;
  readonly inputLimits: InputLimits;
  readonly schema: Schema;
  readonly scratch: number;
  /** Numbers below 2³², each in as many bytes as it takes: seven bits in each, the lowest first, the eighth says that more follow. */
  readonly rows: Uint8Array;
  /** Behind one another. */
  readonly texts: string;
  /** Doubles, little-endian. */
  readonly numbers: Uint8Array;
  readonly automata: readonly Uint8Array[];
  /** Debug information in msgpack; may be stripped. */
  readonly debug?: Uint8Array;
}

/** `rows` has their places here. */
export const VALUE_KINDS = [
  "scalar",
  "list",
  "object",
  "items",
] as const satisfies readonly Slot["type"]["kind"][];
