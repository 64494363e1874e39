import { pathText } from "../../../language/model.ts";
import { typeName } from "../../../language/types.ts";
import type { QuantifierNode } from "../../2-parse/ast.ts";
import { reference } from "./reference.ts";
import { resolveSubject } from "./resolve-subject.ts";
import type { ItemScope, RuleContext } from "./rule-context.ts";

/** What `item` means in the quantifier's condition; `undefined` when it does not look into a list, which is reported. */
export function itemScope(node: QuantifierNode, rule: RuleContext): ItemScope | undefined {
  if (rule.item !== undefined) return reportNested(node, rule);
  const field = resolveSubject(node.list, rule);
  if (field === undefined) return undefined;
  const list = reference(node.list, field, rule);
  const together = list.domain === "action" ? rule.together : undefined;
  const isList = field.type.kind === "items" || field.type.kind === "list";
  const fields = together === undefined ? field.items : new Map();
  if (!isList || fields === undefined) {
    rule.report({
      code: "operator-type-mismatch",
      message: `\`${node.kind}\` looks into lists, and \`${pathText(list)}\` (${typeName(field.type)}) is none in ${rule.where}`,
      span: node.list.span,
    });
    return undefined;
  }
  const owner = `an item of \`${pathText(list)}\``;
  return { list, owner, fields, ...(together && { together: together.items(node.list.field.value) }) };
}

function reportNested({ kind, list: { span } }: QuantifierNode, rule: RuleContext): undefined {
  rule.report({
    code: "nested-items",
    message: `\`${kind}\` cannot stand inside another quantifier`,
    span,
    help: "ask of one list, or join two conditions by `all`",
  });
}
