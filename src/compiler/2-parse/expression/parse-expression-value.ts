import type { Node } from "../../1-read/node.ts";
import type { ExpressionNode, SubjectNode, ValueNode } from "../ast.ts";
import { wrongKind } from "../expect.ts";
import type { Parsing } from "../parsing.ts";
import { leftOf, operandOf } from "./operand.ts";
import { parseText } from "./parse-text.ts";

// `expression: "…"` in the structured form: a path or a literal is what it is there, and everything else is computed.

export function parseExpressionValue(
  node: Node,
  parsing: Parsing,
): Exclude<ValueNode, { kind: "list" }> | undefined {
  const isNumber = node.kind === "scalar" && typeof node.value === "number";
  if (node.kind !== "scalar" || typeof node.value !== "string") {
    const help = isNumber ? `write \`literal: ${node.value}\`` : undefined;
    return wrongKind(node, "`expression`", "text", parsing, help);
  }
  const syntax = parseText(node, node.value, parsing);
  return syntax && operandOf(syntax, { value: "expression", span: node.span }, parsing);
}

/** What reads some field: a subject that is always the same decides nothing. */
export function parseExpressionSubject(
  node: Node,
  parsing: Parsing,
): SubjectNode | ExpressionNode | undefined {
  const value = parseExpressionValue(node, parsing);
  const left = value && leftOf(value);
  if (value === undefined || left !== undefined) return left;
  const message = "the subject is always the same: no field is read in it";
  return parsing.report(
    "expression-mismatch",
    value.span,
    message,
    "compare a field, such as `action.amount`",
  );
}
