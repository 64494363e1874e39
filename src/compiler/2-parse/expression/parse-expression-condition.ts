import type { ScalarNode } from "../../1-read/node.ts";
import { ExpressionRefused, ExpressionText, type Listener } from "../../expression/expression-text.ts";
import { parseExpression } from "../../expression/parse-expression.ts";
import type { ConditionNode } from "../ast.ts";
import type { Parsing } from "../parsing.ts";
import { toCondition } from "./condition.ts";

/** A condition in CEL syntax: text → syntax → the nodes that the structured form gives, with places in the file. */
export function parseExpressionCondition(
  { span }: ScalarNode,
  text: string,
  parsing: Parsing,
): ConditionNode | undefined {
  const listener: Listener = {
    report: (code, place, message, help) => parsing.report(code, place, message, help),
    depth: parsing.limits.depth,
    countToken: () => parsing.countToken(span.source),
  };
  try {
    return toCondition(parseExpression(new ExpressionText(text, span, listener)), parsing);
  } catch (error) {
    if (error instanceof ExpressionRefused) return undefined;
    throw error;
  }
}
