// Counts by name, of a bounded number of names of a bounded length.

const OTHER = "(other)";
const LONGEST_NAME = 256;

export class Tally {
  readonly #most: number;
  /** Counters are changed in place, which costs less than to set a number anew. */
  readonly #counters = new Map<string, { count: number }>();

  /** @param names those that are there from the beginning */
  constructor(most: number, names: readonly string[] = []) {
    this.#most = most;
    for (const name of names) this.#counters.set(name, { count: 0 });
  }

  add(name: string): void {
    const counter = this.#counters.get(name) ?? this.#begin(name);
    counter.count++;
  }

  /** By name, in the order of their first appearance; without a prototype, so that any name will do. */
  snapshot(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = Object.create(null);
    for (const [name, { count }] of this.#counters) counts[name] = count;
    return Object.freeze(counts);
  }

  #begin(name: string): { count: number } {
    const isKept = this.#counters.size < this.#most && name.length <= LONGEST_NAME;
    const key = isKept ? name : OTHER;
    const counter = this.#counters.get(key) ?? { count: 0 };
    this.#counters.set(key, counter);
    return counter;
  }
}
