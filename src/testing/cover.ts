import { Combinations, type Dimension } from "./combinations.ts";
import type { CaseNode, TestNode } from "./document.ts";
import { dataOf } from "./written.ts";

/** Which case speaks for which combination of `vary`. */
export interface Cover {
  readonly combinations: Combinations;
  /** For each combination the place of the first case that covers it; -1 for none. */
  readonly owners: Int32Array;
  /** Cases that cover what an earlier one does, each with the first such combination. */
  readonly overlaps: readonly Overlap[];
  /** Whether all cases were looked at: past a number of faults the rest is not. */
  readonly isComplete: boolean;
  /** Cases with a path or a value that `vary` does not have. */
  readonly unmatched: readonly CaseNode[];
}

export interface Overlap {
  readonly first: CaseNode;
  readonly second: CaseNode;
  readonly combination: number;
}

/** So many tell what is wrong; each more would have to be laid over all the combinations. */
const MOST_FAULTS = 100;

/** `undefined` without `vary`: cases are then what they are. */
export function coverOf({ vary, cases = [] }: TestNode): Cover | undefined {
  if (vary === undefined) return undefined;
  const combinations = new Combinations(vary);
  const owners = new Int32Array(combinations.count).fill(-1);
  const overlaps: Overlap[] = [];
  const unmatched: CaseNode[] = [];
  const dimensions = new Map(combinations.dimensions.map((dimension) => [dimension.path, dimension]));
  for (const [number, second] of cases.entries()) {
    if (overlaps.length + unmatched.length >= MOST_FAULTS) break;
    const places = placesOf(second, dimensions);
    const taken = places && take(number, places, combinations, owners);
    if (taken === undefined) unmatched.push(second);
    else if (taken >= 0) overlaps.push({ first: cases[owners[taken]!]!, second, combination: taken });
  }
  const isComplete = overlaps.length + unmatched.length < MOST_FAULTS;
  return { combinations, owners, overlaps, unmatched, isComplete };
}

/** Gives the first combination that is somebody else's already, or -1. */
function take(
  number: number,
  places: ReadonlyMap<string, number>,
  combinations: Combinations,
  owners: Int32Array,
): number {
  let taken = -1;
  for (const index of combinations.matching(places)) {
    if (owners[index] === -1) owners[index] = number;
    else if (taken < 0) taken = index;
  }
  return taken;
}

/** `undefined` when a value is not among those of its path, or `vary` has no such path. */
function placesOf(
  { when }: CaseNode,
  dimensions: ReadonlyMap<string, Dimension>,
): ReadonlyMap<string, number> | undefined {
  const fixed = new Map<string, number>();
  for (const { key, value } of when.entries.values()) {
    const place = dimensions.get(key)?.placeOf(dataOf(value));
    if (place === undefined) return undefined;
    fixed.set(key, place);
  }
  return fixed;
}
