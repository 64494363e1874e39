// How many durations lie between fixed bounds.

/** Milliseconds: from a decision without resolvers to the time that resolvers have by default. */
const BOUNDS = Object.freeze([
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000,
]);

export interface HistogramCounts {
  readonly bounds: readonly number[];
  /** One more than bounds: above the bound before and up to its own, that included; the last is above all. */
  readonly counts: readonly number[];
  readonly count: number;
  readonly sum: number;
}

export class Histogram {
  readonly #counts: number[] = new Array(BOUNDS.length + 1).fill(0);
  #sum = 0;

  add(value: number): void {
    let i = 0;
    while (i < BOUNDS.length && value > BOUNDS[i]!) i++;
    this.#counts[i]!++;
    this.#sum += value;
  }

  snapshot(): HistogramCounts {
    const counts = Object.freeze([...this.#counts]);
    const count = counts.reduce((sum, each) => sum + each, 0);
    return Object.freeze({ bounds: BOUNDS, counts, count, sum: this.#sum });
  }
}
