/** Copies of an input with one property gone; everything else, accessors too, stands as it stood. */
import type { Bag } from "./build.ts";

/** `undefined` where there is nothing to take away, or where the caller's code forbids to look. */
export function without(input: unknown, path: string[]): unknown {
  try {
    return copyWithout(input, path);
  } catch {
    return undefined;
  }
}

function copyWithout(container: unknown, path: string[]): Bag | undefined {
  const [key, ...rest] = path;
  if (key === undefined || typeof container !== "object" || container === null) return undefined;
  const descriptors = Object.getOwnPropertyDescriptors(container as Bag);
  const descriptor = descriptors[key];
  if (descriptor === undefined) return undefined;
  if (rest.length === 0) {
    delete descriptors[key];
  } else {
    const below = copyWithout((container as Bag)[key], rest);
    if (below === undefined) return undefined;
    descriptors[key] = { value: below, writable: true, enumerable: true, configurable: true };
  }
  return Object.create(Object.getPrototypeOf(container), descriptors);
}

/** The paths of everything that an input holds, as far as it lets itself be looked at. */
export function heldPaths(input: unknown, prefix: string[] = []): string[][] {
  if (typeof input !== "object" || input === null || prefix.length > 6) return [];
  try {
    return Object.getOwnPropertyNames(input).flatMap((key) => {
      const path = [...prefix, key];
      const { value } = Object.getOwnPropertyDescriptor(input, key) ?? {};
      return [path, ...(Array.isArray(value) ? [] : heldPaths(value, path))];
    });
  } catch {
    return [];
  }
}
