// The types of the language (what values a field may hold) and their spelling.

export const SCALAR_TYPES = ["string", "number", "integer", "boolean", "datetime", "ip"] as const;
export type ScalarType = (typeof SCALAR_TYPES)[number];

/** Scalar types that a list may hold. */
export const LIST_ITEM_TYPES = ["string", "number", "integer", "datetime", "ip"] as const;

/** What an expression may compute. Durations are in no field: they are what lies between two datetimes. */
export const TERM_TYPES = ["number", "integer", "datetime", "duration"] as const;
export type TermType = (typeof TERM_TYPES)[number];

/**
 * The type of a field or literal: a scalar, a list of scalars, an object (which only `exists` may look at), or a list of
 * objects, `items` (which quantifiers look into).
 */
export interface ValueType {
  readonly kind: "scalar" | "list" | "object" | "items";
  /** The scalar's or the items' type; absent for objects and lists of objects. */
  readonly scalar?: ScalarType;
}

/** The type of what stands beside an operator: that of a field or literal, or of what is computed. */
export interface OperandType {
  readonly kind: ValueType["kind"];
  readonly scalar?: OperandScalar;
}
export type OperandScalar = ScalarType | TermType;

/** As the user writes it: `string`, `string[]`, `object`, `object[]`. */
export function typeName(type: OperandType): string {
  if (type.kind === "object") return "object";
  if (type.kind === "items") return "object[]";
  return type.kind === "list" ? `${type.scalar}[]` : `${type.scalar}`;
}

/** number and integer are one family: they compare with each other. */
export function sameFamily(a: OperandScalar, b: OperandScalar): boolean {
  return family(a) === family(b);
}

function family(type: OperandScalar): string {
  return type === "integer" ? "number" : type;
}

export const DOMAINS = ["action", "actor", "snapshot"] as const;
export type Domain = (typeof DOMAINS)[number];

/** What asks a condition of the items of a list. */
export const QUANTIFIER_NAMES = ["any_item", "all_items"] as const;
export type QuantifierName = (typeof QUANTIFIER_NAMES)[number];

/** In a quantifier's condition, the item that it is asked of. */
export const ITEM = "item" as const;

export const EFFECTS = ["block", "require_approval", "allow"] as const;
/** Strictest first. */
export type Effect = (typeof EFFECTS)[number];

/** 0 for the strictest effect; a smaller number is stricter. */
export function strictness(effect: Effect): number {
  return EFFECTS.indexOf(effect);
}

export const NAME_PATTERN = /^[A-Za-z_][A-Za-z0-9_]*$/;
export const ACTION_NAME_PATTERN = /^[A-Za-z_][A-Za-z0-9_.:/-]*$/;
export const RULE_ID_PATTERN = /^[A-Za-z0-9_.:-]+$/;
