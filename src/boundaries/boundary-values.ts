import { ipText } from "../language/ip.ts";
import { type Atom, type FieldReference, isComputed, type Scalar } from "../language/model.ts";
import type { ValueField } from "../language/schema.ts";
import type { ScalarType } from "../language/types.ts";
import { isAllowed } from "./allowed.ts";
import { datetimesIn, namedIn, sizesIn } from "./named-values.ts";
import { decisiveSamples, usualSamples } from "./samples.ts";

// Values of one field at which the outcome of a test may change: those that tests name, those right beside limits, and some
// others, so that no test comes out the same for all of them.

/** A value as inputs have it; `undefined` is absence. */
export type Value = unknown;

/** What is asked of a field. */
export interface Asked {
  /** Tests that read it. */
  readonly own: readonly Atom[];
  /** Tests that read what it is compared with. */
  readonly others: readonly Atom[];
  /** The fields that it is compared with. */
  readonly compared: readonly ValueField[];
  /** Whether this is the field, not the items of it. */
  isIt(field: FieldReference): boolean;
  /** Whether this is an item of it; of a scalar never. */
  isItem(field: FieldReference): boolean;
}

/** More of an enum than that are not all tried: only those that rules name or tell apart, and one more. */
const MOST_OF_ENUM = 8;

/** In a settled order: literals as they are written, then what else there is. */
export function boundaryValues(field: ValueField, asked: Asked): readonly Value[] {
  const scalars = scalarsOf(field, asked);
  const shown = scalars.map((value) => inputValue(value, field.type));
  const all = field.kind === "list" ? listsOf(shown, asked) : shown;
  return field.optional ? [...all, undefined] : all;
}

function listsOf(shown: readonly Value[], { own, isIt }: Asked): readonly Value[] {
  const sizes = own.flatMap((atom) => sizesIn(atom, isIt));
  const lists = [[], ...shown.map((value) => [value]), ...(shown.length > 1 ? [shown] : [])];
  const lengths = new Set(lists.map(({ length }) => length));
  return [...lists, ...missingSizes(sizes, lengths).map((size) => filled(size, shown))];
}

/** Those that nothing has yet. */
export function missingSizes(sizes: readonly number[], known: ReadonlySet<number>): readonly number[] {
  return distinct(sizes.filter((size) => !known.has(size))).toSorted((a, b) => a - b);
}

/** A list of so many, of what there is. */
export function filled<T>(size: number, items: readonly T[]): readonly T[] {
  return items.length === 0 ? [] : Array.from({ length: size }, (_, place) => items[place % items.length]!);
}

function scalarsOf(field: ValueField, asked: Asked): readonly Scalar[] {
  const { own, others, compared, isItem } = asked;
  const isScalar = field.kind === "scalar" ? asked.isIt : isItem;
  const named = [...own.filter((atom) => sizesIn(atom, asked.isIt).length === 0), ...others].flatMap((atom) =>
    namedIn(atom, field.type),
  );
  const made = own.flatMap((atom) => [
    ...datetimesIn(atom, isScalar),
    ...sizesIn(atom, isScalar).map((size) => "x".repeat(size)),
  ]);
  const found = [...named, ...made, ...usualSamples(field, compared)].filter((value) =>
    isAllowed(value, field),
  );
  const tests = own.filter((atom) => isDecidedByLiterals(atom, isScalar));
  if (field.enum && field.enum.length <= MOST_OF_ENUM) return field.enum;
  const start = field.enum ? field.enum.filter((value) => found.includes(value)) : distinct(found);
  const values = distinct([...start, ...decisiveSamples(field, tests, start)]);
  return field.enum ? withOneMore(field.enum, values) : ordered(values);
}

function withOneMore(allowed: readonly Scalar[], values: readonly Scalar[]): readonly Scalar[] {
  const other = allowed.find((value) => !values.includes(value));
  return other === undefined ? values : [...values, other];
}

function isDecidedByLiterals(
  { left, right, operator }: Atom,
  isScalar: (field: FieldReference) => boolean,
): boolean {
  if (isComputed(left) || !isScalar(left) || operator === "exists") return false;
  return right.kind !== "field" && right.kind !== "expression";
}

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
