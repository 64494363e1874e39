import type { Span } from "../../../diagnostics/span.ts";
import type { OperatorName } from "../../../language/operators.ts";
import type { Call, Comparison, Path, Syntax, Word } from "../../expression/syntax.ts";
import type { AtomNode, ExpressionNode, LiteralNode, LiteralScalar, SubjectNode, ValueNode } from "../ast.ts";
import { frozen } from "../frozen.ts";
import type { Parsing } from "../parsing.ts";
import { argumentCount, isFlag, MIRRORED, negationOf, operatorOf } from "./forms.ts";
import { leftOf, operandOf } from "./operand.ts";
import { refuseCall } from "./refuse-call.ts";
import { subjectOf } from "./subject.ts";
import { expressionOf, isComputed } from "./term.ts";

/** `action.amount > 1000`, and `1000 < action.amount`, which is the same. */
export function atomOfComparison(comparison: Comparison, parsing: Parsing): AtomNode | undefined {
  const left = operandOf(comparison.left, comparison.operator, parsing);
  const right = operandOf(comparison.right, comparison.operator, parsing);
  if (left === undefined || right === undefined) return undefined;
  const { span, operator: word } = comparison;
  const operator = operatorOf({ kind: "symbol", word: word.value })!;
  const read = leftOf(left);
  if (read !== undefined) return atom(read, operator, word.span, right, span);
  const mirror = leftOf(right);
  if (mirror !== undefined) return mirrored(left, operator, mirror, comparison);
  return parsing.report(
    "expression-mismatch",
    span,
    `\`${word.value}\` compares two values that are always the same`,
    "one side has to be a field, such as `action.amount`",
  );
}

function mirrored(
  value: ValueNode,
  operator: OperatorName,
  subject: SubjectNode | ExpressionNode,
  { operator: word, span }: Comparison,
): AtomNode {
  const whole = atom(subject, MIRRORED[operator]!, word.span, value, span);
  return operator === "in" ? Object.freeze({ ...whole, isMembership: true }) : whole;
}

/** A path alone: `snapshot.fraud_flag` is true. */
export function atomOfPath(path: Path, parsing: Parsing): AtomNode | undefined {
  const subject = subjectOf(path, parsing);
  return subject && atom(subject, "equals", path.span, flag(true, path.span), path.span);
}

/** `has(path)`, `path.isEmpty()`, `path.contains(right)`. */
export function atomOfCall(call: Call, parsing: Parsing): AtomNode | undefined {
  const { receiver, name } = call;
  const operator = operatorOf({ kind: receiver ? "method" : "function", word: name.value });
  if (operator === undefined) return refuseCall(call, parsing);
  const [path, given] = receiver ? [receiver, call.arguments] : [call.arguments[0], call.arguments.slice(1)];
  const wanted = argumentCount(operator);
  if (path === undefined || given.length !== wanted)
    return refuseCount(call, wanted + (receiver ? 0 : 1), parsing);
  const subject = receiverOf(path, name, parsing);
  const value = rightOf(given, call, parsing);
  if (subject === undefined || (value === undefined && wanted > 0)) return undefined;
  return atom(subject, operator, name.span, value, call.span);
}

function receiverOf(syntax: Syntax, name: Word, parsing: Parsing): SubjectNode | ExpressionNode | undefined {
  if (syntax.kind === "group") return receiverOf(syntax.inner, name, parsing);
  if (syntax.kind === "path") return subjectOf(syntax, parsing);
  if (isComputed(syntax)) return computedReceiver(syntax, name, parsing);
  const message = `\`${name.value}\` asks about a field, and this is none`;
  return parsing.report("expression-mismatch", syntax.span, message, "write the path of a field");
}

/** `has` asks about paths alone, and what is always the same is nothing to ask about. */
function computedReceiver(syntax: Syntax, name: Word, parsing: Parsing): ExpressionNode | undefined {
  const value = expressionOf(syntax, parsing);
  if (value === undefined || (leftOf(value) === value && operatorOf({ kind: "method", word: name.value })))
    return value;
  const message = `\`${name.value}\` asks about a field, and this is none`;
  return parsing.report("expression-mismatch", syntax.span, message, "write the path of a field");
}

/** Two arguments are a list of two, the bounds of `between`. */
function rightOf(given: readonly Syntax[], { name, span }: Call, parsing: Parsing): ValueNode | undefined {
  const values = given.map((argument) => operandOf(argument, name, parsing));
  if (values.length < 2) return values[0];
  const items = values.map((value) => value && itemOf(value, name, parsing));
  if (items.includes(undefined)) return undefined;
  return literal(Object.freeze({ kind: "list", items: Object.freeze(items as LiteralScalar[]), span }));
}

function itemOf(value: ValueNode, name: Word, parsing: Parsing): LiteralScalar | undefined {
  if (value.kind === "literal" && value.literal.kind === "scalar") return value.literal;
  const message = `\`${name.value}\` takes literals alone`;
  return parsing.report(
    "expression-mismatch",
    value.span,
    message,
    "write two comparisons with `&&` between them",
  );
}

function refuseCount({ name, arguments: given, span }: Call, wanted: number, parsing: Parsing): undefined {
  const takes = ["no argument", "one argument", "two arguments"][wanted];
  const message = `\`${name.value}\` takes ${takes}, not ${given.length}`;
  return parsing.report("expression-mismatch", span, message);
}

/** The atom with `!` before it, where some operator says that; `undefined` otherwise. */
export function negatedAtom(positive: AtomNode, span: Span): AtomNode | undefined {
  const { operator } = positive;
  if (isFlag(operator.value)) return Object.freeze({ ...positive, value: flag(false, operator.span), span });
  const value = negationOf(operator.value);
  return value && Object.freeze({ ...positive, operator: Object.freeze({ ...operator, value }), span });
}

function atom(
  subject: SubjectNode | ExpressionNode,
  operator: OperatorName,
  operatorSpan: Span,
  value: ValueNode | undefined,
  span: Span,
): AtomNode {
  const word = Object.freeze({ value: operator, span: operatorSpan });
  return frozen<AtomNode>({ kind: "atom", subject, operator: word, value, isMembership: undefined, span });
}

function flag(value: boolean, span: Span): ValueNode {
  return literal(Object.freeze({ kind: "scalar", value, span }));
}

function literal(node: LiteralNode): ValueNode {
  return Object.freeze({ kind: "literal", literal: node, span: node.span });
}
