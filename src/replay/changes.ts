import { strictness } from "../language/types.ts";
import { type Decided, DIRECTIONS, type Direction, type Refused, type ReplayChange } from "./report.ts";

/** Of one direction. Rules in a log may be anybody's words, and as many as there are events. */
const MOST_GROUPS = 1000;

type Groups = Map<string, { readonly change: ReplayChange; count: number }>;

/**
 * Changes by the two rules that decided. It keeps one example of each, and nothing else of the events. Each direction has room of its
 * own: what is newly allowed is shown however much of something else came before it.
 */
export class Changes {
  readonly #groups = byDirection((): Groups => new Map());
  readonly #counts: Record<Direction, number> = byDirection(() => 0);
  readonly #more: Record<Direction, number> = byDirection(() => 0);

  /** @param example is asked for when it is the first of its kind */
  add(before: Decided, after: Decided | Refused, example: () => ReplayChange["example"]): void {
    const direction = directionOf(before, after);
    this.#counts[direction]++;
    const groups = this.#groups[direction];
    const key = JSON.stringify([before.effect, before.rule, after]);
    const known = groups.get(key);
    if (known !== undefined) known.count++;
    else if (groups.size >= MOST_GROUPS) this.#more[direction]++;
    else {
      const change = { direction, before, after, count: 1, example: example() };
      groups.set(key, { change, count: 1 });
    }
  }

  /** How many events changed in which direction. */
  counts(): Readonly<Record<Direction, number>> {
    return { ...this.#counts };
  }

  /** Those that have no place in the list. */
  more(): Readonly<Record<Direction, number>> {
    return { ...this.#more };
  }

  all(): readonly ReplayChange[] {
    return DIRECTIONS.flatMap((direction) =>
      [...this.#groups[direction].values()]
        .map(({ change, count }) => ({ ...change, count }))
        .sort((a, b) => b.count - a.count),
    );
  }
}

function byDirection<T>(make: () => T): Record<Direction, T> {
  return Object.fromEntries(DIRECTIONS.map((direction) => [direction, make()])) as Record<Direction, T>;
}

function directionOf(before: Decided, after: Decided | Refused): Direction {
  if ("error" in after) return "newly_refused";
  if (after.effect === "allow") return "newly_allowed";
  return strictness(after.effect) > strictness(before.effect) ? "less_strict" : "stricter";
}
