// An index before it is written. Rules come in order.

export type Tree =
  | { readonly kind: "list"; readonly rules: readonly number[] }
  | { readonly kind: "all"; readonly parts: readonly Tree[] }
  | {
      readonly kind: "split";
      readonly slot: number;
      readonly cuts: ArrayLike<number>;
      /** One more than cuts: what is before the first, between each two, after the last. */
      readonly parts: readonly Tree[];
    };

/** A list that is written as the part that leads to it. */
export function isShort(tree: Tree): tree is Extract<Tree, { kind: "list" }> {
  return tree.kind === "list" && tree.rules.length < 2;
}

/** Without cuts between parts that are the same. */
export function split(slot: number, cuts: ArrayLike<number>, parts: readonly Tree[]): Tree {
  const kept = parts.flatMap((part, i) => (i > 0 && same(parts[i - 1]!, part) ? [] : [i]));
  return {
    kind: "split",
    slot,
    cuts: kept.slice(1).map((i) => cuts[i - 1]!),
    parts: kept.map((i) => parts[i]!),
  };
}

function same(a: Tree, b: Tree): boolean {
  return isShort(a) && isShort(b) && a.rules[0] === b.rules[0];
}
