/**
 * Values that YAML cannot say, written as an object with one key that begins with `$`. Each call builds new ones, so
 * that nothing an evaluator does to a value is seen by the next.
 */
import { isAbsent, isPlain, tagOf } from "../../../src/testing/written.ts";
import type { Raw } from "./vector-file.ts";

/** `{ $value: word }` */
const words: Record<string, () => unknown> = {
  undefined: () => undefined,
  nan: () => Number.NaN,
  infinity: () => Number.POSITIVE_INFINITY,
  minus_infinity: () => Number.NEGATIVE_INFINITY,
  symbol: () => Symbol("a symbol"),
  function: () => () => 1,
  class: () => class {},
  map: () => new Map([["amount", 1]]),
  set: () => new Set(["a"]),
  weak_map: () => new WeakMap(),
  promise: () => Promise.resolve({}),
  regexp: () => /a/,
  error: () => new Error("an error"),
  bytes: () => new Uint8Array([1, 2]),
  arguments: () => argumentsOf("a", "b"),
  revoked_proxy: () => revoked({}),
  revoked_list_proxy: () => revoked([]),
};

const tags: Record<string, (parameter: never) => unknown> = {
  $value: (word: string) => required(words[word], word)(),
  $date: (text: string) => new Date(text === "invalid" ? Number.NaN : text),
  $bigint: (digits: string) => BigInt(digits),
  $utf16: (units: number[]) => String.fromCharCode(...units),
  $repeat: (what: Repetition) =>
    "text" in what ? repeated(what) : Array.from({ length: what.times }, () => resolve(what.item)),
  $boxed: (value: Raw) => Object(resolve(value)),
  $bare: (fields: RawFields) => fill(Object.create(null), fields),
  $instance: (fields: RawFields) => fill(new Instance(), fields),
  $labelled: (fields: RawFields) => fill(new Labelled(), fields),
  $date_with: (fields: RawFields) => fill(new Date(0), fields),
  $inherits: ({ from, own = {} }: { from: RawFields; own?: RawFields }) =>
    fill(Object.create(fill({}, from)), own),
  $list: ({ items, from, properties = {} }: { items: Raw[]; from?: RawFields; properties?: RawFields }) =>
    fill(listFrom(items, from), properties),
  $proxy: ({ of, throws_on }: { of: Raw; throws_on?: string }) => proxy(resolve(of) as object, throws_on),
};

type RawFields = Record<string, Raw>;
type RepeatedText = { text: string; times: number; before?: Raw; after?: Raw };
type Repetition = RepeatedText | { item: Raw; times: number };

class Instance {
  method(): number {
    return 1;
  }
}

class Labelled {
  get [Symbol.toStringTag](): string {
    return "Labelled";
  }
}

/** The value that is meant. */
export function resolve(raw: Raw): unknown {
  const tag = tagOf(raw);
  if (tag !== undefined) return required(tags[tag], tag)((raw as RawFields)[tag] as never);
  if (Array.isArray(raw)) return listFrom(raw);
  return isPlain(raw) ? fill({}, raw) : raw;
}

function listFrom(items: Raw[], from?: RawFields): unknown[] {
  const list: unknown[] = new Array(items.length);
  for (const [index, item] of items.entries()) define(list, String(index), item);
  if (from !== undefined) Object.setPrototypeOf(list, fill(Object.create(Array.prototype), from));
  return list;
}

function fill<T extends object>(container: T, fields: RawFields): T {
  for (const [name, raw] of Object.entries(fields)) define(container, name, raw);
  return container;
}

/** `{ $get: value }` and `{ $get_throws: true }` are accessors. */
function define(container: object, name: string, raw: Raw): void {
  if (isAbsent(raw)) return;
  const tag = tagOf(raw);
  const common = { enumerable: true, configurable: true };
  if (tag === "$get") {
    const value = resolve((raw as { $get: Raw }).$get);
    Object.defineProperty(container, name, { get: () => value, ...common });
  } else if (tag === "$get_throws") Object.defineProperty(container, name, { get: fail, ...common });
  else Object.defineProperty(container, name, { value: resolve(raw), writable: true, ...common });
}

/** Passes everything on; with a name, whatever asks for the property of that name throws. */
function proxy(target: object, name: string | undefined): object {
  const passOn =
    <Rest extends unknown[], T>(give: (of: object, key: string | symbol, ...rest: Rest) => T) =>
    (of: object, key: string | symbol, ...rest: Rest) =>
      key === name ? fail() : give(of, key, ...rest);
  return new Proxy(target, {
    get: passOn(Reflect.get),
    has: passOn(Reflect.has),
    getOwnPropertyDescriptor: passOn(Reflect.getOwnPropertyDescriptor),
  });
}

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

function repeated({ text, times, before = "", after = "" }: RepeatedText): string {
  return `${resolve(before)}${text.repeat(times)}${resolve(after)}`;
}

function argumentsOf(..._items: unknown[]): unknown {
  // biome-ignore lint/complexity/noArguments: an arguments object is what is wanted
  return arguments;
}

function fail(): never {
  throw new Error("thrown by the caller's own code");
}

function required<T>(found: T | undefined, name: string): T {
  if (found === undefined) throw new Error(`no vector value is called ${name}`);
  return found;
}
