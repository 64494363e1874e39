import type { ConditionNode } from "../compiler/2-parse/ast.ts";
import { printCondition } from "../compiler/2-parse/expression/print.ts";

/**
 * A condition as an expression; one that is longer than `width` over several lines, each of which begins with the `&&` or `||`
 * before it. `undefined` where it has no expression.
 */
export function expressionLines(condition: ConditionNode, width: number): string | undefined {
  const text = printCondition(condition);
  return text === undefined || text.length <= width ? text : broken(condition, width, text);
}

function broken(condition: ConditionNode, width: number, text: string): string {
  if (condition.kind === "not" && isJoined(condition.condition))
    return `!(${expressionLines(condition.condition, width)!})`;
  if (!isJoined(condition) || condition.conditions.length === 1) return text;
  const symbol = condition.kind === "all" ? "&&" : "||";
  const parts = condition.conditions.map((part) => {
    const inner = expressionLines(part, width - 4)!;
    return isJoined(part) ? `(${inner.replaceAll("\n", "\n  ")})` : inner;
  });
  return parts.join(`\n${symbol} `);
}

type Joined = ConditionNode & { readonly conditions: readonly ConditionNode[] };

function isJoined(condition: ConditionNode): condition is Joined {
  return condition.kind === "all" || condition.kind === "any";
}
