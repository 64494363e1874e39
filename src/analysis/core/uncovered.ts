import { type Assignment, type Diagram, NONE } from "./diagrams.ts";
import { filled } from "./input.ts";
import type { World } from "./world.ts";

/** A set of inputs that stands in the way, and what it comes from. */
export interface Cover<T> {
  readonly set: Diagram;
  readonly from: T;
}

/** One assignment that none of the covers has; or those that together have all of them. */
export type Escape<T> =
  | { readonly kind: "escaped"; readonly assignment: Assignment }
  | { readonly kind: "covered"; readonly by: readonly T[] };

/**
 * Whether covers leave anything of a region. One assignment at a time is held against all of them, and only a cover that
 * has it is taken away: of thousands, mostly few are ever looked at as sets.
 */
export function uncovered<T>(region: Diagram, covers: readonly Cover<T>[], world: World): Escape<T> {
  const { diagrams } = world;
  const used: Cover<T>[] = [];
  const lucky = region === NONE ? undefined : atRandom(region, covers, world);
  if (lucky !== undefined) return { kind: "escaped", assignment: lucky };
  let left = region;
  while (left !== NONE) {
    const assignment = filled(diagrams.pick(left, world.costOf), world);
    diagrams.work.spend(covers.length);
    const having = covers.filter(({ set }) => diagrams.has(set, assignment));
    if (having.length === 0) return { kind: "escaped", assignment };
    const cover = widest(having, world);
    used.push(cover);
    left = diagrams.minus(left, cover.set);
  }
  return { kind: "covered", by: fewest(region, used, world).map(({ from }) => from) };
}

/** Looks that cost little, and mostly are enough: few rules are covered. */
const MOST_LOOKS = 5;

function atRandom<T>(region: Diagram, covers: readonly Cover<T>[], world: World): Assignment | undefined {
  const { diagrams } = world;
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >> 8) / 2 ** 23;
  };
  const classes = world.variables.all.reduce((sum, { size }) => sum + size, 0);
  for (let look = 0; look < MOST_LOOKS; look++) {
    const spread = look / MOST_LOOKS;
    const costOf = (level: number, index: number) => world.costOf(level, index) * (1 - spread * random());
    const path = diagrams.pick(region, costOf);
    for (const { level, costs } of world.variables.all)
      if (!path.has(level)) path.set(level, cheapest(costs, spread, random));
    const assignment = filled(path, world);
    diagrams.work.spend((covers.length >> 2) + (classes >> 2));
    if (diagrams.has(world.valid, assignment) && !covers.some(({ set }) => diagrams.has(set, assignment)))
      return assignment;
  }
  return undefined;
}

/** What takes most of the time of a look: there may be thousands of classes. */
function cheapest(costs: readonly number[], spread: number, random: () => number): number {
  let best = 0;
  let least = Infinity;
  for (let index = 0; index < costs.length && least > 0; index++) {
    const cost = costs[index]! * (1 - spread * random());
    if (cost < least) [best, least] = [index, cost];
  }
  return best;
}

/** That which asks for the fewest things. */
function widest<T>(covers: readonly Cover<T>[], { diagrams }: World): Cover<T> {
  if (covers.length === 1) return covers[0]!;
  const sizes = covers.slice(0, 20).map(({ set }) => diagrams.support(set).size);
  return covers[sizes.indexOf(Math.min(...sizes))]!;
}

/** More are told as they were found. */
const MOST_TRIED = 12;

/** Leaves out what the others do without. */
function fewest<T>(region: Diagram, used: readonly Cover<T>[], { diagrams }: World): readonly Cover<T>[] {
  if (used.length < 2 || used.length > MOST_TRIED) return used;
  let kept = used;
  for (const each of used) {
    const others = kept.filter((other) => other !== each);
    const left = others.reduce((rest, { set }) => diagrams.minus(rest, set), region);
    if (left === NONE) kept = others;
  }
  return kept;
}
