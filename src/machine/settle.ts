// What became of reading a property, when the answer is not simply a plain object's own value.

/** The name is in the object, and the property is not its own. */
export const INHERITED = Symbol("inherited");
/** What should have been an object to read from is an array, a date, a promise, … */
export const NOT_AN_OBJECT = Symbol("not an object");

const { hasOwn, getPrototypeOf } = Object;
const PLAIN = Object.prototype;

/** Reads a property with all care. May throw what an accessor or a trap throws. */
export function settle(object: object, name: string): unknown {
  if (!isObject(object)) return NOT_AN_OBJECT;
  if (hasOwn(object, name)) return (object as Record<string, unknown>)[name];
  return name in object ? INHERITED : undefined;
}

/**
 * Objects are values whose prototype is `Object.prototype` or `null`, and what `Object.prototype.toString` calls
 * `[object Object]`, such as class instances; not arrays, dates, maps, promises, … (docs/semantics.md, 1).
 */
export function isObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype = getPrototypeOf(value);
  return prototype === PLAIN || prototype === null || PLAIN.toString.call(value) === "[object Object]";
}
