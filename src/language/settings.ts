import type { Effect } from "./types.ts";

// The settings that a policy may choose, their words and their defaults.

export const RESOLUTIONS = ["strictest", "first_match"] as const;
export const MISSING_POLICIES = ["assume_worst", "no_match"] as const;
export const UNKNOWN_ACTION_POLICIES = ["reject", "evaluate"] as const;
export const SEMANTICS = ["actra-1", "actra-0.7"] as const;

export type Semantics = (typeof SEMANTICS)[number];

/** The effective settings: what the documents said, the rest by default. */
export interface Settings {
  readonly resolution: (typeof RESOLUTIONS)[number];
  readonly default: Effect;
  readonly missing: (typeof MISSING_POLICIES)[number];
  readonly unknownAction: (typeof UNKNOWN_ACTION_POLICIES)[number];
  readonly semantics: Semantics;
}

export const DEFAULT_SETTINGS: Settings = /* @__PURE__ */ Object.freeze({
  resolution: "strictest",
  default: "allow",
  missing: "assume_worst",
  unknownAction: "reject",
  semantics: "actra-1",
});

/** What `semantics: actra-0.7` fixes; a document that sets one of these itself is then wrong. */
export const ACTRA_07_SETTINGS: Settings = /* @__PURE__ */ Object.freeze({
  resolution: "first_match",
  default: "allow",
  missing: "no_match",
  unknownAction: "evaluate",
  semantics: "actra-0.7",
});
