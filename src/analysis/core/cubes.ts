import { ALL, type Diagram, type Diagrams, NONE } from "./diagrams.ts";

/** For each variable that is asked for, by its level, the classes that it may have. */
export type Cube = ReadonlyMap<number, readonly number[]>;

/** The set as cubes that have no assignment in common, in the order of the variables; at most so many. */
export function cubesOf(diagram: Diagram, diagrams: Diagrams, most: number): readonly Cube[] {
  const cubes: Cube[] = [];
  for (const cube of walk(diagram, diagrams, new Map())) {
    cubes.push(cube);
    if (cubes.length >= most) break;
  }
  return cubes;
}

function* walk(diagram: Diagram, diagrams: Diagrams, so: Cube): Generator<Cube> {
  if (diagram === ALL) yield so;
  if (diagram <= ALL) return;
  const { ends, kids } = diagrams.runs(diagram);
  const byKid = new Map<Diagram, number[]>();
  let index = 0;
  for (const [run, kid] of kids.entries()) {
    const classes = byKid.get(kid) ?? [];
    byKid.set(kid, classes);
    for (; index < ends[run]!; index++) classes.push(index);
  }
  for (const [kid, classes] of byKid) {
    if (kid === NONE) continue;
    yield* walk(kid, diagrams, new Map(so).set(diagrams.level(diagram), classes));
  }
}

/** The smallest cube that has the whole of a set that is not empty: what is true of each of its assignments. */
export function hullOf(diagram: Diagram, diagrams: Diagrams): Cube {
  const levels = [...diagrams.support(diagram)].sort((a, b) => a - b);
  const free = new Set<number>();
  const taken = new Map<number, Set<number>>();
  const seen = new Set<Diagram>();
  const skip = (from: number, to: number) => {
    for (const level of levels) if (level > from && level < to) free.add(level);
  };
  const visit = (at: Diagram) => {
    if (at <= ALL || seen.has(at)) return;
    seen.add(at);
    const level = diagrams.level(at);
    const classes = taken.get(level) ?? new Set<number>();
    taken.set(level, classes);
    const { ends, kids } = diagrams.runs(at);
    for (let run = 0, index = 0; run < ends.length; index = ends[run]!, run++) {
      const kid = kids[run]!;
      if (kid === NONE) continue;
      for (let each = index; each < ends[run]!; each++) classes.add(each);
      skip(level, diagrams.level(kid));
      visit(kid);
    }
  };
  skip(-1, diagrams.level(diagram));
  visit(diagram);
  return new Map(
    levels
      .filter((level) => !free.has(level))
      .map((level) => [level, [...taken.get(level)!].sort((a, b) => a - b)] as const),
  );
}
