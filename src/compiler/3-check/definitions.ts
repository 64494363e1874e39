import type {
  ConditionDefinition,
  ConditionNode,
  ListDefinition,
  PolicyDocument,
  Text,
} from "../2-parse/ast.ts";
import { type Cycle, inOrderOfUse } from "./definition-order.ts";

/** What a policy gives names to, over all its files: conditions and lists have names of their own. */
export interface Definitions {
  /** Of two with one name the first counts. */
  readonly conditions: ReadonlyMap<string, ConditionDefinition>;
  readonly lists: ReadonlyMap<string, ListDefinition>;
  /** What the names of conditions stand for, where it is whole and on no cycle; each comes after those that it uses. */
  readonly sound: ReadonlyMap<string, ConditionNode>;
  readonly cycles: readonly Cycle[];
}

export function definitionsOf(policies: readonly PolicyDocument[]): Definitions {
  const conditions = byName(policies.flatMap((policy) => policy.definitions.conditions));
  const lists = byName(policies.flatMap((policy) => policy.definitions.lists));
  return { conditions, lists, ...inOrderOfUse(conditions) };
}

function byName<T extends { readonly name: Text }>(definitions: readonly T[]): ReadonlyMap<string, T> {
  const known = new Map<string, T>();
  for (const definition of definitions) {
    if (!known.has(definition.name.value)) known.set(definition.name.value, definition);
  }
  return known;
}
