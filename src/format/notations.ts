import { isScalar, type Node } from "yaml";
import type { DocumentLimits } from "../language/limits.ts";
import { expressionLines } from "./expression-lines.ts";
import { isExpressionOf } from "./meaning.ts";
import { nodeOf, scalarOf } from "./node-of.ts";
import type { Slot } from "./slot.ts";
import { structured } from "./structured.ts";

/**
 * What a condition is in a notation, in lines of a width; nothing where it stays as it is, and what is inside of it is looked
 * at.
 */
export type Notation = (slot: Slot, width: number) => Node | undefined;

/** Maps become expressions. What has none, a name above all, stays a map, with expressions inside of it. */
export function asExpression(limits: DocumentLimits): Notation {
  return ({ node, condition, isFlow }, width) => {
    if (isScalar(node)) return undefined;
    const text = expressionLines(condition, isFlow ? Number.POSITIVE_INFINITY : width);
    return text !== undefined && isExpressionOf(text, condition, limits) ? textNode(text) : undefined;
  };
}

function textNode(text: string): Node {
  const scalar = scalarOf(text);
  if (text.includes("\n")) scalar.type = "BLOCK_LITERAL";
  return scalar;
}

/** Expressions become maps, those inside of maps too. */
export const asStructured: Notation = ({ node, condition }) =>
  isScalar(node) && condition.kind !== "always" ? nodeOf(structured(condition)) : undefined;
