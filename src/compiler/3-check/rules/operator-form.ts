import type { Finding } from "../../../diagnostics/diagnostic.ts";
import type { Span } from "../../../diagnostics/span.ts";
import { booleanMeant } from "../../../diagnostics/suggest.ts";
import { type Computed, type FieldReference, isComputed, sideText } from "../../../language/model.ts";
import {
  OPERATOR_NAMES,
  OPERATORS,
  type OperatorForm,
  type OperatorName,
} from "../../../language/operators.ts";
import { type OperandScalar, type OperandType, typeName } from "../../../language/types.ts";
import type { AtomNode, LiteralScalar } from "../../2-parse/ast.ts";
import { isWrittenAs } from "../literal.ts";
import { accepts, describeRight, type Right, takesText, wanted } from "./right.ts";
import type { RuleContext } from "./rule-context.ts";

// The pairing of an operator with the types around it: by the table of operators, and by nothing else.

/** The form of the operator that takes both sides; `undefined` when there is none, which is reported. */
export function operatorForm(
  atom: AtomNode,
  left: FieldReference | Computed,
  right: Right,
  rule: RuleContext,
): OperatorForm | undefined {
  const form = formOnLeft(atom.operator.value, left);
  if (form !== undefined && accepts(form.right, left.type, right)) return form;
  const isMissing = form !== undefined && right.kind === "none";
  rule.report(isMissing ? missing(atom, form, left, rule) : mismatch(atom, form, left, right, rule));
  return undefined;
}

/** Durations compare as numbers do, with one another. Only of a field can be asked whether it exists. */
function formOnLeft(operator: OperatorName, left: FieldReference | Computed): OperatorForm | undefined {
  const { kind, scalar } = left.type;
  const forms = operator === "exists" && isComputed(left) ? [] : OPERATORS[operator].forms;
  const compared = scalar === "duration" ? "number" : scalar;
  return forms.find((form) => form.left.some((type) => type.kind === kind && type.scalar === compared));
}

function missing(
  atom: AtomNode,
  form: OperatorForm,
  left: FieldReference | Computed,
  rule: RuleContext,
): Finding {
  return {
    code: "missing-value",
    message: `operator \`${atom.operator.value}\` has no value in ${rule.where}`,
    span: atom.operator.span,
    help: `give it ${wanted(form.right, left.type)}`,
  };
}

function mismatch(
  atom: AtomNode,
  form: OperatorForm | undefined,
  left: FieldReference | Computed,
  right: Right,
  rule: RuleContext,
): Finding {
  const operator = atom.operator.value;
  const beside = right.kind === "none" ? "" : ` and ${describeRight(right)}`;
  const sides = `\`${sideText(left)}\` (${typeName(left.type)})${beside}`;
  return {
    code: "operator-type-mismatch",
    message: `operator \`${operator}\` does not fit ${sides} in ${rule.where}`,
    span: form === undefined ? atom.operator.span : misfit(atom, form, left.type, right),
    help: advice(operator, form, left, right),
  };
}

/** Where the right side goes wrong: in a list, the first item that does. */
function misfit(atom: AtomNode, form: OperatorForm, left: OperandType, right: Right): Span {
  const type = takesText(form.right) ? "string" : left.scalar;
  const item = right.kind === "list" && right.literal.items.find((item) => type && !isWrittenAs(item, type));
  return item ? item.span : valueSpan(atom);
}

function valueSpan(atom: AtomNode): Span {
  const { value } = atom;
  if (value === undefined) return atom.operator.span;
  if (value.kind === "list") return value.name.span;
  if (value.kind === "literal") return value.literal.span;
  return value.kind === "expression" ? value.span : value.subject.field.span;
}

function advice(
  operator: OperatorName,
  form: OperatorForm | undefined,
  left: FieldReference | Computed,
  right: Right,
): string {
  const { type } = left;
  const rewritten = form && rewriting(form, type, right);
  if (rewritten !== undefined) return rewritten;
  const parts = form === undefined ? [] : [`\`${operator}\` takes ${wanted(form.right, type)} here`];
  const both = right.kind === "none" ? [] : operatorsFor(left).filter((name) => takes(name, left, right));
  if (both.length > 0) parts.push(`operators that fit both: ${quoted(both)}`);
  else if (form === undefined) parts.push(`operators for ${typeName(type)}: ${quoted(operatorsFor(left))}`);
  return parts.join("; ");
}

/** For a literal that only has to be written otherwise. */
function rewriting(
  { right: shape }: OperatorForm,
  { scalar }: OperandType,
  right: Right,
): string | undefined {
  if (right.kind !== "scalar" && right.kind !== "list") return undefined;
  const wanted = shape === "flag" ? "boolean" : takesText(shape) || shape === "text" ? "string" : scalar;
  const items = right.kind === "list" ? right.literal.items : [right.literal];
  const wrong = items.find((item) => wanted && !isWrittenAs(item, wanted));
  return wrong && otherwise(wrong.value, wanted);
}

function otherwise(value: LiteralScalar["value"], wanted: OperandScalar | undefined): string | undefined {
  if (typeof value !== "string")
    return wanted === "string" ? `to make text of it, write "${value}"` : undefined;
  if (wanted === "boolean") return booleanMeant(value);
  if (wanted === "duration") return 'in an expression write `duration("24h")`';
  const isNumber = (wanted === "number" || wanted === "integer") && /^-?\d+(\.\d+)?$/.test(value);
  return isNumber ? `write \`${value}\` without quotes` : undefined;
}

function operatorsFor(left: FieldReference | Computed): readonly OperatorName[] {
  return OPERATOR_NAMES.filter((name) => formOnLeft(name, left) !== undefined);
}

function takes(name: OperatorName, left: FieldReference | Computed, right: Right): boolean {
  const form = formOnLeft(name, left);
  return form !== undefined && accepts(form.right, left.type, right);
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
