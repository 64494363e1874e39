import type { ScalarNode } from "../../1-read/node.ts";
import type { ConditionNode } from "../ast.ts";
import type { Parsing } from "../parsing.ts";
import { toCondition } from "./condition.ts";
import { parseText } from "./parse-text.ts";

/** A condition in CEL syntax: text → syntax → the nodes that the structured form gives, with places in the file. */
export function parseExpressionCondition(
  node: ScalarNode,
  text: string,
  parsing: Parsing,
): ConditionNode | undefined {
  const syntax = parseText(node, text, parsing);
  return syntax && toCondition(syntax, parsing);
}
