import type { PatternLimits } from "./limits.ts";

/** Thrown when a limit is passed; where in the pattern, only the caller knows. Never leaves this room. */
export class Exhausted extends Error {
  constructor(
    readonly limit: keyof PatternLimits,
    readonly allowed: number,
    readonly reached: number,
  ) {
    super(limit);
  }
}

/** What the construction of one automaton may still cost. */
export class Budget {
  #steps = 0;

  constructor(readonly limits: PatternLimits) {}

  /** What it has cost so far. */
  get steps(): number {
    return this.#steps;
  }

  hold(limit: keyof PatternLimits, reached: number): void {
    if (reached > this.limits[limit]) throw new Exhausted(limit, this.limits[limit], reached);
  }

  spend(steps: number): void {
    this.#steps += steps;
    this.hold("steps", this.#steps);
  }
}
