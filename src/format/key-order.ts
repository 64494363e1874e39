import { type Document, isMap, isPair, isScalar, type Pair, visit, type YAMLMap } from "yaml";

/** The order of keys, in whatever map they stand. Others, as names are, stay behind these in the order they have. */
export const KEY_ORDER: readonly string[] = [
  // a policy, a rule
  ...["version", "id", "description", "semantics", "resolution", "default", "missing", "unknown_action"],
  ...["conditions", "lists", "rules"],
  ...["scope", "when", "effect", "reason", "mode", "approval", "owner", "tags", "expires"],
  // a scope, a condition, a subject
  ...["action", "actions", "actor", "global"],
  ...["subject", "operator", "value", "in", "where", "domain", "field"],
  // an approval
  ...["approvers", "quorum", "expires_in"],
];

/** What a policy gives names to: their order is the author's. */
const NAMED = ["conditions", "lists"];

/** Puts the keys of all maps in order. A comment before a key goes with it; one before a map stays before the map. */
export function orderKeys(document: Document): void {
  visit(document, {
    Map: (_, map, path) => {
      if (!isNamed(path.at(-1), path.length)) orderMap(map);
    },
  });
}

function isNamed(holder: unknown, depth: number): boolean {
  return depth === 3 && isPair(holder) && NAMED.includes(keyOf(holder));
}

function orderMap(map: YAMLMap): void {
  map.items.sort((a, b) => rank(a) - rank(b));
}

function rank(pair: Pair): number {
  const place = KEY_ORDER.indexOf(keyOf(pair));
  return place < 0 ? KEY_ORDER.length : place;
}

/** Keys are known to be text. */
export function keyOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : "";
}

export function pairOf(map: unknown, key: string): Pair | undefined {
  return isMap(map) ? map.items.find((pair) => keyOf(pair) === key) : undefined;
}
