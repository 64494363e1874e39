/** Freezes plain data all the way down, and gives it back. */
export function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) freeze(part);
  }
  return value;
}

type Parts<T> = { readonly [K in keyof T]: T[K] | undefined };

/** A new object of these parts, those that are `undefined` left out. */
export function defined<T extends object>(parts: Parts<T>): T {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) as T;
}

/** The same, frozen all the way down. */
export function frozen<T extends object>(parts: Parts<T>): T {
  return freeze(defined(parts));
}
