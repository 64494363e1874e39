/** Puts something bad into an input, of every kind that docs/semantics.md tells apart. */

import { badObjects, badScalars, badTexts, longLists, longTexts, outside } from "./bad-values.ts";
import { type Built, held, type Node, put } from "./build.ts";
import { type DraftField, type DraftLeaf, isGroup } from "./draft.ts";
import { fail, moveToPrototype, putRevokedProxy, putThrowingAccessor, wrapInProxy } from "./hostile.ts";
import { chooseNode } from "./missing.ts";
import type { Random } from "./random.ts";

export function spoil(random: Random, built: Built): void {
  const constrained = built.nodes.filter(isConstrained);
  const nodes = constrained.length > 0 && random.chance(0.25) ? constrained : built.nodes;
  const node = chooseNode(random, nodes);
  if (node === undefined) return;
  // What is bad already may throw when it is looked at again.
  built.nodes.splice(built.nodes.indexOf(node), 1);
  const ways = [
    [8, putBadValue],
    [1, putThrowingAccessor],
    [1, moveToPrototype],
    [1, wrapInProxy],
    [0.5, putRevokedProxy],
  ] as const;
  random.weighted(ways)(random, node);
}

function isConstrained({ field }: Node): boolean {
  return field !== undefined && !isGroup(field) && outside(field).length > 0;
}

function putBadValue(random: Random, node: Node): void {
  put(node.container, node.key, badValue(random, node.path, node.field, held(node)));
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
  if ((leaf.base === "datetime" || leaf.base === "ip") && random.chance(0.75))
    return random.pick(badTexts[leaf.base]);
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
