import type { ConditionDefinition, ConditionNode, NamedNode } from "../2-parse/ast.ts";
import { usesIn } from "./uses.ts";

// Named conditions in an order in which each comes after those that it uses; and the cycles, for which there is none.

/** The uses that lead from a condition back to itself, the first of them only when they are many. */
export interface Cycle {
  readonly definition: ConditionDefinition;
  readonly uses: readonly NamedNode[];
  readonly isCut: boolean;
}

const MOST_SHOWN = 8;

/** A condition whose uses are being followed. */
interface Open {
  readonly definition: ConditionDefinition;
  /** The use that led here. */
  readonly via: NamedNode | undefined;
  readonly uses: readonly NamedNode[];
  followed: number;
  /** The outermost open condition that one of its uses, or of theirs, leads back to. */
  back: number;
}

type Conditions = ReadonlyMap<string, ConditionDefinition>;

/** Depth first, without recursion: a chain of names may be as long as a document. On every cycle one at least is unsound. */
export function inOrderOfUse(conditions: Conditions): {
  readonly sound: ReadonlyMap<string, ConditionNode>;
  readonly cycles: readonly Cycle[];
} {
  const sound = new Map<string, ConditionNode>();
  const cycles: Cycle[] = [];
  const seen = new Set<ConditionDefinition>();
  for (const definition of conditions.values()) {
    if (!seen.has(definition)) follow(definition, conditions, seen, sound, cycles);
  }
  return { sound, cycles };
}

function follow(
  first: ConditionDefinition,
  conditions: Conditions,
  seen: Set<ConditionDefinition>,
  sound: Map<string, ConditionNode>,
  cycles: Cycle[],
): void {
  const path: Open[] = [];
  const places = new Map<ConditionDefinition, number>();
  const enter = (definition: ConditionDefinition, via?: NamedNode) => {
    seen.add(definition);
    places.set(definition, path.length);
    const uses = definition.condition ? usesIn(definition.condition).conditions : [];
    path.push({ definition, via, uses, followed: 0, back: Number.POSITIVE_INFINITY });
  };
  enter(first);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const use = top.uses[top.followed++];
    const used = use && conditions.get(use.name.value);
    const place = used && places.get(used);
    if (use === undefined) leave(path, places, sound);
    else if (place !== undefined) cycles.push(cycleAt(path, place, use));
    else if (used !== undefined && !seen.has(used)) enter(used, use);
  }
}

function cycleAt(path: readonly Open[], place: number, closing: NamedNode): Cycle {
  const top = path.at(-1)!;
  top.back = Math.min(top.back, place);
  const uses = path.slice(place + 1, place + 1 + MOST_SHOWN).map(({ via }) => via!);
  const isCut = uses.length < path.length - place - 1;
  return { definition: path[place]!.definition, uses: isCut ? uses : [...uses, closing], isCut };
}

function leave(
  path: Open[],
  places: Map<ConditionDefinition, number>,
  sound: Map<string, ConditionNode>,
): void {
  const { definition, back } = path.pop()!;
  const { name, condition } = definition;
  places.delete(definition);
  if (back > path.length && condition !== undefined) sound.set(name.value, condition);
  const around = path.at(-1);
  if (around !== undefined && back < path.length) around.back = Math.min(around.back, back);
}
