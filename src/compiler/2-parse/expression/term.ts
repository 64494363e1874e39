import {
  type ArithmeticOperator,
  type DatetimePartName,
  parseOffset,
  partOfMethod,
} from "../../../language/arithmetic.ts";
import type { Call, Chain, Syntax } from "../../expression/syntax.ts";
import type { ChainNode, ExpressionNode, StepNode, SubjectNode, TermNode, Text } from "../ast.ts";
import { frozen, unbroken } from "../frozen.ts";
import type { Parsing } from "../parsing.ts";
import { isLiteralCall, literalCall, literalOf } from "./literal.ts";
import { refuseCall } from "./refuse-call.ts";
import { subjectOf } from "./subject.ts";

// What is computed. Whether the types fit is for the check.

/** Whether a value comes out that is neither field nor literal. */
export function isComputed(syntax: Syntax): boolean {
  if (syntax.kind === "call") return isTermCall(syntax);
  return syntax.kind === "chain" || syntax.kind === "negative";
}

function isTermCall({ receiver, name }: Call): boolean {
  return name.value === "size" || (receiver !== undefined && partOfMethod(name.value) !== undefined);
}

export function expressionOf(syntax: Syntax, parsing: Parsing): ExpressionNode | undefined {
  const term = termOf(syntax, parsing);
  return term && Object.freeze({ kind: "expression", term, span: syntax.span });
}

function termOf(syntax: Syntax, parsing: Parsing): TermNode | undefined {
  const { span } = syntax;
  switch (syntax.kind) {
    case "group":
      return termOf(syntax.inner, parsing);
    case "path": {
      const subject = subjectOf(syntax, parsing);
      return subject && Object.freeze({ kind: "field", subject, span });
    }
    case "literal":
      return Object.freeze({ kind: "literal", literal: literalOf(syntax), span });
    case "negative": {
      const operand = termOf(syntax.operand, parsing);
      return operand && Object.freeze({ kind: "negative", operand, span });
    }
    case "chain":
      return chainOf(syntax, parsing);
    case "call":
      return callOf(syntax, parsing);
    default:
      return refuseOperand(syntax, parsing);
  }
}

function refuseOperand({ kind, span }: Syntax, parsing: Parsing): undefined {
  const what = kind === "list" ? "a list" : "a condition";
  const help =
    kind === "list" ? "`size(path)` counts the items of a list" : "join conditions with `&&` or `||`";
  return parsing.report("expression-mismatch", span, `arithmetic takes values, and this is ${what}`, help);
}

/** `(a + b) + c` is `a + b + c`. */
function chainOf({ first, rest, span }: Chain, parsing: Parsing): ChainNode | undefined {
  const head = termOf(first, parsing);
  const tail = unbroken(rest.map((step) => stepOf(step, parsing)));
  if (head === undefined || tail === undefined) return undefined;
  const isSame = head.kind === "chain" && isSum(head) === isSum({ rest: tail });
  const [start, steps] = isSame ? [head.first, Object.freeze([...head.rest, ...tail])] : [head, tail];
  return Object.freeze({ kind: "chain", first: start, rest: steps, span });
}

function stepOf({ operator, operand }: Chain["rest"][number], parsing: Parsing): StepNode | undefined {
  const term = termOf(operand, parsing);
  const word = Object.freeze({ value: operator.value as ArithmeticOperator, span: operator.span });
  return term && Object.freeze({ operator: word, operand: term, span: operand.span });
}

/** Of sums, and not of products. */
export function isSum({ rest }: Pick<ChainNode, "rest">): boolean {
  const { value } = rest[0]!.operator;
  return value === "+" || value === "-";
}

function callOf(call: Call, parsing: Parsing): TermNode | undefined {
  if (isLiteralCall(call)) {
    const literal = literalCall(call, parsing);
    return literal && Object.freeze({ kind: "literal", literal, span: call.span });
  }
  if (!isTermCall(call)) return refuseCall(call, parsing);
  return call.name.value === "size" ? sizeOf(call, parsing) : partOf(call, parsing);
}

/** `size(path)`, `path.size()` */
function sizeOf({ receiver, arguments: given, span }: Call, parsing: Parsing): TermNode | undefined {
  const operands = receiver === undefined ? given : [receiver, ...given];
  const subject = operands.length === 1 ? fieldOf(operands[0]!, parsing) : null;
  if (subject !== null) return subject && Object.freeze({ kind: "size", subject, span });
  const help = "write `size(action.tags)`";
  return parsing.report("expression-mismatch", span, "`size` takes one field, of text or a list", help);
}

/** `null` when it is no path. */
function fieldOf(syntax: Syntax, parsing: Parsing): SubjectNode | null | undefined {
  if (syntax.kind === "group") return fieldOf(syntax.inner, parsing);
  return syntax.kind === "path" ? subjectOf(syntax, parsing) : null;
}

function partOf({ receiver, name, arguments: given, span }: Call, parsing: Parsing): TermNode | undefined {
  const part: DatetimePartName = partOfMethod(name.value)!;
  const operand = termOf(receiver!, parsing);
  const offset = offsetOf(given, name.value, span, parsing);
  if (operand === undefined || offset === null) return undefined;
  return frozen<Extract<TermNode, { kind: "part" }>>({ kind: "part", part, operand, offset, span });
}

/** `undefined` when there is none, `null` when there is something else, which is reported. */
function offsetOf(
  given: readonly Syntax[],
  method: string,
  span: Call["span"],
  parsing: Parsing,
): Text | undefined | null {
  const [zone] = given;
  if (zone === undefined) return undefined;
  const example = `write \`.${method}("+02:00")\`, or \`.${method}()\` for UTC`;
  if (given.length > 1 || zone.kind !== "literal" || typeof zone.value !== "string") {
    parsing.report(
      "expression-mismatch",
      span,
      `\`${method}\` takes one fixed offset as text, or nothing`,
      example,
    );
    return null;
  }
  if (parseOffset(zone.value) !== undefined) return Object.freeze({ value: zone.value, span: zone.span });
  const message = `the time zone \`${zone.value}\` is no part of expressions here: only fixed offsets are`;
  parsing.report("expression-unsupported", zone.span, message, example);
  return null;
}
