import { strictness } from "../language/types.ts";
import { type Decided, DIRECTIONS, type Direction, type Refused, type ReplayChange } from "./report.ts";

/** Rules in a log may be anybody's words, and as many as there are events. */
const MOST_GROUPS = 1000;

/** Changes by the two rules that decided. It keeps one example of each, and nothing else of the events. */
export class Changes {
  readonly #groups = new Map<string, { change: ReplayChange; count: number }>();
  count = 0;
  more = 0;

  /** @param example is asked for when it is the first of its kind */
  add(before: Decided, after: Decided | Refused, example: () => ReplayChange["example"]): void {
    this.count++;
    const key = JSON.stringify([before.effect, before.rule, after]);
    const known = this.#groups.get(key);
    if (known !== undefined) known.count++;
    else if (this.#groups.size >= MOST_GROUPS) this.more++;
    else {
      const change = { direction: directionOf(before, after), before, after, count: 1, example: example() };
      this.#groups.set(key, { change, count: 1 });
    }
  }

  all(): readonly ReplayChange[] {
    const counted = [...this.#groups.values()].map(({ change, count }) => ({ ...change, count }));
    const rank = ({ direction }: ReplayChange) => DIRECTIONS.indexOf(direction);
    return counted.sort((a, b) => rank(a) - rank(b) || b.count - a.count);
  }
}

function directionOf(before: Decided, after: Decided | Refused): Direction {
  if ("error" in after) return "newly_refused";
  if (after.effect === "allow") return "newly_allowed";
  return strictness(after.effect) > strictness(before.effect) ? "less_strict" : "stricter";
}
