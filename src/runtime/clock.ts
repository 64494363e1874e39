/** How long the two clocks of the platform are taken to agree, in milliseconds. */
const TRUSTED = 1000;

/**
 * The time of day for events. It follows the monotonic clock, which is asked in any case, and is set by the system's once
 * a second: that one is set right now and then, and asking it each time would cost as much as a small decision.
 */
export class Clock {
  readonly #own: (() => number) | undefined;
  #offset = 0;
  #until = Number.NEGATIVE_INFINITY;

  /** @param own a clock of the user's, which is asked each time; where it throws, the system's is asked */
  constructor(own: (() => number) | undefined) {
    this.#own = own;
  }

  /** Milliseconds since 1970. @param now what `performance.now()` says */
  timestamp(now: number): number {
    if (this.#own !== undefined) return this.#ownTime();
    if (now >= this.#until) {
      this.#offset = Date.now() - now;
      this.#until = now + TRUSTED;
    }
    return Math.round(this.#offset + now);
  }

  #ownTime(): number {
    try {
      return this.#own!();
    } catch {
      return Date.now();
    }
  }
}
