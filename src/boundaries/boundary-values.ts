import { complement } from "../automaton/operations.ts";
import { witness } from "../automaton/witness.ts";
import { ipText } from "../language/ip.ts";
import { type Atom, isComputed, type Operand, type Scalar, type Term } from "../language/model.ts";
import type { OperatorName } from "../language/operators.ts";
import type { ValueField } from "../language/schema.ts";
import type { ScalarType } from "../language/types.ts";
import { neighbours } from "../mutation/limit-variants.ts";

// Values of one field at which the outcome of a test may change: those of literals, those right beside limits, a text that fits a
// pattern and one that does not.

/** A value as inputs have it; `undefined` is absence. */
export type Value = unknown;

/** So that there is something else than what the rules name. */
const SAMPLES: Readonly<Record<ScalarType, readonly Scalar[]>> = {
  string: ["other"],
  number: [1],
  integer: [1],
  boolean: [false, true],
  datetime: [Date.UTC(2026, 0, 1)],
  ip: ["00000000000000000000ffffcb007107"],
};

/** More of an enum than that are not all tried: only those that rules name, and one more. */
const MOST_OF_ENUM = 8;

/** In a settled order: literals as they are written, then what else there is. */
export function boundaryValues(field: ValueField, atoms: readonly Atom[]): readonly Value[] {
  const named = atoms.flatMap((atom) => namedIn(atom, field.type));
  const scalars = distinct([...named, ...SAMPLES[field.type]].filter((value) => isAllowed(value, field)));
  const values = field.enum ? ofEnum(field.enum, scalars) : ordered(scalars);
  const shown = values.map((value) => inputValue(value, field.type));
  const all =
    field.kind === "list"
      ? [[], ...shown.map((value) => [value]), ...(shown.length > 1 ? [shown] : [])]
      : shown;
  return field.optional ? [...all, undefined] : all;
}

function ofEnum(allowed: readonly Scalar[], named: readonly Scalar[]): readonly Scalar[] {
  if (allowed.length <= MOST_OF_ENUM) return allowed;
  const used = allowed.filter((value) => named.includes(value));
  const other = allowed.find((value) => !used.includes(value));
  return other === undefined ? used : [...used, other];
}

function namedIn({ operator, left, right }: Atom, type: ScalarType): readonly Scalar[] {
  const constants = [...(isComputed(left) ? constantsIn(left.term) : []), ...rightValues(right, operator)];
  if (type === "string") return constants.filter((value) => typeof value === "string");
  return constants.flatMap((value) => {
    if (typeof value !== "number" || type === "boolean") return value;
    return [value, ...neighbours(value, { kind: "scalar", scalar: type })];
  });
}

function rightValues(right: Operand, operator: OperatorName): readonly Scalar[] {
  switch (right.kind) {
    case "literal":
      return around(right.value, operator);
    case "literals":
      return right.values.flatMap((value) => around(value, operator));
    case "cidrs":
      return right.values.map(({ address }) => address);
    case "pattern":
      return [witness(right.automaton), witness(complement(right.automaton))].filter(
        (text) => text !== undefined,
      );
    case "flag":
      return operator === "is_empty" ? [""] : [];
    case "expression":
      return constantsIn(right.term);
    case "field":
      return [];
  }
}

/** Texts that meet the test and are not the literal itself. */
function around(value: Scalar, operator: OperatorName): readonly Scalar[] {
  if (typeof value !== "string") return [value];
  switch (operator) {
    case "starts_with":
      return [value, `${value}x`];
    case "ends_with":
      return [value, `x${value}`];
    case "equals_ignoring_case":
    case "in_ignoring_case":
      return [value, value.toUpperCase()];
    default:
      return [value];
  }
}

function constantsIn(term: Term): readonly number[] {
  switch (term.kind) {
    case "literal":
      return [term.constant];
    case "negative":
    case "part":
      return constantsIn(term.operand);
    case "chain":
      return [term.first, ...term.rest.map(({ operand }) => operand)].flatMap(constantsIn);
    default:
      return [];
  }
}

/** What the schema refuses says nothing of the rules. */
function isAllowed(
  value: Scalar,
  { type, minimum = -Infinity, maximum = Infinity, maxLength = Infinity }: ValueField,
): boolean {
  switch (type) {
    case "boolean":
      return typeof value === "boolean";
    case "string":
      return typeof value === "string" && [...value].length <= maxLength;
    case "ip":
      return typeof value === "string" && /^[0-9a-f]{32}$/.test(value);
    case "datetime":
      return typeof value === "number" && value >= minimum && value <= maximum && Math.abs(value) <= LATEST;
    default:
      return (
        typeof value === "number" &&
        value >= minimum &&
        value <= maximum &&
        (type === "number" || Number.isSafeInteger(value))
      );
  }
}

/** Years of four digits. */
const LATEST = Date.UTC(9999, 11, 31);

function ordered(values: readonly Scalar[]): readonly Scalar[] {
  return values.every((value) => typeof value === "number") ? values.toSorted((a, b) => a - b) : values;
}

function inputValue(value: Scalar, type: ScalarType): Value {
  if (type === "datetime") return new Date(Number(value)).toISOString();
  return type === "ip" ? ipText(String(value)) : value;
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
