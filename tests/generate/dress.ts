/** Unusual but blameless objects and lists: all of them read as the plain ones would. */
import { type Bag, put } from "./build.ts";
import type { Random } from "./random.ts";

class Record {
  method(): string {
    return "never read";
  }
}

class List extends Array<unknown> {}

export function dress(random: Random, bag: Bag): Bag {
  if (!random.chance(0.06)) return bag;
  const keys = Object.keys(bag);
  const key = keys.length > 0 ? random.pick(keys) : undefined;
  switch (random.below(6)) {
    case 0:
      return Object.setPrototypeOf(bag, null);
    case 1:
      return Object.setPrototypeOf(bag, Record.prototype);
    case 2:
      return new Proxy(bag, {});
    case 3:
      if (key !== undefined) putAccessor(bag, key);
      return bag;
    case 4:
      if (key !== undefined) Object.defineProperty(bag, key, { enumerable: false });
      return bag;
    default:
      put(bag, Symbol.toStringTag as unknown as string, "Oddity");
      return bag;
  }
}

function putAccessor(bag: Bag, key: string): void {
  const value = bag[key];
  Object.defineProperty(bag, key, { get: () => value, enumerable: true, configurable: true });
}

export function dressList(random: Random, list: unknown[]): unknown[] {
  if (!random.chance(0.06)) return list;
  switch (random.below(4)) {
    case 0:
      return List.from(list);
    case 1:
      return new Proxy(list, {});
    case 2:
      return Object.freeze(list) as unknown[];
    default:
      return Object.assign(list, { extra: 1 });
  }
}
