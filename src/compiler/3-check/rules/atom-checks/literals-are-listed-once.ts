import { deleteItem } from "../../../edits/delete.ts";
import { literalItems } from "../literal-items.ts";
import type { RuleContext } from "../rule-context.ts";
import type { TypedAtom } from "../typed-atom.ts";

/** A list that says a value twice was probably meant to say another one. */
export function literalsAreListedOnce({ node, atom }: TypedAtom, rule: RuleContext): void {
  if ((atom.right.kind !== "literals" && atom.right.kind !== "cidrs") || atom.operator === "between") return;
  const items = literalItems(node);
  const first = new Map<unknown, number>();
  for (const [index, value] of atom.right.values.entries()) {
    const key = typeof value === "object" ? `${value.address}/${value.prefix}` : value;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, index);
    else {
      const { value, span, isExpression } = items[index]!;
      const edit = isExpression ? undefined : deleteItem(span);
      rule.report({
        code: "duplicate-literal",
        message: `\`${value}\` is in the list already`,
        span,
        related: [{ message: "first listed here", span: items[earlier]!.span }],
        ...(edit && { fix: { title: `delete the second \`${value}\``, keeps: "decisions", edits: [edit] } }),
      });
    }
  }
}
