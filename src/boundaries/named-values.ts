import { complement } from "../automaton/operations.ts";
import { witness } from "../automaton/witness.ts";
import { type DatetimePartName, partOf } from "../language/arithmetic.ts";
import { type Atom, type FieldReference, isComputed, type Scalar, type Term } from "../language/model.ts";
import type { OperatorName } from "../language/operators.ts";
import type { ScalarType, TermType } from "../language/types.ts";
import { neighbours } from "../mutation/limit-variants.ts";

// What a test says of values: those of its literals, those right beside limits, a text that fits a pattern and one that does not.
// A limit on a size, or on a part of a datetime, is none on the value: a value of that size, or with that part, has to be made.

/** From which datetimes are reckoned. */
export const INSTANT = Date.UTC(2026, 0, 1);

/** Longer texts and lists are not made: nobody would read the table. */
const LONGEST = 256;

interface Constant {
  readonly value: Scalar;
  /** Where something is computed. */
  readonly type?: TermType;
}

/** As values of one type. */
export function namedIn(atom: Atom, type: ScalarType): readonly Scalar[] {
  return constantsOf(atom).flatMap((constant) => ofType(constant, type));
}

function ofType({ value, type: own }: Constant, type: ScalarType): readonly Scalar[] {
  if (typeof value !== "number" || type === "boolean") return [value];
  const isTime = own === "datetime" || own === "duration";
  if (own !== undefined && isTime !== (type === "datetime")) return [];
  const limit = own === "duration" ? INSTANT + value : value;
  return [limit, ...neighbours(limit, { kind: "scalar", scalar: type })];
}

function constantsOf({ operator, left, right }: Atom): readonly Constant[] {
  const term = isComputed(left) ? left.term : undefined;
  const type = term && { type: term.type };
  const within = term === undefined ? [] : constantsIn(term);
  switch (right.kind) {
    case "literal":
      return [...within, ...around(right.value, operator).map((value) => ({ value, ...type }))];
    case "literals":
      return [
        ...within,
        ...right.values.flatMap((each) => around(each, operator)).map((value) => ({ value, ...type })),
      ];
    case "cidrs":
      return right.values.map(({ address }) => ({ value: address }));
    case "pattern":
      return [witness(right.automaton), witness(complement(right.automaton))].flatMap((value) =>
        value === undefined ? [] : { value },
      );
    case "flag":
      return operator === "is_empty" ? [{ value: "" }] : [];
    case "expression":
      return [...within, ...constantsIn(right.term)];
    case "field":
      return within;
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

function constantsIn(term: Term): readonly Constant[] {
  return [...partsOfTerm(term)].flatMap((part) =>
    part.kind === "literal" ? { value: part.constant, type: part.type } : [],
  );
}

function* partsOfTerm(term: Term): Generator<Term> {
  yield term;
  if (term.kind === "negative" || term.kind === "part") yield* partsOfTerm(term.operand);
  if (term.kind !== "chain") return;
  yield* partsOfTerm(term.first);
  for (const { operand } of term.rest) yield* partsOfTerm(operand);
}

function termsOf({ left, right }: Atom): readonly Term[] {
  const sides = [left, ...(right.kind === "expression" ? [right] : [])];
  return sides.flatMap((side) => (isComputed(side) ? [...partsOfTerm(side.term)] : []));
}

/** Of a text or a list, the sizes around each limit on it; none where its size is not asked for. */
export function sizesIn(atom: Atom, isIt: (field: FieldReference) => boolean): readonly number[] {
  if (!termsOf(atom).some((term) => term.kind === "size" && isIt(term.field))) return [];
  const limits = constantsOf(atom).flatMap(({ value }) => (typeof value === "number" ? value : []));
  // Where it is compared with what is read, there is no limit, and some sizes will do.
  return besides(limits.length > 0 ? limits : [1]).filter((size) => size >= 0 && size <= LONGEST);
}

function besides(limits: readonly number[]): readonly number[] {
  return [...new Set(limits.map(Math.trunc).flatMap((limit) => [limit - 1, limit, limit + 1]))];
}

/** Datetimes of which a part, such as the hour, is around a limit on that part. */
export function datetimesIn(atom: Atom, isIt: (field: FieldReference) => boolean): readonly number[] {
  const parts = termsOf(atom).filter((term) => term.kind === "part");
  const asked = parts.filter((term) =>
    [...partsOfTerm(term.operand)].some((each) => each.kind === "field" && isIt(each.field)),
  );
  const limits = constantsOf(atom).flatMap(({ value, type }) =>
    typeof value === "number" && type !== "datetime" && type !== "duration" ? value : [],
  );
  return asked.flatMap(({ part, offset }) =>
    besides(limits).flatMap((limit) => withPart(part, limit, offset)),
  );
}

const SECOND = 1000;
const DAY = 86_400 * SECOND;

/** In such steps every value of the part comes up within a thousand of them. */
const STEPS: Readonly<Record<Exclude<DatetimePartName, "FullYear">, number>> = {
  Month: DAY,
  DayOfMonth: DAY,
  Date: DAY,
  DayOfWeek: DAY,
  DayOfYear: DAY,
  Hours: 3600 * SECOND,
  Minutes: 60 * SECOND,
  Seconds: SECOND,
  Milliseconds: 1,
};

/** The first one that has it; none where no datetime does. */
function withPart(part: DatetimePartName, value: number, offset: number): readonly number[] {
  if (part === "FullYear") return [new Date(INSTANT).setUTCFullYear(value) - offset];
  for (let steps = 0; steps <= 1000; steps++) {
    const time = INSTANT + steps * STEPS[part];
    if (partOf(time + offset, part) === value) return [time];
  }
  return [];
}
