/** Thrown when an answer would take more work than it may. Never leaves this room. */
class OverWork extends Error {}

/** What an analysis may still cost. A step is an edge of a diagram that is looked at, or a rule that is judged. */
export class Work {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new OverWork("the work limit is reached");
  }

  /** A part of what is left, for one question among many. */
  part(steps: number): Work {
    return new Work(Math.min(steps, this.#left));
  }

  /** Takes from this what a part that was given so much has used. */
  settle(part: Work, given: number): void {
    this.#left -= given - Math.max(part.left, 0);
  }

  get left(): number {
    return this.#left;
  }
}

/** What `ask` answers, or `undefined` where that would take too much work. */
export function withinWork<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof OverWork) return undefined;
    throw error;
  }
}
