import type { AtomNode, ExpressionNode, SubjectNode, TermNode, ValueNode } from "./ast.ts";

/** The fields on both sides of an atom, in the order written. */
export function subjectsOf({ subject, value }: AtomNode): readonly SubjectNode[] {
  return [...onSide(subject), ...onSide(value)];
}

function onSide(side: SubjectNode | ExpressionNode | ValueNode | undefined): readonly SubjectNode[] {
  if (side === undefined) return [];
  if (!("kind" in side)) return [side];
  if (side.kind === "expression") return subjectsIn(side.term);
  return side.kind === "subject" ? [side.subject] : [];
}

export function isExpression(side: SubjectNode | ExpressionNode): side is ExpressionNode {
  return "kind" in side;
}

export function subjectsIn(term: TermNode): readonly SubjectNode[] {
  switch (term.kind) {
    case "literal":
      return [];
    case "field":
    case "size":
      return [term.subject];
    case "negative":
    case "part":
      return subjectsIn(term.operand);
    case "chain":
      return [term.first, ...term.rest.map(({ operand }) => operand)].flatMap(subjectsIn);
  }
}
