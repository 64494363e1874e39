import { sideText } from "../../../../language/model.ts";
import { typeName } from "../../../../language/types.ts";
import type { RuleContext } from "../rule-context.ts";
import type { TypedAtom } from "../typed-atom.ts";

/** `"a" in action.tags` asks for a member, and text has none: whoever wants a part of it says `contains`. */
export function inLooksIntoLists({ node, atom }: TypedAtom, rule: RuleContext): void {
  if (node.isMembership !== true || atom.left.type.kind === "list") return;
  const path = sideText(atom.left);
  rule.report({
    code: "operator-type-mismatch",
    message: `\`in\` looks into lists, and \`${path}\` (${typeName(atom.left.type)}) is none in rule \`${rule.node.id.value}\``,
    span: node.operator.span,
    help: `for a part of the text write \`${path}.contains(…)\``,
  });
}
