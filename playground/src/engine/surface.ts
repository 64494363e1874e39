import { ActraInputError, type Decision, type Policy, type PolicyInput } from "actra";
import { axisOf, type SampledAxis } from "./axis.ts";
import { surfaceFields } from "./fields.ts";
import type { InputFault, Surface } from "./protocol.ts";

type Bag = Readonly<Record<string, unknown>>;

/**
 * The decisions over the values of two fields, or one, each taken by the engine; `undefined` where rules read no such field.
 * There are thousands: after each row there is a moment to see whether they are still wanted.
 */
export function* surfaceOf(
  policy: Policy,
  input: PolicyInput,
  [wantedX, wantedY]: readonly [x?: string, y?: string],
): Generator<undefined, Surface | undefined> {
  const fields = surfaceFields(policy, policy.explain(input));
  const named = (path: string | undefined) => fields.find((field) => field.path === path);
  const first = named(wantedX) ?? fields[0];
  if (first === undefined) return undefined;
  const second = wantedY === "" ? undefined : (named(wantedY) ?? fields.find((field) => field !== first));
  const x = axisOf(first, valueAt(input, first.path));
  const y = second && second !== first ? axisOf(second, valueAt(input, second.path)) : undefined;
  return {
    fields: fields.map(({ path }) => path).sort(),
    x: x.axis,
    ...(y && { y: y.axis }),
    ...(yield* decisionsOver(policy, input, x, y)),
  };
}

function* decisionsOver(
  policy: Policy,
  input: PolicyInput,
  x: SampledAxis,
  y: SampledAxis | undefined,
): Generator<undefined, Pick<Surface, "cells" | "outcomes">> {
  const outcomes: (Decision | InputFault)[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (outcome: Decision | InputFault) => {
    const key = JSON.stringify(outcome);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, outcomes.length);
    return outcomes.push(outcome) - 1;
  };
  const cells: number[] = [];
  for (const row of y?.values ?? [undefined]) {
    const inRow = y === undefined ? input : withValue(input, y.axis.field.split("."), row);
    for (const value of x.values)
      cells.push(numberOf(decided(policy, withValue(inRow, x.axis.field.split("."), value))));
    yield;
  }
  return { cells, outcomes };
}

function decided(policy: Policy, input: Bag): Decision | InputFault {
  try {
    return policy.evaluate(input as PolicyInput);
  } catch (error) {
    if (!(error instanceof ActraInputError)) throw error;
    return { error: error.message, path: error.path };
  }
}

function valueAt(input: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((at, name) => (isBag(at) && Object.hasOwn(at, name) ? at[name] : undefined), input);
}

/** A copy with another value at that place; without one where it is `undefined`. */
function withValue(at: unknown, [name, ...rest]: readonly string[], value: unknown): Bag {
  const { [name!]: old, ...others } = isBag(at) ? at : {};
  if (rest.length > 0) return { ...others, [name!]: withValue(old, rest, value) };
  return value === undefined ? others : { ...others, [name!]: value };
}

function isBag(value: unknown): value is Bag {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
