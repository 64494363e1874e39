/** What `settle` throws when the name is in the object, and the property is not its own. */
export const INHERITED = Symbol("inherited");

const { hasOwn, getPrototypeOf } = Object;
const PLAIN = Object.prototype;

/**
 * Reads a property with all care. Throws when `object` is not what properties may be read off, and what an accessor
 * or a trap throws.
 *
 * @public used by what scripts/build-readers.mjs makes
 */
export function settle(object: object, name: string): unknown {
  if (!isObject(object)) throw new TypeError("not an object");
  if (hasOwn(object, name)) return (object as Record<string, unknown>)[name];
  if (name in object) throw INHERITED;
  return undefined;
}

/**
 * Objects are values whose prototype is `Object.prototype` or `null`, and what `Object.prototype.toString` calls
 * `[object Object]`, such as class instances; not arrays, dates, maps, promises, … (docs/semantics.md, 1).
 */
export function isObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype = getPrototypeOf(value);
  return prototype === PLAIN || prototype === null || PLAIN.toString.call(value) === "[object Object]";
}
