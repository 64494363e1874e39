import type { Node } from "../compiler/1-read/node.ts";
import { dataOf, isPlain, type Written } from "./written.ts";

/** Values by the path at which they are put into the input. */
export type Assignment = ReadonlyMap<string, Written>;

/** The path that stands for the input as a whole. */
const WHOLE = "input";

/** One over the other, shallow in each domain. What is no plain object replaces. */
export function mergedInput(layers: readonly Node[]): Written {
  return layers.map(dataOf).reduce(merged, {});
}

function merged(under: Written, over: Written): Written {
  if (!isPlain(over) || !isPlain(under)) return over;
  const domains = Object.entries(over).map(([domain, value]) => {
    const below = Object.hasOwn(under, domain) ? under[domain] : undefined;
    return [domain, isPlain(below) && isPlain(value) ? { ...below, ...value } : value];
  });
  return { ...under, ...Object.fromEntries(domains) };
}

/** A copy of the input with the values at their paths. */
export function assigned(input: Written, when: Assignment): Written {
  if (when.has(WHOLE)) return when.get(WHOLE);
  const holder = { [WHOLE]: copied(input) };
  for (const [path, value] of when) put(value, [WHOLE, ...path.split(".")], holder);
  return holder[WHOLE];
}

type Fields = Record<string, Written>;

/** Of objects that stand for themselves; the rest is shared. */
function copied(value: Written): Written {
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, copied(field)]));
}

/** Makes the objects on the way where there are none. */
function put(value: Written, path: readonly string[], holder: Fields): void {
  const last = path.length - 1;
  let fields = holder;
  for (const name of path.slice(0, last)) {
    const inside = Object.hasOwn(fields, name) ? fields[name] : undefined;
    fields = isPlain(inside) ? (inside as Fields) : define(fields, name, {});
  }
  define(fields, path[last]!, value);
}

/** Not by assignment, which has a meaning of its own for `__proto__`. */
function define<T>(fields: Fields, name: string, value: T): T {
  Object.defineProperty(fields, name, { value, writable: true, enumerable: true, configurable: true });
  return value;
}
