import type { Effect } from "../language/types.ts";

// What a policy decides otherwise than was recorded, as data.

/** Newly allowed first: whoever reads has to see that before all else. */
export const DIRECTIONS = ["newly_allowed", "less_strict", "newly_refused", "stricter"] as const;
export type Direction = (typeof DIRECTIONS)[number];

export interface Decided {
  readonly effect: Effect;
  /** `""` for the default. */
  readonly rule: string;
}

/** The policy takes the input for none, so that whatever asked would be stopped by an error. */
export interface Refused {
  readonly error: string;
  readonly path: string;
}

/** Events that one rule, or the default, decided when they were recorded, and another one now, with another effect. */
export interface ReplayChange {
  readonly direction: Direction;
  readonly before: Decided;
  readonly after: Decided | Refused;
  readonly count: number;
  /** The first of them: its place in the log, from 1, and what was recorded of it, sensitive fields redacted. */
  readonly example: {
    readonly event: number;
    readonly id?: string;
    readonly action?: string;
    readonly input: object;
  };
}

export interface ReplayReport {
  /** Events with a recorded decision, decided again. */
  readonly decided: number;
  readonly changed: number;
  /** How many of these in which direction, those of `more` too. */
  readonly directions: Readonly<Record<Direction, number>>;
  /** By direction, and within one the most frequent first. */
  readonly changes: readonly ReplayChange[];
  /** Changed events of further pairs of rules, when there are more than are told apart: of each direction 1,000. */
  readonly more: number;
  /** Events that cannot be decided again, since what was redacted makes a difference; and how often which field did. */
  readonly redacted: { readonly events: number; readonly fields: Readonly<Record<string, number>> };
  /** Events without a decision: those of errors. */
  readonly undecided: number;
  /** Second events of a call, which tell how its function ended. */
  readonly outcomes: number;
  /** Events that the observer says it had to drop. */
  readonly dropped: number;
  /** What is no event, and where the first of it is. */
  readonly unreadable: { readonly events: number; readonly first?: number };
}
