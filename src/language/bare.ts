/**
 * The prototype of objects that must lack what they lack, whatever was added to `Object.prototype`. It has nothing, and
 * never will; an object with no prototype at all is a hash table to V8, which takes several times the room and the time.
 */
const NOTHING: object = /* @__PURE__ */ Object.freeze(/* @__PURE__ */ Object.create(null));

export function bareObject(): Record<string, unknown> {
  return Object.create(NOTHING);
}

type Parts<T> = { readonly [Key in keyof T]: T[Key] | undefined };

/** A new object of these parts, those that are `undefined` left out, that inherits nothing. */
export function bareWith<T extends object>(parts: Parts<T>): T {
  const object = bareObject();
  for (const key of Object.keys(parts)) {
    const part = (parts as Record<string, unknown>)[key];
    if (part !== undefined) object[key] = part;
  }
  return object as T;
}

/** Gives plain data a prototype that has nothing, so that what a part lacks is not found in a polluted `Object.prototype`. */
export function bare(value: unknown): void {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return;
  if (Array.isArray(value)) return value.forEach(bare);
  if (Object.getPrototypeOf(value) !== NOTHING) Object.setPrototypeOf(value, NOTHING);
  for (const key in value) bare((value as Record<string, unknown>)[key]);
}
