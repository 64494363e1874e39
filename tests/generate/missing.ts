/** Takes something away from an input: a domain, an object or a field, in each of the three ways. */
import { type Built, type Node, put } from "./build.ts";
import type { Random } from "./random.ts";

export function dropSomething(random: Random, built: Built): void {
  const required = built.nodes.filter(({ field }) => !field?.optional);
  const node = chooseNode(random, random.chance(0.7) ? required : built.nodes);
  if (node === undefined) return;
  const way = random.below(4);
  if (way === 0) put(node.container, node.key, undefined);
  else if (way === 1) put(node.container, node.key, null);
  else delete node.container[node.key];
}

/** Mostly one that rules read; `action` and its type seldom, since that mostly ends in an error. */
export function chooseNode(random: Random, nodes: Node[]): Node | undefined {
  const isFew = (node: Node) => node.path === "action" || node.path === "action.type";
  const few = nodes.filter(isFew);
  const others = nodes.filter((node) => !isFew(node));
  const read = others.filter(({ isRead }) => isRead);
  const choice = random.weighted([
    [1, few],
    [25, read],
    [4, others],
  ]);
  return choice.length > 0 ? random.pick(choice) : undefined;
}
