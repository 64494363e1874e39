import type { Span } from "../../../diagnostics/span.ts";
import type { ExpressionNode, SubjectNode } from "../../2-parse/ast.ts";
import { isExpression } from "../../2-parse/subjects.ts";

/** Where to point at one side of an atom: at the name of a field, at the whole of what is computed. */
export function nameSpan(side: SubjectNode | ExpressionNode): Span {
  return isExpression(side) ? side.span : side.field.span;
}
