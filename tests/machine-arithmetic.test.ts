import fc from "fast-check";
import { expect, it } from "vitest";
import { Actra } from "../src/index.ts";
import {
  ARITHMETIC_OPERATORS,
  calculate,
  DATETIME_METHODS,
  partOf,
  partOfMethod,
} from "../src/language/arithmetic.ts";

// The machine computes as JavaScript does, to the last bit: a rule compares what it makes of two numbers, or of a datetime,
// with what comes out here.

const schema = {
  version: 1,
  actions: { act: { fields: { a: "number", b: "number", c: "number", at: "datetime" } } },
};

function policyOf(expressions: readonly string[]) {
  const rules = expressions.map((when, index) => ({
    id: `${index}`,
    scope: { action: "act" },
    when,
    effect: "block",
    mode: "audit",
  }));
  return Actra.compile({ schema, policy: { version: 1, missing: "no_match", rules } });
}

const input = { type: "act", a: 1, b: 1, c: 0, at: "1970-01-01T00:00:00Z" };
const edges = [
  0,
  1,
  2,
  3,
  0.1,
  5e-324,
  1.5e-323,
  2.2250738585072014e-308,
  2 ** 53 - 1,
  1e300,
  Number.MAX_VALUE,
];
const numbers = fc.oneof(
  fc.constantFrom(...edges, ...edges.map((edge) => -edge)),
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.integer(),
);

it.each(ARITHMETIC_OPERATORS)("%s of two numbers", (operator) => {
  const policy = policyOf([
    `action.a ${operator} action.b == action.c`,
    `action.a ${operator} action.b != action.c`,
  ]);
  const property = fc.property(numbers, numbers, (a, b) => {
    const result = calculate(operator, a, b);
    const c = Number.isFinite(result) ? result : 0;
    const { audited } = policy.evaluate({ action: { ...input, a, b, c } });
    // Both rules are assumed where there is no result.
    expect(audited?.rules, `${a} ${operator} ${b}`).toEqual(c === result ? ["0"] : ["0", "1"]);
  });
  fc.assert(property, { numRuns: 3000, seed: 20_260_701 });
});

const offsets: Record<string, number> = { "": 0, '"+02:00"': 120, '"-23:59"': -1439, '"+23:59"': 1439 };

it.each(DATETIME_METHODS)("parts of datetimes: %s", (method) => {
  const written = Object.keys(offsets);
  const policy = policyOf(written.map((offset) => `action.at.${method}(${offset}) == action.c`));
  const range = { min: new Date(-864e13), max: new Date(864e13), noInvalidDate: true };
  const leaps = [951_782_400_000, 951_868_799_999, 1_709_164_800_000, -2_203_891_200_000, 864e13, -864e13];
  const instants = fc.oneof(fc.date(range), fc.constantFrom(...leaps.map((time) => new Date(time))));
  const property = fc.property(instants, fc.constantFrom(...written), (at, offset) => {
    const local = at.getTime() + offsets[offset]! * 60_000;
    const c = partOf(local, partOfMethod(method)!);
    // A year of it has to be within what `Date` can be.
    if (Math.abs(local) <= 864e13 - 366 * 864e5) expect(c).toBe(asDateSays(method, new Date(local)));
    const { audited } = policy.evaluate({ action: { ...input, at, c } });
    expect(audited?.rules ?? [], `${at.toISOString()} ${offset}`).toContain(`${written.indexOf(offset)}`);
  });
  fc.assert(property, { numRuns: 1000, seed: 20_260_701 });
});

/** By the methods of `Date`, which count days of the month and of the week under other names. */
function asDateSays(method: string, date: Date): number {
  if (method === "getDayOfMonth") return date.getUTCDate() - 1;
  if (method === "getDayOfWeek") return date.getUTCDay();
  if (method === "getDayOfYear") {
    const day = new Date(date);
    day.setUTCMonth(0, 1);
    return Math.floor(date.getTime() / 864e5) - Math.floor(day.getTime() / 864e5);
  }
  return date[`getUTC${method.slice(3)}` as "getUTCHours"]();
}
