import type { Span } from "../../../diagnostics/span.ts";
import {
  type ArithmeticOperator,
  calculate,
  isInRange,
  methodOfPart,
  parseOffset,
  partOf,
} from "../../../language/arithmetic.ts";
import type { FieldReference, Term, TermStep } from "../../../language/model.ts";
import { TERM_TYPES, type TermType, typeName } from "../../../language/types.ts";
import type { ChainNode, LiteralScalar, PartNode, SubjectNode, TermNode } from "../../2-parse/ast.ts";
import { pathText, scalarText, termText } from "../../2-parse/expression/print-term.ts";
import { toScalar } from "../literal.ts";
import { reference } from "./reference.ts";
import { resolveSubject } from "./resolve-subject.ts";
import type { RuleContext } from "./rule-context.ts";
import { refuseFault, refuseTypes } from "./term-findings.ts";
import { resultType } from "./term-types.ts";

// What is computed: names resolved, types paired, and computed already where it is always the same. `undefined` when one of
// these fails, which is reported.

/** An operand that has a type with which nothing is computed. */
export interface Misfit {
  readonly kind: "misfit";
  readonly type: string;
  readonly text: string;
  readonly span: Span;
}

export function typeTerm(node: TermNode, rule: RuleContext): Term | undefined {
  const operand = typeOperand(node, rule);
  // A field or a literal alone is no term, so nothing that does not fit is left.
  return operand?.kind === "misfit" ? undefined : operand;
}

function typeOperand(node: TermNode, rule: RuleContext): Term | Misfit | undefined {
  switch (node.kind) {
    case "field":
      return typeField(node.subject, node.span, rule);
    case "literal":
      return typeLiteral(node.literal, node.span, rule);
    case "size":
      return typeSize(node, rule);
    case "negative":
      return typeNegative(node, rule);
    case "part":
      return typePart(node, rule);
    case "chain":
      return typeChain(node, rule);
  }
}

function typeField(subject: SubjectNode, span: Span, rule: RuleContext): Term | Misfit | undefined {
  const field = resolve(subject, rule);
  if (field === undefined) return undefined;
  const text = pathText(subject);
  const type = TERM_TYPES.find((known) => field.type.kind === "scalar" && field.type.scalar === known);
  if (type === undefined) return { kind: "misfit", type: typeName(field.type), text, span };
  return { kind: "field", field, type, text, span };
}

function resolve(subject: SubjectNode, rule: RuleContext): FieldReference | undefined {
  const field = resolveSubject(subject, rule);
  return field && reference(subject, field, rule);
}

function typeLiteral(literal: LiteralScalar, span: Span, rule: RuleContext): Term | Misfit | undefined {
  const { value } = literal;
  const text = scalarText(literal);
  const type =
    typeof value === "number" ? (Number.isSafeInteger(value) ? "integer" : "number") : literal.type;
  if (type === undefined) return { kind: "misfit", type: typeof value, text, span };
  const constant = toScalar(literal, type, rule.report);
  return constant === undefined
    ? undefined
    : { kind: "literal", constant: Number(constant), type, text, span };
}

function typeSize(
  { subject, span }: Extract<TermNode, { kind: "size" }>,
  rule: RuleContext,
): Term | undefined {
  const field = resolve(subject, rule);
  if (field === undefined) return undefined;
  const { type } = field;
  const text = pathText(subject);
  if (type.kind === "list" || type.kind === "items" || type.scalar === "string")
    return { kind: "size", field, type: "integer", text: `size(${text})`, span };
  return refuseTypes("size", [{ type: typeName(type), text }], span, rule);
}

function typeNegative(node: Extract<TermNode, { kind: "negative" }>, rule: RuleContext): Term | undefined {
  const { span } = node;
  const operand = typeOperand(node.operand, rule);
  if (operand === undefined) return undefined;
  if (operand.kind === "misfit" || operand.type === "datetime")
    return refuseTypes("-", [operand], span, rule);
  const { type, constant } = operand;
  const known = constant === undefined ? {} : { constant: -constant + 0 };
  return { kind: "negative", operand, type, text: termText(node), ...known, span };
}

function typePart(node: PartNode, rule: RuleContext): Term | undefined {
  const { part, span } = node;
  const operand = typeOperand(node.operand, rule);
  if (operand === undefined) return undefined;
  if (operand.type !== "datetime") return refuseTypes(methodOfPart(part), [operand], span, rule);
  const time = (operand as Term).constant;
  const offset = node.offset === undefined ? 0 : parseOffset(node.offset.value)!;
  const known = time === undefined ? {} : { constant: partOf(time + offset, part) };
  return {
    kind: "part",
    part,
    offset,
    operand: operand as Term,
    type: "integer",
    text: termText(node),
    ...known,
    span,
  };
}

/** What a chain has come to at one of its operands. */
interface Running {
  readonly type: TermType;
  readonly constant: number | undefined;
}

/** Operands are typed all of them; what they come to together, up to the first thing that is wrong. */
function typeChain(node: ChainNode, rule: RuleContext): Term | undefined {
  const first = typeOperand(node.first, rule);
  const operands = node.rest.map(({ operand }) => typeOperand(operand, rule));
  if (first === undefined || operands.includes(undefined)) return undefined;
  const rest: TermStep[] = [];
  let left: Running | Misfit | undefined = running(first);
  for (const [index, operand] of operands.entries()) {
    const { operator } = node.rest[index]!;
    left = typeStep(left, operator.value, operand!, () => upTo(index, node), rule);
    if (left === undefined) return undefined;
    rest.push({ operator: operator.value, operand: operand as Term, type: left.type });
  }
  const { type, constant } = left as Running;
  const known = constant === undefined ? {} : { constant };
  return { kind: "chain", first: first as Term, rest, type, text: termText(node), ...known, span: node.span };
}

function running(operand: Term | Misfit): Running | Misfit {
  return operand.kind === "misfit" ? operand : { type: operand.type, constant: operand.constant };
}

/** The chain to one of its operands, to be pointed at: a copy, so nothing to be made for each. */
function upTo(index: number, { first, rest, span }: ChainNode): ChainNode {
  const steps = rest.slice(0, index + 1);
  return { kind: "chain", first, rest: steps, span: { ...span, end: steps.at(-1)!.span.end } };
}

function typeStep(
  left: Running | Misfit,
  operator: ArithmeticOperator,
  right: Term | Misfit,
  written: () => ChainNode,
  rule: RuleContext,
): Running | undefined {
  const type =
    "kind" in left || right.kind === "misfit" ? undefined : resultType(operator, left.type, right.type);
  if (type === undefined) {
    const whole = written();
    const before = whole.rest.length === 1 ? whole.first : { ...whole, rest: whole.rest.slice(0, -1) };
    return refuseTypes(operator, [{ type: left.type, text: termText(before) }, right], whole.span, rule);
  }
  const divisor = (right as Term).constant;
  const dividend = (left as Running).constant;
  const dividesByZero = divisor === 0 && (operator === "/" || operator === "%");
  if (dividesByZero) return refuseFault(written(), type, "divides by zero", rule);
  if (dividend === undefined || divisor === undefined) return { type, constant: undefined };
  const constant = calculate(operator, dividend, divisor) + 0;
  return isInRange(constant, type) ? { type, constant } : refuseFault(written(), type, undefined, rule);
}
