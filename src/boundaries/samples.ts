import { holds } from "../analysis/values/holds.ts";
import type { Atom, Scalar } from "../language/model.ts";
import type { ValueField } from "../language/schema.ts";
import type { ScalarType } from "../language/types.ts";
import { neighbours } from "../mutation/limit-variants.ts";
import { isAllowed } from "./allowed.ts";
import { INSTANT } from "./named-values.ts";

// What there is beside the values that rules name. Without it a test may come out one way for all that is tried.

const SAMPLES: Readonly<Record<ScalarType, readonly Scalar[]>> = {
  string: ["other", "another", "0", ""],
  number: [1],
  integer: [1],
  boolean: [false, true],
  datetime: [INSTANT],
  ip: [
    "00000000000000000000ffffcb007107",
    "00000000000000000000ffffc6336407",
    "20010db8000000000000000000000001",
  ],
};

/** Where the standard ones are refused by the schema, its own limits are none the less values. */
function samplesOf(field: ValueField): readonly Scalar[] {
  if (field.enum) return field.enum;
  const { type, minimum, maximum, maxLength } = field;
  const limits = [minimum, maximum].filter((limit) => limit !== undefined);
  const short = type === "string" && maxLength !== undefined ? ["other".slice(0, maxLength)] : [];
  return [...SAMPLES[type], ...limits, ...short].filter((value) => isAllowed(value, field));
}

/** Something else than what is named. @param compared the fields that it is compared with */
export function usualSamples(field: ValueField, compared: readonly ValueField[]): readonly Scalar[] {
  if (field.type === "boolean") return samplesOf(field);
  if (compared.length === 0) return samplesOf(field).slice(0, 1);
  // One that is like the other field's, one that is not, and for what is ordered one on each side.
  return [field, ...compared].flatMap((each) => {
    const [first, second] = samplesOf(each);
    if (first === undefined) return [];
    const beside = neighbours(first, { kind: "scalar", scalar: each.type });
    return beside.length > 0 ? [first, ...beside] : [first, ...(second === undefined ? [] : [second])];
  });
}

/** For each test of the field with literals what it is not true of, where all of the values are; of an enum also what it is true of. */
export function decisiveSamples(
  field: ValueField,
  tests: readonly Atom[],
  values: readonly Scalar[],
): readonly Scalar[] {
  const samples = samplesOf(field);
  const more: Scalar[] = [];
  for (const test of tests)
    for (const wanted of field.enum ? [true, false] : [false]) {
      const shows = (value: Scalar) => holds(test, value) === wanted;
      if (values.some(shows) || more.some(shows)) continue;
      const sample = samples.find(shows);
      if (sample !== undefined) more.push(sample);
    }
  return more;
}
