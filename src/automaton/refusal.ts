import type { PatternLimits } from "./limits.ts";

// Why a pattern has no automaton, as data. Offsets are UTF-16 code units of the pattern; `end` is exclusive.

/** A stretch of the pattern. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What the language leaves out, or what this JavaScript engine does not know. */
export type Construct = "back_reference" | "look_ahead" | "look_behind" | "modifiers" | "unicode_property";

export type PatternError =
  | (Stretch & { readonly kind: "syntax"; readonly message: string })
  | (Stretch & { readonly kind: "unsupported"; readonly construct: Construct })
  | (Stretch & {
      readonly kind: "too_large";
      readonly limit: keyof PatternLimits;
      readonly allowed: number;
      /** How far it got; more than `allowed`. What was counted before anything was built is the whole need. */
      readonly reached: number;
      /** What was spent on it. */
      readonly steps: number;
    });

/** Carries an error from where it is found to the edge of this room; never leaves it. */
export class Refusal extends Error {
  constructor(readonly error: PatternError) {
    super(error.kind);
  }
}
