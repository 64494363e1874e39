import { type CompiledPattern, compileLike, compileMatches } from "../../automaton/compile.ts";
import { PATTERN_LIMITS } from "../../automaton/limits.ts";
import type { PatternError } from "../../automaton/refusal.ts";
import type { DocumentLimits } from "../../language/limits.ts";

/** Operators whose right side is a text pattern. */
export type PatternOperator = "like" | "matches";

const COMPILE = { like: compileLike, matches: compileMatches };

/** The text patterns of one policy: each is built once, and all together take no more than a limit. */
export class Patterns {
  readonly #most: number;
  readonly #known = new Map<string, CompiledPattern | PatternError>();
  #steps = 0;

  constructor({ patternSteps }: DocumentLimits) {
    this.#most = patternSteps;
  }

  /** `undefined` when the patterns before this one have left too little. */
  get(operator: PatternOperator, text: string): CompiledPattern | PatternError | undefined {
    const key = `${operator} ${text}`;
    const known = this.#known.get(key) ?? this.#compile(operator, text);
    if (known !== undefined) this.#known.set(key, known);
    return known;
  }

  #compile(operator: PatternOperator, text: string): CompiledPattern | PatternError | undefined {
    const left = this.#most - this.#steps;
    const steps = Math.min(left, PATTERN_LIMITS.steps);
    const outcome = COMPILE[operator](text, { ...PATTERN_LIMITS, steps });
    this.#steps += "steps" in outcome ? outcome.steps : 0;
    const isStarved =
      outcome.kind === "too_large" && outcome.limit === "steps" && steps < PATTERN_LIMITS.steps;
    return isStarved ? undefined : outcome;
  }
}
