import { type Diagram, NONE, type Path } from "./diagrams.ts";
import { filled, inputOf, valuesOf } from "./input.ts";
import { wordsOf, wordsOfLowered } from "./key.ts";
import { trials } from "./trials.ts";
import type { Open } from "./variables.ts";
import type { World } from "./world.ts";

/** An input that was run; or that there is none; or the tests that could not be seen through. */
export type Found =
  | { readonly kind: "found"; readonly input: object }
  | { readonly kind: "none" }
  | { readonly kind: "open"; readonly atoms: readonly string[] };

/** Ways of holding open tests that are tried before a search ends. */
const MOST_WAYS = 6;

/**
 * Only an empty set has none: an input that the engine refuses proves nothing.
 *
 * An input of the set for which `accept`, which runs the engine, is true. Where no test is open, any input of the set
 * will do, unless the set was too large to begin with.
 */
export function find(within: Diagram, world: World, accept: (input: object) => boolean): Found {
  const { diagrams, valid } = world;
  const atoms = new Set<string>();
  let left = diagrams.and(valid, within);
  if (left === NONE) return { kind: "none" };
  for (let way = 0; way < MOST_WAYS && left !== NONE; way++) {
    const path = diagrams.pick(left, world.costOf);
    const open = openOn(path, world);
    const input = inputOn(path, world, accept, open.length > 0);
    if (input !== undefined) return { kind: "found", input };
    for (const { part } of open) atoms.add(part.kind === "test" ? wordsOf(part.atom) : wordsOfLowered(part));
    left = diagrams.minus(left, alike(path, open, world));
  }
  return { kind: "open", atoms: [...atoms] };
}

function inputOn(
  path: Path,
  world: World,
  accept: (input: object) => boolean,
  isOpen: boolean,
): object | undefined {
  const assignment = filled(path, world);
  const values = valuesOf(assignment, world);
  if (values !== undefined) {
    const input = inputOf(assignment, values, world);
    if (accept(input)) return input;
  }
  if (isOpen) for (const input of trials(path, world)) if (accept(input)) return input;
  return undefined;
}

function openOn(path: Path, { variables }: World): readonly Open[] {
  return [...variables.open.values()].filter(({ level }) => path.has(level));
}

/** All that hold the open tests the same way; without any, the very assignments of the path. */
function alike(path: Path, open: readonly Open[], { diagrams, variables }: World): Diagram {
  const levels = open.length > 0 ? open.map(({ level }) => level) : [...path.keys()];
  const sets = levels.map((level) =>
    diagrams.test(level, variables.all[level]!.size, (index) => index === path.get(level)),
  );
  return diagrams.all(sets);
}
