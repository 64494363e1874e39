import type { AtomNode, LiteralScalar } from "../../2-parse/ast.ts";

/** The literals on the right of an atom as written, one by one; none when a field stands there. */
export function literalItems(atom: AtomNode): readonly LiteralScalar[] {
  if (atom.value?.kind !== "literal") return [];
  const { literal } = atom.value;
  return literal.kind === "list" ? literal.items : [literal];
}
