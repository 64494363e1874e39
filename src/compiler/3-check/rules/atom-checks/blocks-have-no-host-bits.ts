import { cidrText, networkOf } from "../../../../language/ip.ts";
import { literalItems } from "../literal-items.ts";
import type { RuleContext } from "../rule-context.ts";
import type { TypedAtom } from "../typed-atom.ts";

/** `10.0.0.1/8` is not a block: somebody meant the block, or the address. */
export function blocksHaveNoHostBits({ node, atom }: TypedAtom, rule: RuleContext): void {
  if (atom.right.kind !== "cidrs") return;
  const items = literalItems(node);
  for (const [index, block] of atom.right.values.entries()) {
    const network = networkOf(block);
    if (network.address === block.address) continue;
    const { value, span } = items[index]!;
    rule.report({
      code: "cidr-host-bits",
      message: `\`${value}\` has bits set after its prefix`,
      span,
      help: `did you mean \`${cidrText(network)}\`, or \`${cidrText({ ...block, prefix: 128 })}\` for the one address?`,
    });
  }
}
