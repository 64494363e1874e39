import type { AtomNode, ConditionNode, NamedNode, ValueNode } from "../2-parse/ast.ts";

export type ListUse = AtomNode & { readonly value: Extract<ValueNode, { kind: "list" }> };

/** Where a condition, as written, says something by name. */
export interface Uses {
  readonly conditions: readonly NamedNode[];
  readonly lists: readonly ListUse[];
}

/** In the order of the document. What the names stand for is not looked into. */
export function usesIn(condition: ConditionNode): Uses {
  const uses = { conditions: [] as NamedNode[], lists: [] as ListUse[] };
  collect(condition, uses);
  return uses;
}

function collect(node: ConditionNode, uses: { conditions: NamedNode[]; lists: ListUse[] }): void {
  switch (node.kind) {
    case "always":
      return;
    case "not":
      return collect(node.condition, uses);
    case "any_item":
    case "all_items":
      return collect(node.where, uses);
    case "all":
    case "any":
      for (const part of node.conditions) collect(part, uses);
      return;
    case "named":
      uses.conditions.push(node);
      return;
    case "atom":
      if (node.value?.kind === "list") uses.lists.push(node as ListUse);
  }
}
