/** Up to so many, every combination is tried. */
const EXHAUSTIVE = 64;

/** Numbers of values, one a column. Every combination while these are few; else so many that any two values of any two columns meet. */
export function combinationsOf(sizes: readonly number[]): readonly (readonly number[])[] {
  const all = sizes.reduce((product, size) => product * size, 1);
  // One column has no pairs.
  return all <= EXHAUSTIVE || sizes.length === 1 ? everyOne(sizes, all) : pairwise(sizes);
}

function everyOne(sizes: readonly number[], count: number): readonly (readonly number[])[] {
  return Array.from({ length: count }, (_, index) => {
    let left = index;
    return sizes
      .toReversed()
      .map((size) => {
        const place = left % size;
        left = Math.floor(left / size);
        return place;
      })
      .toReversed();
  });
}

/** Greedy: each row begins with a pair that is missing, and takes in each column the value that meets the most missing ones. */
function pairwise(sizes: readonly number[]): readonly (readonly number[])[] {
  const missing = new Pairs(sizes);
  const rows: number[][] = [];
  for (let first = missing.first(); first !== undefined; first = missing.first()) {
    const row = new Array<number | undefined>(sizes.length);
    [row[first.left], row[first.right]] = [first.a, first.b];
    for (let column = 0; column < sizes.length; column++) row[column] ??= missing.best(column, row);
    missing.meet(row as number[]);
    rows.push(row as number[]);
  }
  return rows;
}

class Pairs {
  readonly #sizes: readonly number[];
  readonly #missing = new Set<string>();

  constructor(sizes: readonly number[]) {
    this.#sizes = sizes;
    for (const [right, many] of sizes.entries())
      for (let left = 0; left < right; left++)
        for (let a = 0; a < sizes[left]!; a++)
          for (let b = 0; b < many; b++) this.#missing.add(key(left, a, right, b));
  }

  first(): { left: number; a: number; right: number; b: number } | undefined {
    const [next] = this.#missing;
    if (next === undefined) return undefined;
    const [left, a, right, b] = next.split(",").map(Number);
    return { left: left!, a: a!, right: right!, b: b! };
  }

  best(column: number, row: readonly (number | undefined)[]): number {
    let [best, most] = [0, -1];
    for (let value = 0; value < this.#sizes[column]!; value++) {
      const met = row.filter(
        (other, place) => other !== undefined && this.#isMissing(column, value, place, other),
      ).length;
      if (met > most) [best, most] = [value, met];
    }
    return best;
  }

  meet(row: readonly number[]): void {
    for (const [right, b] of row.entries())
      for (let left = 0; left < right; left++) this.#missing.delete(key(left, row[left]!, right, b));
  }

  #isMissing(column: number, value: number, place: number, other: number): boolean {
    if (column === place) return false;
    return this.#missing.has(
      column < place ? key(column, value, place, other) : key(place, other, column, value),
    );
  }
}

function key(left: number, a: number, right: number, b: number): string {
  return `${left},${a},${right},${b}`;
}
