import type { Budget } from "./budget.ts";
import { type CodePointSet, END } from "./code-point-set.ts";

/**
 * Code points that are never told apart. Stretches of code points begin at `starts`; each belongs to the class of the
 * same place. Classes are numbered in the order in which they first occur.
 */
export interface CodePointClasses {
  readonly starts: readonly number[];
  readonly classes: readonly number[];
  readonly count: number;
}

/** The fewest classes such that each set is made of some. */
export function classesOf(sets: readonly CodePointSet[], budget: Budget): CodePointClasses {
  const starts = [...new Set([0, ...sets.flat()])].filter((bound) => bound < END).sort((a, b) => a - b);
  const labels = starts.map(() => 0);
  let fresh = 1;
  for (const set of sets) {
    const renamed = new Map<number, number>();
    const places = placesOf(set, starts);
    budget.spend(places.length);
    for (const place of places) {
      const label = labels[place]!;
      if (!renamed.has(label)) renamed.set(label, fresh++);
      labels[place] = renamed.get(label)!;
    }
  }
  return classesByLabel(starts, labels);
}

/** Stretches with one label are one class. */
export function classesByLabel(starts: readonly number[], labels: readonly number[]): CodePointClasses {
  const places = [...labels.keys()].filter((place) => labels[place] !== labels[place - 1]);
  const numbers = new Map<number, number>();
  for (const label of labels) if (!numbers.has(label)) numbers.set(label, numbers.size);
  return {
    starts: places.map((place) => starts[place]!),
    classes: places.map((place) => numbers.get(labels[place]!)!),
    count: numbers.size,
  };
}

/** The classes that a set is made of. */
export function membersOf(set: CodePointSet, { starts, classes }: CodePointClasses): readonly number[] {
  return [...new Set(placesOf(set, starts).map((place) => classes[place]!))];
}

/** The first code point of each class. */
export function firstsOf({ starts, classes, count }: CodePointClasses): readonly number[] {
  return Array.from({ length: count }, (_, id) => starts[classes.indexOf(id)]!);
}

export function classAt({ starts, classes }: CodePointClasses, codePoint: number): number {
  return classes[placeAt(codePoint, starts)]!;
}

/** Places of the stretches inside a set whose bounds are all among `starts`. */
function placesOf(set: CodePointSet, starts: readonly number[]): number[] {
  const places: number[] = [];
  for (let i = 0; i < set.length; i += 2) {
    for (let place = placeAt(set[i]!, starts); starts[place]! < set[i + 1]!; place++) places.push(place);
  }
  return places;
}

/** The place of the stretch that a code point is in. */
export function placeAt(codePoint: number, starts: readonly number[]): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= codePoint) low = middle;
    else high = middle;
  }
  return low;
}
