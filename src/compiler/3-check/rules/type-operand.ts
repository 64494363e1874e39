import { parseCidr } from "../../../language/ip.ts";
import type { Cidr, Operand } from "../../../language/model.ts";
import type { RightShape } from "../../../language/operators.ts";
import type { OperandScalar } from "../../../language/types.ts";
import type { LiteralNode, LiteralScalar } from "../../2-parse/ast.ts";
import type { Report } from "../context.ts";
import { toScalar } from "../literal.ts";
import type { Right } from "./right.ts";

// The right side of an atom whose types fit, with literals as values of the left side's type.

/** `undefined` when a literal is no such value, which is reported for each of them. */
export function typeOperand(
  shape: RightShape,
  left: OperandScalar,
  right: Right,
  report: Report,
): Operand | undefined {
  if (right.kind === "none") return { kind: "flag", value: true };
  if (right.kind === "field") return { kind: "field", field: right.reference };
  if (right.kind === "expression") return right.computed;
  if (shape === "cidr") return blocks(right.literal, report);
  return right.kind === "list"
    ? list(left, right.literal, report)
    : scalar(shape, left, right.literal, report);
}

function scalar(
  shape: RightShape,
  left: OperandScalar,
  literal: LiteralScalar,
  report: Report,
): Operand | undefined {
  if (shape === "flag") return { kind: "flag", value: literal.value === true };
  const value = toScalar(literal, left, report);
  return value === undefined ? undefined : { kind: "literal", value, span: literal.span };
}

function list(left: OperandScalar, literal: LiteralNode, report: Report): Operand | undefined {
  const values = each(literal, (item) => toScalar(item, left, report));
  return values && { kind: "literals", values, span: literal.span };
}

function blocks(literal: LiteralNode, report: Report): Operand | undefined {
  const values = each(literal, (item) => toCidr(item, report));
  return values && { kind: "cidrs", values, span: literal.span };
}

/** All of them, or nothing when one is refused; the others are looked at all the same. */
function each<T>(literal: LiteralNode, convert: (item: LiteralScalar) => T | undefined): T[] | undefined {
  const items = literal.kind === "list" ? literal.items : [literal];
  const values = items.map(convert);
  return values.every((value) => value !== undefined) ? (values as T[]) : undefined;
}

/** As written; that no host bits are set is a check of its own. */
function toCidr({ value, span }: LiteralScalar, report: Report): Cidr | undefined {
  const block = parseCidr(`${value}`);
  if (block !== undefined) return block;
  report({
    code: "invalid-cidr",
    message: `\`${value}\` is no block of addresses`,
    span,
    help: "write an address, `/` and the length of the prefix: `10.0.0.0/8`, `2001:db8::/32`, `10.0.0.1/32` for one address",
  });
  return undefined;
}
