import { literalItems } from "../literal-items.ts";
import type { RuleContext } from "../rule-context.ts";
import type { TypedAtom } from "../typed-atom.ts";

/** `between` has two bounds, the lower one first. */
export function betweenIsInOrder({ node, atom }: TypedAtom, rule: RuleContext): void {
  if (atom.operator !== "between" || atom.right.kind !== "literals") return;
  const [low, high] = atom.right.values;
  const { length } = atom.right.values;
  if (length !== 2) {
    rule.report({
      code: "between-takes-two",
      message: `\`between\` takes two bounds, not ${length}`,
      span: atom.right.span,
      help: "write `[low, high]`; both belong to the range",
    });
  } else if (low! > high!) {
    const [lowText, highText] = literalItems(node).map((item) => item.value);
    rule.report({
      code: "between-out-of-order",
      message: `\`between\` has the low bound \`${lowText}\` above the high bound \`${highText}\``,
      span: atom.right.span,
      help: `write \`[${highText}, ${lowText}]\``,
    });
  }
}
