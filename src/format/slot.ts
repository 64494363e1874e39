import { type Document, isCollection, isMap, type Node, type Pair, type YAMLSeq } from "yaml";
import type { ConditionNode, PolicyDocument } from "../compiler/2-parse/ast.ts";
import type { Aliases } from "./aliases.ts";
import { pairOf } from "./key-order.ts";

/** Where a node stands, and what it means there. */
export interface Slot {
  readonly condition: ConditionNode;
  /** No alias. */
  readonly node: Node;
  /** Whose value it is; none in a list. */
  readonly pair?: Pair;
  /** Between brackets, where there are no blocks. */
  readonly isFlow: boolean;
  put(node: Node): void;
}

/** Where a policy has its conditions: in the order of its names, then of its rules. */
export function conditionSlots(document: Document, policy: PolicyDocument, aliases: Aliases): Slot[] {
  const root = document.contents;
  const names = settledValue(root, "conditions", aliases);
  const named = policy.definitions.conditions.map(({ name, condition }) =>
    valueSlot([root, names], name.value, condition, aliases),
  );
  const rules = settledValue(root, "rules", aliases);
  const whens = policy.rules.map(({ when }, index) =>
    valueSlot([root, rules, settledItem(rules, index, aliases)], "when", when, aliases),
  );
  return [...named, ...whens].filter((slot) => slot !== undefined);
}

/** The conditions directly inside of one that is written as a map. */
export function innerSlots(slot: Slot, aliases: Aliases): Slot[] {
  const { node, condition } = slot;
  if (!isMap(node)) return [];
  switch (condition.kind) {
    case "all":
    case "any": {
      const list = settledValue(node, condition.kind, aliases);
      return condition.conditions.map((part, index) => itemSlot(slot, list, index, part, aliases));
    }
    case "not": {
      const inner = valueSlot([slot, node], "not", condition.condition, aliases);
      return inner === undefined ? [] : [inner];
    }
    case "any_item":
    case "all_items": {
      const quantifier = settledValue(node, condition.kind, aliases);
      const where = valueSlot([slot, node, quantifier], "where", condition.where, aliases);
      return where === undefined ? [] : [where];
    }
    case "always":
    case "named":
    case "atom":
      return [];
  }
}

type Around = Node | Slot | null | undefined;

/** The value of a key of the last of what is around it. */
function valueSlot(
  around: readonly Around[],
  key: string,
  condition: ConditionNode | undefined,
  aliases: Aliases,
): Slot | undefined {
  const pair = pairOf(around.at(-1), key);
  if (pair === undefined || condition === undefined) return undefined;
  const node = settledValue(around.at(-1), key, aliases)!;
  return { condition, node, pair, isFlow: around.some(isFlow), put: (other) => void (pair.value = other) };
}

function itemSlot(
  slot: Slot,
  list: Node | undefined,
  index: number,
  condition: ConditionNode,
  aliases: Aliases,
): Slot {
  const put = (node: Node) => void ((list as YAMLSeq).items[index] = node);
  return {
    condition,
    node: settledItem(list, index, aliases),
    isFlow: [slot, slot.node, list].some(isFlow),
    put,
  };
}

function isFlow(around: Around): boolean {
  if (around && "condition" in around) return around.isFlow;
  return isCollection(around) && around.flow === true;
}

/** Writes it out where an alias stands for it, as does the next. */
function settledValue(map: unknown, key: string, aliases: Aliases): Node | undefined {
  const pair = pairOf(map, key);
  return pair && ((pair.value = aliases.writtenOut(pair.value as Node)) as Node);
}

function settledItem(list: Around, index: number, aliases: Aliases): Node {
  const { items } = list as YAMLSeq;
  return (items[index] = aliases.writtenOut(items[index] as Node)) as Node;
}
