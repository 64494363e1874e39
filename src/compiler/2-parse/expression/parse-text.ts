import type { ScalarNode } from "../../1-read/node.ts";
import { ExpressionRefused, ExpressionText, type Listener } from "../../expression/expression-text.ts";
import { parseExpression } from "../../expression/parse-expression.ts";
import type { Syntax } from "../../expression/syntax.ts";
import type { Parsing } from "../parsing.ts";

/** The text of a scalar as an expression, with places in the file; `undefined` when it is none, which is reported. */
export function parseText({ span }: ScalarNode, text: string, parsing: Parsing): Syntax | undefined {
  const listener: Listener = {
    report: (code, place, message, help) => parsing.report(code, place, message, help),
    depth: parsing.limits.depth,
    countToken: () => parsing.countToken(span.source),
  };
  try {
    return parseExpression(new ExpressionText(text, span, listener));
  } catch (error) {
    if (error instanceof ExpressionRefused) return undefined;
    throw error;
  }
}
