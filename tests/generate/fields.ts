/** New fields for a schema that is being drafted. */
import { type DraftField, type DraftLeaf, isGroup, type Kind } from "./draft.ts";
import { type Plain, type Pools, sizeOf } from "./pools.ts";
import type { Random } from "./random.ts";

/** Gives what a leaf is but for its name; all roots of one place get leaves of one kind. */
export type MakeLeaf = (random: Random, kind: Kind) => Omit<DraftLeaf, "name" | "optional">;

const names = [
  "a",
  "b",
  "c",
  "_d",
  "e1",
  "id",
  "length",
  "then",
  "fields",
  "items",
  "type",
  "value",
  "Z_9",
  "name",
];
const maxGroups = 3;

export interface NewField {
  makeLeaf: MakeLeaf;
  kind: Kind | "object";
  optional: boolean;
}

/** Adds the same path to every root and gives it. The actions that share it may differ in the rest. */
export function addField(random: Random, roots: DraftField[][], field: NewField): string[] {
  const { levels, path } = descend(random, roots, []);
  const name = freshName(random, levels, path.length === 0);
  if (field.kind === "object") {
    for (const level of levels) level.push({ name, optional: field.optional, children: [] });
    return [...path, name];
  }
  const shared = field.makeLeaf(random, field.kind);
  for (const level of levels) level.push({ name, optional: field.optional, ...vary(random, shared) });
  if (levels.length > 1 && random.chance(0.3)) {
    const leaf = random.pick(levels).at(-1)!;
    leaf.optional = !leaf.optional;
  }
  return [...path, name];
}

/** Steps into objects that all levels have, or makes one, or stays. */
function descend(random: Random, levels: DraftField[][], path: string[]) {
  if (path.length === maxGroups || !random.chance(0.35)) return { levels, path };
  const common = levels[0]!.filter(
    (field) =>
      isGroup(field) && levels.every((level) => level.some((it) => it.name === field.name && isGroup(it))),
  );
  const name =
    common.length > 0 && random.chance(0.7)
      ? random.pick(common).name
      : addGroup(random, levels, path.length === 0);
  const below = levels.map((level) => level.find((field) => field.name === name)!);
  return descend(
    random,
    below.map((field) => (isGroup(field) ? field.children : [])),
    [...path, name],
  );
}

function addGroup(random: Random, levels: DraftField[][], atTop: boolean): string {
  const name = freshName(random, levels, atTop);
  for (const level of levels) level.push({ name, optional: random.chance(0.25), children: [] });
  return name;
}

/** Names repeat over actions and objects, and mean other types there. `type` at the top has a meaning. */
function freshName(random: Random, levels: DraftField[][], atTop: boolean): string {
  const isFree = (name: string) => !levels.some((level) => level.some((field) => field.name === name));
  const free = names.filter((name) => isFree(name) && !(atTop && name === "type"));
  if (free.length > 0) return random.pick(free);
  let count = 1;
  while (!isFree(`f${count}`)) count++;
  return `f${count}`;
}

/** Enums of one field in several actions differ, but have something in common. */
function vary(
  random: Random,
  leaf: Omit<DraftLeaf, "name" | "optional">,
): Omit<DraftLeaf, "name" | "optional"> {
  if (leaf.enum === undefined || leaf.enum.length < 2) return leaf;
  const [first, ...rest] = leaf.enum;
  return { ...leaf, enum: random.shuffled([first!, ...rest.filter(() => random.chance(0.8))]) };
}

export function constrainedLeaf(pools: Pools): MakeLeaf {
  return (random, kind) => {
    const sensitive = random.chance(0.1) ? { sensitive: true as const } : {};
    return { ...kind, ...constraint(random, kind.base, pools), ...sensitive };
  };
}

function constraint(random: Random, base: Kind["base"], pools: Pools): Partial<DraftLeaf> {
  const pool = pools[base];
  const isEnumerable = base === "string" || base === "number" || base === "integer";
  if (isEnumerable && random.chance(0.2)) return { enum: drawEnum(random, pool) };
  if (base === "string" && random.chance(0.15)) return { max_length: random.between(1, 5) };
  const isOrdered = base === "number" || base === "integer" || base === "datetime";
  return isOrdered && random.chance(0.2) ? drawRange(random, pool) : {};
}

/** −0 and 0 would be one member twice. */
function drawEnum(random: Random, pool: Plain[]): (string | number)[] {
  const members = random.some(pool, random.between(2, 4)) as (string | number)[];
  return members.filter((member, index) => members.indexOf(member) === index);
}

function drawRange(random: Random, pool: Plain[]): Partial<DraftLeaf> {
  const [low, high] = random.some(pool, 2).sort((a, b) => sizeOf(a) - sizeOf(b)) as [string, string];
  return random.pick<Partial<DraftLeaf>>([
    { minimum: low },
    { maximum: high },
    { minimum: low, maximum: high },
  ]);
}

/** For brute force: booleans, two-valued enums and integers from 0 to 2. */
export const finiteLeaf: MakeLeaf = (_, { base }) => {
  if (base === "integer") return { base, list: false, minimum: 0, maximum: 2 };
  if (base === "string") return { base, list: false, enum: ["x", "y"] };
  return { base: "boolean", list: false };
};
