/** What one text pattern may cost to compile; over a limit is a refusal, never a hang. */
export interface PatternLimits {
  /** UTF-16 code units of the pattern. */
  readonly length: number;
  /** Groups inside one another. */
  readonly depth: number;
  /** States of the nondeterministic automaton, which counted repeats multiply. Each has to fit one UTF-16 code unit. */
  readonly nfaStates: number;
  /** States of a deterministic automaton. */
  readonly states: number;
  /** Steps of construction: states visited, transitions written. */
  readonly steps: number;
}

export const PATTERN_LIMITS: PatternLimits = /* @__PURE__ */ Object.freeze({
  length: 65_536,
  depth: 200,
  nfaStates: 32_768,
  states: 10_000,
  steps: 5_000_000,
});
