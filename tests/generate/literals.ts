/** Literals that a field may be held against. */
import type { Literal } from "../reference/documents.ts";
import { type DraftLeaf, type Kind, leavesOf, type Place } from "./draft.ts";
import { cidrs, type Plain, sizeOf } from "./pools.ts";
import type { Shape } from "./shapes.ts";
import { beside } from "./spelling.ts";
import { globFor, regularExpressionFor } from "./text-patterns.ts";
import type { Workshop } from "./workshop.ts";

export function makeLiteral(
  shop: Workshop,
  place: Place,
  form: Exclude<Shape["right"], Kind>,
): Literal | undefined {
  const { random } = shop;
  if (form === "truth") return random.chance(0.5);
  if (form === "cidr")
    return random.chance(0.5) ? random.pick(cidrs) : random.some(cidrs, random.between(1, 3));
  const pool = literalPool(shop, place);
  if (pool.length === 0) return undefined;
  if (form === "one") return random.pick(pool);
  if (form === "like") return globFor(random, String(random.pick(pool)));
  if (form === "matches") return regularExpressionFor(random, String(random.pick(pool)));
  if (form === "list") return makeList(shop, place, pool);
  return [random.pick(pool), random.pick(pool)].sort((a, b) => sizeOf(a) - sizeOf(b));
}

/** Long now and then, and of many different values where the field has no enum. */
function makeList({ random, freshness }: Workshop, place: Place, pool: Plain[]): Plain[] {
  if (freshness === 0 || !random.chance(0.08))
    return random.times(random.between(1, 4), () => random.pick(pool));
  const leaves = leavesOf(place) as DraftLeaf[];
  const draw = () => {
    const value = random.pick(pool);
    return leaves.some((leaf) => leaf.enum) ? value : beside(random, leaves[0]!.base, value);
  };
  return random.times(random.between(10, 60), draw).filter(isSafeLiteral);
}

function isSafeLiteral(value: Plain): boolean {
  return !Number.isInteger(value) || Number.isSafeInteger(value);
}

/** A literal has to be in every enum. */
function literalPool({ pools }: Workshop, place: Place): Plain[] {
  const leaves = leavesOf(place) as DraftLeaf[];
  const enums = leaves.flatMap((leaf) => (leaf.enum ? [leaf.enum] : []));
  const [first, ...rest] = enums;
  if (first === undefined) return finitePool(leaves[0]!) ?? pools[leaves[0]!.base];
  return first.filter((member) => rest.every((other) => other.includes(member)));
}

/** Small ranges of integers are compared with their own values. */
function finitePool({ base, minimum, maximum }: DraftLeaf): Plain[] | undefined {
  if (base !== "integer" || typeof minimum !== "number" || typeof maximum !== "number") return undefined;
  if (maximum - minimum > 4) return undefined;
  return Array.from({ length: maximum - minimum + 1 }, (_, index) => minimum + index);
}
