import { ipText } from "../../language/ip.ts";
import type { Scalar } from "../../language/model.ts";
import type { ScalarType } from "../../language/types.ts";
import { isAllowed, membersOf } from "../values/members.ts";
import type { Assignment, Path } from "./diagrams.ts";
import { commonSpec } from "./spec.ts";
import { HERE, type Leaf, type Same } from "./variables.ts";
import type { World } from "./world.ts";

// From an assignment to an input that has it: plain data, as JSON has it.

/** A class for each variable: those of the path, and elsewhere the one that fewest tests speak of. */
export function filled(path: Path, { variables }: World): Assignment {
  return variables.all.map(({ costs, level }) => path.get(level) ?? cheapest(costs));
}

function cheapest(costs: readonly number[]): number {
  let best = 0;
  for (let index = 1; index < costs.length; index++) if (costs[index]! < costs[best]!) best = index;
  return best;
}

export type Values = ReadonlyMap<string, Scalar | readonly Scalar[]>;

/**
 * Values of the fields that are there, by their paths. `undefined` when two that are to differ cannot.
 *
 * @param known those of fields that have theirs
 */
export function valuesOf(
  assignment: Assignment,
  world: World,
  known: Values = new Map(),
): Map<string, Scalar | readonly Scalar[]> | undefined {
  const values = new Map(known);
  const { leaves, items, same } = world.variables;
  const taken = new Map<Leaf, Scalar>();
  for (const [key, value] of known) if (!Array.isArray(value)) taken.set(leaves.get(key)!, value as Scalar);
  for (const [key, leaf] of leaves) {
    const index = assignment[leaf.level]!;
    if (index >= leaf.cells.length || known.has(key)) continue;
    if (leaf.list) values.set(key, itemsOf(key, assignment, items));
    else {
      const value = scalarOf(leaf, assignment, taken, [...same.values()]);
      if (value === undefined) return undefined;
      taken.set(leaf, value);
      values.set(key, value);
    }
  }
  return values;
}

function itemsOf(key: string, assignment: Assignment, items: World["variables"]["items"]): Scalar[] {
  return (items.get(key) ?? []).flatMap(({ level, value, others }) => {
    if (assignment[level] !== 1) return [];
    return others === undefined ? [value!] : others.slice(0, 1);
  });
}

/** That of an equal field that has one already, else one that none of the others in its cell has. */
function scalarOf(
  leaf: Leaf,
  assignment: Assignment,
  taken: ReadonlyMap<Leaf, Scalar>,
  pairs: readonly Same[],
): Scalar | undefined {
  const cell = leaf.cells[assignment[leaf.level]!]!;
  const equal: Leaf[] = [];
  const different = new Set<Scalar>();
  for (const pair of pairs) {
    if (pair.left !== leaf && pair.right !== leaf) continue;
    const other = pair.left === leaf ? pair.right : pair.left;
    const isEqual = assignment[pair.level] === 1;
    if (isEqual) equal.push(other);
    if (!taken.has(other)) continue;
    if (isEqual) return taken.get(other)!;
    different.add(taken.get(other)!);
  }
  if (different.size === 0 && equal.length === 0) return leaf.firsts[assignment[leaf.level]!]!;
  const spec = commonSpec([leaf.spec, ...equal.map((other) => other.spec)]) ?? leaf.spec;
  const fits = (value: Scalar) =>
    !different.has(value) && equal.every((other) => isAllowed(value, other.spec));
  return membersOf(cell, spec, different.size + 8).find(fits);
}

type Bag = Record<string, unknown>;

/** The input in which the fields hold these values. */
export function inputOf(assignment: Assignment, values: Values, world: World): Bag {
  const { holders, leaves } = world.variables;
  const input: Bag = { action: {} };
  const byDepth = [...holders].sort(([, a], [, b]) => a.path.length - b.path.length);
  for (const [, { domain, path, level }] of byDepth)
    if (assignment[level] === HERE) put(input, [domain, ...path], {});
    else if (assignment[level] !== 1) put(input, [domain, ...path], false);
  for (const [key, leaf] of leaves) {
    const place = [leaf.domain, ...leaf.path];
    const value = values.get(key);
    if (value !== undefined) put(input, place, written(value, leaf.spec.type));
    else if (assignment[leaf.level] === leaf.bad) put(input, place, { of: "a wrong type" });
  }
  const { action } = world;
  if (action.kind === "declared") put(input, ["action", "type"], action.name);
  return input;
}

/** Where everything around it is there. */
function put(input: Bag, path: readonly string[], value: unknown): void {
  let at: unknown = input;
  for (const name of path.slice(0, -1)) {
    if (typeof at !== "object" || at === null) return;
    at = (at as Bag)[name];
  }
  if (typeof at === "object" && at !== null) (at as Bag)[path.at(-1)!] = value;
}

export function written(value: Scalar | readonly Scalar[], type: ScalarType): unknown {
  // What is in a list of objects is tried as it is.
  if (typeof value === "object")
    return Array.isArray(value) ? value.map((item) => written(item, type)) : value;
  if (type === "ip") return ipText(String(value));
  return type === "datetime" ? momentText(value as number) : value;
}

/** Text where there is one, which years beyond 9999 do not have. */
export function momentText(time: number): string | Date {
  const date = new Date(time);
  const text = date.toISOString();
  return /^\d{4}-/.test(text) ? text.replace(".000Z", "Z") : date;
}
