import type { Variation } from "./document.ts";
import type { Assignment } from "./input.ts";
import { dataOf, identityOf, type Written } from "./written.ts";

/** How many combinations there are; infinite rather than inexact. */
export function countOf(vary: readonly Variation[]): number {
  return vary.reduce((product, { values }) => product * values.length, 1);
}

/** The values of one path. */
export class Dimension {
  readonly path: string;
  readonly values: readonly Written[];
  /** How far apart two combinations are that differ by one in the place of this value alone. */
  readonly stride: number;
  readonly #places: ReadonlyMap<string, number>;

  constructor(path: string, values: ReadonlyMap<string, Written>, stride: number) {
    this.path = path;
    this.values = [...values.values()];
    this.stride = stride;
    this.#places = new Map([...values.keys()].map((identity, place) => [identity, place]));
  }

  placeOf(value: Written): number | undefined {
    return this.#places.get(identityOf(value));
  }
}

/** Every combination of the values under `vary`, numbered: the last path varies fastest. */
export class Combinations {
  readonly count: number;
  readonly dimensions: readonly Dimension[];
  /** Those that make a difference: few, since each at least doubles the count. */
  readonly #varying: readonly Dimension[];

  constructor(vary: readonly Variation[]) {
    const distinct = vary.map(distinctValues);
    this.count = distinct.reduce((product, { size }) => product * size, 1);
    let stride = this.count;
    this.dimensions = vary.map(({ path }, index) => {
      const values = distinct[index]!;
      stride /= values.size;
      return new Dimension(path.value, values, stride);
    });
    this.#varying = this.dimensions.filter(({ values }) => values.length > 1);
  }

  at(index: number): Assignment {
    return new Map(
      this.dimensions.map(({ path, values, stride }) => [
        path,
        values[Math.floor(index / stride) % values.length],
      ]),
    );
  }

  /** The numbers of the combinations that have these places; a path that is left out may have any. */
  matching(fixed: ReadonlyMap<string, number>): readonly number[] {
    return this.#varying.reduce<readonly number[]>(
      (starts, { path, values, stride }) => {
        const place = fixed.get(path);
        if (place !== undefined) return starts.map((start) => start + place * stride);
        return starts.flatMap((start) => values.map((_, each) => start + each * stride));
      },
      [0],
    );
  }
}

/** By their identity. */
function distinctValues({ values }: Variation): ReadonlyMap<string, Written> {
  return new Map(values.map(dataOf).map((value) => [identityOf(value), value]));
}
