/** Values that nobody should hand in, each with the scalar types that take it all the same. */
import { runInNewContext } from "node:vm";
import type { SCALAR_TYPES } from "../../src/language/types.ts";

export type ScalarType = (typeof SCALAR_TYPES)[number];
type Row = readonly [name: string, make: () => unknown, accepted?: readonly ScalarType[]];

class Money {
  constructor(readonly amount: number) {}
}

class Day extends Date {}

/** Throws when anybody tries to make a primitive of it. */
const stubborn = { valueOf: refuse, toString: refuse, toJSON: refuse, [Symbol.toPrimitive]: refuse };

function refuse(): never {
  throw new Error("somebody asked for a primitive");
}

const scalarRows: readonly Row[] = [
  ["NaN", () => Number.NaN],
  ["Infinity", () => Number.POSITIVE_INFINITY],
  ["-Infinity", () => Number.NEGATIVE_INFINITY],
  ["-0", () => -0, ["number", "integer"]],
  ["2^53 - 1", () => 2 ** 53 - 1, ["number", "integer"]],
  ["2^53", () => 2 ** 53, ["number"]],
  ["-(2^53)", () => -(2 ** 53), ["number"]],
  ["1e308", () => 1e308, ["number"]],
  ["5e-324", () => Number.MIN_VALUE, ["number"]],
  ["0n", () => 0n, ["integer"]],
  ["2n ** 53n - 1n", () => 2n ** 53n - 1n, ["integer"]],
  ["2n ** 53n", () => 2n ** 53n],
  ["2n ** 64n", () => 2n ** 64n],
  ["2n ** 64n + 5n, whose low bits are 5", () => 2n ** 64n + 5n],
  ["a bigint of a megabit", () => 2n ** 1_000_000n],
  ["an empty string", () => "", ["string"]],
  ["__proto__", () => "__proto__", ["string"]],
  ["constructor", () => "constructor", ["string"]],
  ["a decimal string", () => "1", ["string"]],
  ["an address", () => "10.0.0.1", ["string", "ip"]],
  ["a datetime", () => "2026-01-31T12:00:00Z", ["string", "datetime"]],
  ["the 30th of February", () => "2026-02-30T12:00:00Z", ["string"]],
  ["a high surrogate alone", () => "\ud800"],
  ["a low surrogate first", () => "\udc00\ud800"],
  ["a surrogate at the end", () => "text\udbff"],
  ["a string with NUL", () => "a\0b", ["string"]],
  ["true", () => true, ["boolean"]],
  ["a symbol", () => Symbol("s")],
  ["a registered symbol", () => Symbol.for("inherited")],
  ["a function", () => () => true],
  ["an async function", () => async () => true],
  ["a generator", () => (function* () {})()],
  ["a class", () => Money],
  ["a class instance", () => new Money(1)],
  ["an empty object", () => ({})],
  ["an object without prototype", () => Object.create(null)],
  ["an object that refuses to be a primitive", () => stubborn],
  ["an object that converts to 1", () => ({ valueOf: () => 1, [Symbol.toPrimitive]: () => 1 })],
  ["an object that calls itself a String", () => ({ [Symbol.toStringTag]: "String" })],
  ["an empty array", () => []],
  ["an array of one number", () => [1]],
  ["a boxed string", () => new String("refund")],
  ["a boxed number", () => new Number(1)],
  ["a boxed boolean", () => new Boolean(true)],
  ["a boxed bigint", () => Object(1n)],
  ["a boxed symbol", () => Object(Symbol("s"))],
  ["a Date", () => new Date(0), ["datetime"]],
  ["a Date subclass", () => new Day(0), ["datetime"]],
  [
    "a Date with a lying getTime",
    () => Object.assign(new Date(0), { getTime: () => Number.NaN }),
    ["datetime"],
  ],
  ["a Date of another realm", () => runInNewContext("new Date(0)"), ["datetime"]],
  ["an invalid Date", () => new Date(Number.NaN)],
  ["what only looks like a Date", () => Object.create(Date.prototype)],
  ["an invalid Date with a lying getTime", () => Object.assign(new Date(Number.NaN), { getTime: () => 0 })],
  ["a proxy of a Date", () => new Proxy(new Date(0), {})],
  ["a Map", () => new Map([["amount", 1]])],
  ["a Set", () => new Set([1])],
  ["a WeakRef", () => new WeakRef({})],
  ["a promise", () => Promise.resolve(1)],
  // biome-ignore lint/suspicious/noThenProperty: a thenable is what is wanted
  ["a thenable", () => ({ then: refuse })],
  ["a regular expression", () => /x/],
  ["an error", () => new Error("e")],
  ["bytes", () => new Uint8Array(4)],
  ["floats", () => new Float64Array(1)],
  ["a buffer", () => new ArrayBuffer(8)],
  ["a DataView", () => new DataView(new ArrayBuffer(8))],
  ["globalThis", () => globalThis],
  ["a cyclic object", cyclic],
  ["an object of another realm", () => runInNewContext("({})")],
  ["a proxy", () => new Proxy({}, {})],
  ["a proxy of a function", () => new Proxy(() => 1, {})],
  ["a revoked proxy", () => revoked({})],
  ["a revoked proxy of a function", () => revoked(() => 1)],
];

export const scalars = scalarRows.map(([name, make, accepted = []]) => ({ name, make, accepted }));

function cyclic(): unknown {
  const object: Record<string, unknown> = {};
  object["self"] = object;
  return object;
}

export function revoked<T extends object>(target: T): T {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

type ListRow = readonly [name: string, make: () => unknown, fails?: string];

/** What may stand in place of a `string[]`; with the failure that is met, as code and place in the list, or none. */
const listRows: readonly ListRow[] = [
  ["an empty list", () => []],
  ["a list of strings", () => ["a", "b"]],
  ["a frozen list", () => Object.freeze(["a"])],
  ["a list with further properties", () => Object.assign(["a"], { role: "manager", "-1": 1, "1.5": 2 })],
  ["a subclass of Array", () => class extends Array {}.from(["a"])],
  ["a list without prototype", () => Object.setPrototypeOf(["a"], null)],
  ["a list whose prototype is a Map's", () => Object.setPrototypeOf(["a"], Map.prototype)],
  ["a list of another realm", () => runInNewContext("['a']")],
  ["a list with an accessor for an item", () => Object.defineProperty(["a"], 0, { get: () => "b" })],
  ["a list that iterates wrongly", () => Object.assign(["a"], { [Symbol.iterator]: refuse })],
  ["a proxy of a list", () => new Proxy(["a"], {})],
  ["a list with a hole", () => holed(["a", "b", "c"], 1), "INPUT_TYPE [1]"],
  ["a list with null", () => ["a", null], "INPUT_TYPE [1]"],
  ["a list with undefined", () => [undefined], "INPUT_TYPE [0]"],
  ["a list with a number", () => ["a", 1], "INPUT_TYPE [1]"],
  ["a list with a list", () => [["a"]], "INPUT_TYPE [0]"],
  ["a list with a boxed string", () => [new String("a")], "INPUT_TYPE [0]"],
  ["a list with a lone surrogate", () => ["a", "\udfff"], "INPUT_TYPE [1]"],
  ["a list with a revoked proxy", () => [revoked({})], "INPUT_TYPE [0]"],
  ["a list that contains itself", selfContaining, "INPUT_TYPE [0]"],
  ["2^32 - 1 holes", () => new Array(2 ** 32 - 1), "INPUT_LIMIT"],
  ["10,000 holes", () => new Array(10_000), "INPUT_TYPE [0]"],
  ["10,001 strings", () => new Array(10_001).fill("a"), "INPUT_LIMIT"],
  ["a list whose item is inherited", () => holed(["a"], 0, ["b"]), "INPUT_INHERITED [0]"],
  ["a list whose item throws", () => Object.defineProperty(["a"], 0, { get: refuse }), "INPUT_ACCESS [0]"],
  ["a revoked proxy of a list", () => revoked([]), "INPUT_ACCESS"],
  ["a proxy whose length throws", () => lying(refuse), "INPUT_ACCESS"],
  ["a proxy whose length is NaN", () => lying(() => Number.NaN), "INPUT_TYPE"],
  ["a proxy whose length is -1", () => lying(() => -1), "INPUT_TYPE"],
  ["a proxy whose length is a string", () => lying(() => "1"), "INPUT_TYPE"],
  ["a proxy whose length is a bigint", () => lying(() => 1n), "INPUT_TYPE"],
  ["a proxy whose length is an object", () => lying(() => stubborn), "INPUT_TYPE"],
  ["a proxy whose length is 2^53", () => lying(() => 2 ** 53), "INPUT_LIMIT"],
  ["a proxy whose length is Infinity", () => lying(() => Number.POSITIVE_INFINITY), "INPUT_LIMIT"],
  ["a proxy that says it is longer", () => lying(() => 3), "INPUT_TYPE [1]"],
  ["a string", () => "hold", "INPUT_TYPE"],
  ["an object with a length", () => ({ length: 1, 0: "a" }), "INPUT_TYPE"],
  ["arguments", argumentsObject, "INPUT_TYPE"],
  ["a Set of strings", () => new Set(["a"]), "INPUT_TYPE"],
  ["bytes", () => new Uint8Array(2), "INPUT_TYPE"],
  ["what has Array's prototype", () => Object.create(Array.prototype, { 0: { value: "a" } }), "INPUT_TYPE"],
  ["a function", () => () => ["a"], "INPUT_TYPE"],
  ["a promise of a list", () => Promise.resolve(["a"]), "INPUT_TYPE"],
];

export const lists = listRows.map(([name, make, fails = ""]) => {
  const [code = "", place = ""] = fails.split(" ");
  return { name, make, code, place };
});

function holed(list: string[], index: number, prototype?: string[]): string[] {
  delete list[index];
  return prototype ? Object.setPrototypeOf(list, prototype) : list;
}

function selfContaining(): unknown[] {
  const list: unknown[] = [];
  list.push(list);
  return list;
}

/** A list of one string that says something else of its length. */
function lying(length: () => unknown): string[] {
  return new Proxy(["a"], {
    get: (target, key) => (key === "length" ? length() : Reflect.get(target, key)),
  });
}

function argumentsObject(): unknown {
  return (function (..._: string[]) {
    // biome-ignore lint/complexity/noArguments: an arguments object is what is wanted
    return arguments;
  })("a");
}
