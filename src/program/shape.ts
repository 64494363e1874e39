// Small pieces to say what shape data must have. A check gives `undefined` when all is well, else the path from the
// value that it was given to what is wrong: `.rules[3].id`, or "" for the value itself.

import { NOTHING } from "../language/bare.ts";

export type Check = (value: unknown) => string | undefined;

function is(good: (value: unknown) => boolean): Check {
  return (value) => (good(value) ? undefined : "");
}

export const text = is((value) => typeof value === "string");
export const flag = is((value) => typeof value === "boolean");
export const finite = is(Number.isFinite);
export const bytes = is((value) => value instanceof Uint8Array);

export function integer(low: number, high: number): Check {
  return is((value) => Number.isInteger(value) && (value as number) >= low && (value as number) <= high);
}

export function matching(pattern: RegExp): Check {
  return also(text, (value: string) => pattern.test(value));
}

/** A string in which the pattern is nowhere found. */
export function without(pattern: RegExp): Check {
  return also(text, (value: string) => !pattern.test(value));
}

export function word(...words: readonly unknown[]): Check {
  return is((value) => words.includes(value));
}

export function either(...checks: readonly Check[]): Check {
  return is((value) => checks.some((check) => check(value) === undefined));
}

/** The first check, and a look at what passed it. */
export function also<T>(check: Check, good: (value: T) => boolean): Check {
  const rest = is(good as (value: unknown) => boolean);
  return (value) => check(value) ?? rest(value);
}

export function list(item: Check): Check {
  return (value) => {
    if (!Array.isArray(value)) return "";
    for (let i = 0; i < value.length; i++) {
      const wrong = item(value[i]);
      if (wrong !== undefined) return `[${i}]${wrong}`;
    }
    return undefined;
  };
}

/** A list of which no two items have the same key. */
export function distinct<T>(item: Check, key: (item: T) => unknown): Check {
  return also(list(item), (values: T[]) => new Set(values.map(key)).size === values.length);
}

export type Shape = Readonly<Record<string, Check>>;

/** An object with these keys and no others; those written `key?` may be absent. */
export function object(shape: Shape): Check {
  const keys = Object.keys(shape);
  const names = keys.map((key) => key.replace("?", ""));
  return (value) => {
    if (!isPlain(value)) return "";
    let present = 0;
    for (let i = 0; i < names.length; i++) {
      const name = names[i]!;
      const isThere = Object.hasOwn(value, name);
      if (!isThere && name !== keys[i]) continue;
      const wrong = isThere ? shape[keys[i]!]!(value[name]) : "";
      if (wrong !== undefined) return `.${name}${wrong}`;
      present++;
    }
    const all = Object.keys(value);
    return all.length === present ? undefined : `.${all.find((key) => !names.includes(key))}`;
  };
}

/** An object whose `kind` says which of the shapes the rest of it has. */
export function kinds(shapes: Readonly<Record<string, Shape>>): Check {
  const byKind = new Map(
    Object.entries(shapes).map(([kind, shape]) => [kind, object({ kind: text, ...shape })]),
  );
  return (value) => {
    const check = isPlain(value) && byKind.get(value["kind"] as string);
    return check ? check(value) : "";
  };
}

/** A shape that holds itself, to a depth that no honest program reaches. */
export function nested(shape: (inner: Check) => Check, deepest: number): Check {
  let depth = 0;
  const check = shape((value) => {
    if (depth === deepest) return "";
    depth++;
    const wrong = check(value);
    depth--;
    return wrong;
  });
  return check;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === NOTHING || prototype === Object.prototype || prototype === null;
}
