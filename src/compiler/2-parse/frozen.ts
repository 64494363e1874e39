import { bareObject } from "../../language/bare.ts";

type OptionalKey<T> = { [K in keyof T]-?: object extends Pick<T, K> ? K : never }[keyof T];

/** A node in the making: what may be absent from the node may be `undefined` here. */
export type Draft<T> = Omit<T, OptionalKey<T>> & { [K in OptionalKey<T>]: T[K] | undefined };

/** The draft as a frozen node, without the keys that are `undefined`. */
export function frozen<T extends object>(draft: Draft<T>): T {
  const given = draft as Record<string, unknown>;
  const node = bareObject();
  for (const key of Object.keys(given)) {
    if (given[key] !== undefined) node[key] = given[key];
  }
  return Object.freeze(node) as T;
}

/** The list, unless something in it is broken. */
export function unbroken<T>(items: readonly (T | undefined)[]): readonly T[] | undefined {
  return items.includes(undefined) ? undefined : Object.freeze(items as T[]);
}
