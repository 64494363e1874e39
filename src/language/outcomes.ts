import type { Decision } from "./decision.ts";
import type { Effect } from "./types.ts";

// What may be decided while part of the input is not known, as data.

export interface OutcomesOptions {
  /** Domains (`snapshot`) and fields (`action.amount`, `actor.team.name`) that may hold anything, or be absent. */
  readonly unknown: readonly string[];
}

export interface Outcomes {
  /** The effects that are possible; strictest first. */
  readonly effects: readonly Effect[];
  /** The decisions that are possible; absent when there are too many to list. */
  readonly decisions?: readonly Decision[];
  /** Whether all of these are possible. When not, some may not be; nothing else is in any case. */
  readonly exact: boolean;
}
