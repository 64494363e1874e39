/** Puts something bad into an input, of every kind that docs/semantics.md tells apart. */

import { badObjects, badScalars, longLists, longTexts, outside } from "./bad-values.ts";
import { type Bag, type Built, type Node, put } from "./build.ts";
import { type DraftField, type DraftLeaf, isGroup } from "./draft.ts";
import { chooseNode } from "./missing.ts";
import type { Random } from "./random.ts";

export function spoil(random: Random, built: Built): void {
  const constrained = built.nodes.filter(isConstrained);
  const nodes = constrained.length > 0 && random.chance(0.25) ? constrained : built.nodes;
  const node = chooseNode(random, nodes);
  if (node === undefined) return;
  const ways = [
    [8, putBadValue],
    [1, putThrowingAccessor],
    [1, moveToPrototype],
    [1, wrapInThrowingProxy],
    [0.5, putRevokedProxy],
  ] as const;
  random.weighted(ways)(random, node);
}

function isConstrained({ field }: Node): boolean {
  return field !== undefined && !isGroup(field) && outside(field).length > 0;
}

function putBadValue(random: Random, { container, key, path, field }: Node): void {
  put(container, key, badValue(random, path, field, container[key]));
}

function badValue(random: Random, path: string, field: DraftField | undefined, good: unknown): unknown {
  if (path === "action.type") return random.pick(badScalars("string"));
  if (field === undefined || isGroup(field)) return random.pick(badObjects());
  return field.list && random.chance(0.8) ? badList(random, field, good) : badItem(random, field);
}

function badItem(random: Random, leaf: DraftLeaf): unknown {
  const beyond = outside(leaf);
  if (beyond.length > 0 && random.chance(0.8)) return random.pick(beyond);
  if (leaf.base === "string" && random.chance(0.06)) return random.pick(longTexts);
  return random.pick(badScalars(leaf.base));
}

function badList(random: Random, leaf: DraftLeaf, good: unknown): unknown {
  if (random.chance(0.06)) return random.pick(longLists);
  const list: unknown[] = Array.isArray(good) ? [...good] : [];
  const index = random.below(list.length + 1);
  switch (random.below(8)) {
    case 0:
      list[index] = random.pick([null, undefined]);
      return list;
    case 1:
      return withHole(list, index);
    case 2:
      return Object.setPrototypeOf(withHole(list, index), Object.assign([], { [index]: list[0] ?? "a" }));
    case 3:
      return Object.defineProperty(withHole(list, index), index, { get: fail });
    case 4:
      return new Proxy(list, {
        get: (target, name) => (name === "length" ? fail() : Reflect.get(target, name)),
      });
    default:
      list.splice(index, 0, badItem(random, leaf));
      return list;
  }
}

function withHole(list: unknown[], index: number): unknown[] {
  list.length = Math.max(list.length, index + 1);
  delete list[index];
  return list;
}

function fail(): never {
  throw new Error("the caller's code threw");
}

function putThrowingAccessor(_: Random, { container, key }: Node): void {
  Object.defineProperty(container, key, { get: fail, enumerable: true, configurable: true });
}

/** A value that is there already, or was dropped before, turns up on the prototype. */
function moveToPrototype(random: Random, { container, key }: Node): void {
  const value = random.chance(0.5) ? container[key] : fail;
  delete container[key];
  const descriptor = value === fail ? { get: fail } : { value };
  Object.setPrototypeOf(container, Object.create(Object.prototype, { [key]: descriptor }));
}

function wrapInThrowingProxy(random: Random, node: Node): void {
  const traps: ProxyHandler<Bag>[] = [
    { get: (target, key) => (key === node.key ? fail() : Reflect.get(target, key)) },
    {
      getOwnPropertyDescriptor: (target, key) =>
        key === node.key ? fail() : Reflect.getOwnPropertyDescriptor(target, key),
    },
    { has: (target, key) => (key === node.key ? fail() : Reflect.has(target, key)) },
    { getPrototypeOf: fail },
  ];
  node.replaceContainer(new Proxy(node.container, random.pick(traps)));
}

function putRevokedProxy(random: Random, { container, key }: Node): void {
  const { proxy, revoke } = Proxy.revocable(random.pick<object>([{}, []]), {});
  revoke();
  put(container, key, proxy);
}
