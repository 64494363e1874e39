import { inOrder } from "../../compiler/4-lower/lower.ts";
import type { Rule } from "../../language/model.ts";
import type { LintContext } from "../lint-context.ts";

const MOST = 3;

/** Whoever blocks globally means always; under `first_match` each rule that allows and comes before is a way past. */
export function globalBlocksComeFirst({ policy, report }: LintContext): void {
  if (policy.settings.resolution !== "first_match") return;
  const before: Rule[] = [];
  for (const { rule } of inOrder(policy)) {
    const { scope, effect, mode, id, idSpan } = rule;
    if (mode === "audit") continue;
    if (effect === "allow" && scope.actions !== undefined) before.push(rule);
    if (effect !== "block" || scope.actions !== undefined || scope.actor !== undefined) continue;
    if (before.length === 0) continue;
    report({
      code: "allow-before-global-block",
      message: `under \`first_match\`, ${rulesText(before.length)} for actions may allow before the global rule \`${id}\` can block`,
      span: idSpan,
      help: "write `resolution: strictest` when it has to hold always",
      related: before
        .slice(0, MOST)
        .map((each) => ({ message: `rule \`${each.id}\` comes before it`, span: each.idSpan })),
    });
  }
}

function rulesText(count: number): string {
  return count === 1 ? "1 rule" : `${count} rules`;
}
