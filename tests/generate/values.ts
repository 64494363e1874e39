/** Well-typed values for a field, taken near the literals that rules hold against it. */
import type { AtomDocument, RuleDocument } from "../reference/documents.ts";
import { cidrOf } from "../reference/ip.ts";
import { atomsOf, pathOf } from "../reference/policy.ts";
import { scalarOf } from "../reference/value.ts";
import type { DraftLeaf } from "./draft.ts";
import { type Plain, type Pools, sizeOf } from "./pools.ts";
import type { Random } from "./random.ts";
import { beside, spellAddress } from "./spelling.ts";

/** The literals by the path that they are held against, which in other actions may be of other types. */
export type Hints = Map<string, Plain[]>;

export function collectHints(random: Random, rules: RuleDocument[]): Hints {
  const hints: Hints = new Map();
  for (const { when } of rules) {
    if (when === undefined || when === true) continue;
    for (const atom of atomsOf(when)) {
      if ("expression" in atom.subject) continue;
      const path = pathOf(atom.subject);
      hints.set(path, [...(hints.get(path) ?? []), ...hintsOf(random, atom)]);
    }
  }
  return hints;
}

function hintsOf(random: Random, { operator, value }: AtomDocument): Plain[] {
  if (value === undefined || !("literal" in value)) return [];
  if (["exists", "is_empty", "like", "matches"].includes(operator)) return [];
  const literals = [value.literal].flat();
  return operator.endsWith("in_cidr") ? literals.flatMap((text) => edgesOf(random, String(text))) : literals;
}

/** The first and last address of a block. */
function edgesOf(random: Random, text: string): string[] {
  const { address, prefix } = cidrOf(text)!;
  const last = address | ((1n << BigInt(128 - prefix)) - 1n);
  return [spellAddress(random, address), spellAddress(random, last)];
}

export interface Source {
  random: Random;
  pools: Pools;
  hints: Hints;
}

export function drawValue(source: Source, leaf: DraftLeaf, path: string): Plain | Plain[] {
  if (!leaf.list) return drawScalar(source, leaf, path);
  const { random } = source;
  const count = random.weighted([
    [2, 0],
    [3, 1],
    [3, 2],
    [1, 3],
    [0.5, 6],
    [0.3, 40],
  ]);
  const hints = source.hints.get(path) ?? [];
  const known = random.chance(0.3) ? random.some(hints, 4).filter((hint) => fits(hint, leaf)) : [];
  return random.shuffled([...known, ...random.times(count, () => drawScalar(source, leaf, path))]);
}

function drawScalar(source: Source, leaf: DraftLeaf, path: string): Plain {
  const { random, pools, hints } = source;
  if (leaf.enum) return random.pick(leaf.enum);
  const near = (hints.get(path) ?? []).filter((hint) => scalarOf(hint, leaf.base) !== undefined);
  for (let attempt = 0; attempt < 6; attempt++) {
    const value =
      near.length > 0 && random.chance(0.7)
        ? beside(random, leaf.base, random.pick(near))
        : random.pick(pools[leaf.base]);
    if (fits(value, leaf)) return value;
  }
  return leaf.minimum ?? leaf.maximum ?? (leaf.base === "string" ? "" : pools[leaf.base][0]!);
}

function fits(value: Plain, leaf: DraftLeaf): boolean {
  if (scalarOf(value, leaf.base) === undefined) return false;
  if (leaf.enum) return leaf.enum.some((member) => member === value);
  if (leaf.max_length !== undefined) return [...String(value)].length <= leaf.max_length;
  if (leaf.minimum !== undefined && sizeOf(value) < sizeOf(leaf.minimum)) return false;
  return leaf.maximum === undefined || sizeOf(value) <= sizeOf(leaf.maximum);
}
