import type { Work } from "./work.ts";

// Sets of assignments as decision diagrams. Each variable has a few classes, numbered from 0; a node asks for one of
// them and goes on by runs of classes: up to `ends[i]`, exclusively, to `kids[i]`. Variables come in one order, no two
// nodes are alike and none leads everywhere to the same: so two sets are equal exactly when their numbers are.

/** A set of assignments, by the number of its root. */
export type Diagram = number;

export const NONE: Diagram = 0;
export const ALL: Diagram = 1;

/** For each variable, by its level, one of its classes. */
export type Assignment = readonly number[];

/** For each variable that is asked for, by its level, the class that was taken. */
export type Path = ReadonlyMap<number, number>;

const BEYOND = Number.MAX_SAFE_INTEGER;
/** More nodes than there may ever be, so that two of them make one key. */
const NODES = 2 ** 26;

export class Diagrams {
  readonly #levels: number[] = [BEYOND, BEYOND];
  readonly #ends: (readonly number[])[] = [[], []];
  readonly #kids: (readonly Diagram[])[] = [[], []];
  /** By a hash of what they hold, the nodes there are. */
  readonly #known = new Map<number, Diagram[]>();
  readonly #both = new Map<number, Diagram>();
  readonly #inverse = new Map<Diagram, Diagram>([
    [NONE, ALL],
    [ALL, NONE],
  ]);
  /** What it may cost; a question may bring its own. */
  work: Work;

  constructor(work: Work) {
    this.work = work;
  }

  /** The variable that is asked for first; a number beyond all for `NONE` and `ALL`. */
  level(diagram: Diagram): number {
    return this.#levels[diagram]!;
  }

  /** Where the runs of the first variable end, and where they lead. */
  runs(diagram: Diagram): { readonly ends: readonly number[]; readonly kids: readonly Diagram[] } {
    return { ends: this.#ends[diagram]!, kids: this.#kids[diagram]! };
  }

  /** A variable of `size` classes, each of which leads somewhere. */
  choose(level: number, size: number, kidOf: (index: number) => Diagram): Diagram {
    const ends: number[] = [];
    const kids: Diagram[] = [];
    for (let index = 0; index < size; index++) extend(ends, kids, index + 1, kidOf(index));
    return this.#node(level, ends, kids);
  }

  /** The assignments in which the variable has one of these classes. */
  test(level: number, size: number, holds: (index: number) => boolean): Diagram {
    return this.choose(level, size, (index) => (holds(index) ? ALL : NONE));
  }

  and(a: Diagram, b: Diagram): Diagram {
    if (a === b || b === ALL) return a;
    if (a === ALL) return b;
    if (a === NONE || b === NONE) return NONE;
    const key = a < b ? a * NODES + b : b * NODES + a;
    const known = this.#both.get(key);
    if (known !== undefined) return known;
    const result = this.#meet(a, b);
    this.#both.set(key, result);
    return result;
  }

  or(a: Diagram, b: Diagram): Diagram {
    if (a === NONE) return b;
    if (b === NONE || a === b) return a;
    return this.not(this.and(this.not(a), this.not(b)));
  }

  not(a: Diagram): Diagram {
    const known = this.#inverse.get(a);
    if (known !== undefined) return known;
    const kids = this.#kids[a]!.map((kid) => this.not(kid));
    const result = this.#node(this.#levels[a]!, this.#ends[a]!, kids);
    this.#inverse.set(a, result).set(result, a);
    return result;
  }

  minus(a: Diagram, b: Diagram): Diagram {
    return a === NONE || b === NONE ? a : this.and(a, this.not(b));
  }

  /** Of many, put together like a tree: none of the parts is gone through more often than needed. */
  all(parts: readonly Diagram[]): Diagram {
    return this.#fold(parts, ALL, (a, b) => this.and(a, b));
  }

  any(parts: readonly Diagram[]): Diagram {
    return this.#fold(parts, NONE, (a, b) => this.or(a, b));
  }

  has(diagram: Diagram, assignment: Assignment): boolean {
    let at = diagram;
    while (at > ALL) at = this.kid(at, assignment[this.#levels[at]!]!);
    return at === ALL;
  }

  kid(diagram: Diagram, index: number): Diagram {
    const ends = this.#ends[diagram]!;
    let low = 0;
    let high = ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! <= index) low = middle + 1;
      else high = middle;
    }
    return this.#kids[diagram]![low]!;
  }

  /** One way through a set that is not empty, always by the class that costs least. */
  pick(diagram: Diagram, costOf: (level: number, index: number) => number): Map<number, number> {
    const path = new Map<number, number>();
    for (let at = diagram; at > ALL; ) {
      const level = this.#levels[at]!;
      const ends = this.#ends[at]!;
      const kids = this.#kids[at]!;
      let best = -1;
      let least = Infinity;
      for (let run = 0, index = 0; run < ends.length; run++) {
        if (kids[run] === NONE) index = ends[run]!;
        for (; index < ends[run]!; index++) {
          const cost = costOf(level, index);
          if (cost < least || best < 0) [best, least] = [index, cost];
        }
      }
      path.set(level, best);
      at = this.kid(at, best);
    }
    return path;
  }

  /** The levels of all variables that are asked for. */
  support(diagram: Diagram): ReadonlySet<number> {
    const levels = new Set<number>();
    const seen = new Set<Diagram>([NONE, ALL]);
    const visit = (at: Diagram) => {
      if (seen.has(at)) return;
      seen.add(at);
      levels.add(this.#levels[at]!);
      for (const kid of this.#kids[at]!) visit(kid);
    };
    visit(diagram);
    return levels;
  }

  #fold(parts: readonly Diagram[], empty: Diagram, join: (a: Diagram, b: Diagram) => Diagram): Diagram {
    if (parts.length === 0) return empty;
    if (parts.length === 1) return parts[0]!;
    const middle = parts.length >> 1;
    const left = this.#fold(parts.slice(0, middle), empty, join);
    return join(left, this.#fold(parts.slice(middle), empty, join));
  }

  #meet(a: Diagram, b: Diagram): Diagram {
    const [levelA, levelB] = [this.#levels[a]!, this.#levels[b]!];
    if (levelA > levelB) return this.#meet(b, a);
    const ends: number[] = [];
    const kids: Diagram[] = [];
    const [endsA, kidsA] = [this.#ends[a]!, this.#kids[a]!];
    if (levelA < levelB) {
      for (let run = 0; run < endsA.length; run++) extend(ends, kids, endsA[run]!, this.and(kidsA[run]!, b));
    } else {
      const [endsB, kidsB] = [this.#ends[b]!, this.#kids[b]!];
      for (let i = 0, j = 0; i < endsA.length && j < endsB.length; ) {
        const [endA, endB] = [endsA[i]!, endsB[j]!];
        extend(ends, kids, Math.min(endA, endB), this.and(kidsA[i]!, kidsB[j]!));
        if (endA <= endB) i++;
        if (endB <= endA) j++;
      }
    }
    this.work.spend(ends.length + 1);
    return this.#node(levelA, ends, kids);
  }

  #node(level: number, ends: readonly number[], kids: readonly Diagram[]): Diagram {
    if (kids.length === 1) return kids[0]!;
    const key = hashOf(level, ends, kids);
    const alike = this.#known.get(key);
    const known = alike?.find((other) => this.#is(other, level, ends, kids));
    if (known !== undefined) return known;
    const made = this.#levels.push(level) - 1;
    this.#ends.push(ends);
    this.#kids.push(kids);
    if (alike) alike.push(made);
    else this.#known.set(key, [made]);
    this.work.spend(ends.length);
    return made;
  }

  #is(other: Diagram, level: number, ends: readonly number[], kids: readonly Diagram[]): boolean {
    const [otherEnds, otherKids] = [this.#ends[other]!, this.#kids[other]!];
    if (this.#levels[other] !== level || otherEnds.length !== ends.length) return false;
    for (let run = 0; run < ends.length; run++)
      if (otherEnds[run] !== ends[run] || otherKids[run] !== kids[run]) return false;
    return true;
  }
}

function hashOf(level: number, ends: readonly number[], kids: readonly Diagram[]): number {
  let hash = level;
  for (let run = 0; run < ends.length; run++) {
    hash = Math.imul(hash ^ ends[run]!, 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15) ^ kids[run]!, 0x85ebca6b);
  }
  return hash ^ (hash >>> 13);
}

function extend(ends: number[], kids: Diagram[], end: number, kid: Diagram): void {
  if (kids.at(-1) === kid) ends[ends.length - 1] = end;
  else {
    ends.push(end);
    kids.push(kid);
  }
}
