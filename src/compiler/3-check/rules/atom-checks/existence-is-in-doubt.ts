import { sideText } from "../../../../language/model.ts";
import { nameSpan } from "../name-span.ts";
import type { RuleContext } from "../rule-context.ts";
import type { TypedAtom } from "../typed-atom.ts";

/** `exists` asks about a path with an optional part: of any other the answer is fixed by the schema. */
export function existenceIsInDoubt({ node, atom, field }: TypedAtom, rule: RuleContext): void {
  if (atom.operator !== "exists" || field.guardLength > 0) return;
  const path = sideText(atom.left);
  const declared = field.declarations[0]?.span;
  rule.report({
    code: "exists-on-required",
    message: `\`${path}\` is required, so ${rule.where} cannot ask whether it exists`,
    span: nameSpan(node.subject),
    help: declared
      ? "leave the condition out, or mark the field with `?` in the schema"
      : "leave the condition out",
    ...(declared && { related: [{ message: "declared as required", span: declared }] }),
  });
}
