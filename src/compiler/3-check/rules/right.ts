import type { Computed, FieldReference } from "../../../language/model.ts";
import { pathText, sideText } from "../../../language/model.ts";
import type { RightShape } from "../../../language/operators.ts";
import {
  type OperandScalar,
  type OperandType,
  sameFamily,
  typeName,
  type ValueType,
} from "../../../language/types.ts";
import type { LiteralList, LiteralScalar } from "../../2-parse/ast.ts";
import { isWrittenAs } from "../literal.ts";
import type { ResolvedField } from "../resolved-field.ts";

/** What stands on the right of an operator, before the operator has a say. */
export type Right =
  | { readonly kind: "none" }
  | { readonly kind: "scalar"; readonly literal: LiteralScalar }
  | { readonly kind: "list"; readonly literal: LiteralList }
  | { readonly kind: "field"; readonly field: ResolvedField; readonly reference: FieldReference }
  | { readonly kind: "expression"; readonly computed: Computed };

type Accepts = (right: Right, item: OperandScalar) => boolean;

const literalOf = (right: Right, type: OperandScalar) =>
  right.kind === "scalar" && isWrittenAs(right.literal, type);
const listOf = (right: Right, type: OperandScalar) =>
  right.kind === "list" && right.literal.items.every((item) => isWrittenAs(item, type));
const fieldOf = (right: Right, kind: ValueType["kind"], type: OperandScalar) =>
  right.kind === "field" &&
  right.field.type.kind === kind &&
  sameFamily(right.field.type.scalar ?? type, type);

const computedOf = (right: Right, type: OperandScalar) =>
  right.kind === "expression" && sameFamily(right.computed.term.type, type);

const one: Accepts = (right, item) =>
  literalOf(right, item) || fieldOf(right, "scalar", item) || computedOf(right, item);
const many: Accepts = (right, item) => listOf(right, item) || fieldOf(right, "list", item);

const ACCEPTS: Readonly<Record<RightShape, Accepts>> = {
  same: one,
  list: many,
  pair: (right, item) => listOf(right, item),
  item: one,
  items: many,
  text: (right) => one(right, "string"),
  texts: (right) => listOf(right, "string"),
  cidr: (right) => literalOf(right, "string") || listOf(right, "string"),
  pattern: (right) => literalOf(right, "string"),
  flag: (right) => right.kind === "none" || literalOf(right, "boolean"),
};

/** Whether an operator whose left operand has this type takes this on the right. `left` is no object but with `flag`. */
export function accepts(shape: RightShape, left: OperandType, right: Right): boolean {
  return ACCEPTS[shape](right, left.scalar ?? "boolean");
}

const WANTED: Readonly<Record<RightShape, (item: string) => string>> = {
  same: (item) => `a ${item} literal or field`,
  list: (item) => `a literal list of ${item} or a field of type ${item}[]`,
  pair: (item) => `a literal list of two of ${item}`,
  item: (item) => `a ${item} literal or field`,
  items: (item) => `a literal list of ${item} or a field of type ${item}[]`,
  text: () => "a string literal or field",
  texts: () => "a literal list of string",
  cidr: () => "a literal block such as `10.0.0.0/8`, or a list of them",
  pattern: () => "a string literal",
  flag: () => "`true`, `false` or no value",
};

/** What the operator takes on the right, in words. */
export function wanted(shape: RightShape, left: OperandType): string {
  return WANTED[shape](left.scalar ?? "object");
}

/** Whether it is text that stands in its lists, whatever the left side is. */
export function takesText(shape: RightShape): boolean {
  return shape === "texts" || shape === "cidr";
}

/** In words, with its type. */
export function describeRight(right: Right): string {
  switch (right.kind) {
    case "none":
      return "nothing";
    case "field":
      return `\`${pathText(right.reference)}\` (${typeName(right.field.type)})`;
    case "expression":
      return `\`${sideText(right.computed)}\` (${right.computed.term.type})`;
    case "scalar":
      return `a ${writtenType(right.literal)} literal`;
    case "list": {
      const types = new Set(right.literal.items.map(writtenType));
      return types.size === 0 ? "an empty list" : `a literal list of ${[...types].join(" and ")}`;
    }
  }
}

function writtenType({ value, type }: LiteralScalar): string {
  return type ?? typeof value;
}
