import type { Condition } from "../../../language/model.ts";
import type { ConditionNode } from "../../2-parse/ast.ts";
import { itemScope } from "./item-scope.ts";
import { type RuleContext, within } from "./rule-context.ts";
import { typeAtom } from "./type-atom.ts";

/** `undefined` when any of its atoms is broken; the others are checked all the same. */
export function typeCondition(node: ConditionNode, rule: RuleContext): Condition | undefined {
  switch (node.kind) {
    case "always":
      return { kind: "always", span: node.span };
    case "not": {
      const condition = typeCondition(node.condition, rule);
      return condition && { kind: "not", condition, span: node.span };
    }
    case "all":
    case "any": {
      const conditions = node.conditions.map((condition) => typeCondition(condition, rule));
      if (conditions.includes(undefined)) return undefined;
      return { kind: node.kind, conditions: conditions as Condition[], span: node.span };
    }
    case "named": {
      const named = rule.check.definitions.sound.get(node.name.value);
      const condition = named && typeCondition(named, within(node, rule));
      return condition && { kind: "named", name: node.name.value, condition, span: node.span };
    }
    case "any_item":
    case "all_items": {
      const item = itemScope(node, rule);
      const where = item && typeCondition(node.where, { ...rule, item });
      return where && { kind: node.kind, list: item.list, where, span: node.span };
    }
    case "atom":
      return typeAtom(node, rule);
  }
}
