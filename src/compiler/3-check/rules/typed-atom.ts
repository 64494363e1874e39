import type { Atom } from "../../../language/model.ts";
import type { AtomNode } from "../../2-parse/ast.ts";
import type { ResolvedField } from "../resolved-field.ts";

/** An atom whose names and types are right, with what its left side leads to; what `ATOM_CHECKS` look at. */
export interface TypedAtom {
  readonly node: AtomNode;
  readonly atom: Atom;
  readonly field: Pick<ResolvedField, "guardLength" | "declarations">;
}
