import type { Text } from "../../2-parse/ast.ts";
import type { PolicyContext } from "../context.ts";

/** Several files are one policy, in which a name stands for one thing. Within a file YAML's own keys see to it. */
export function namesAreGivenOnce({ policies, definitions, reporter }: PolicyContext): void {
  const report = (what: string, { value, span }: Text, first: Text | undefined) => {
    if (first === undefined || first.span === span) return;
    reporter.report({
      code: "duplicate-name",
      message: `another ${what} has the name \`${value}\` already`,
      span,
      related: [{ message: "first given here", span: first.span }],
    });
  };
  for (const { conditions, lists } of policies.map((policy) => policy.definitions)) {
    for (const { name } of conditions)
      report("condition", name, definitions.conditions.get(name.value)?.name);
    for (const { name } of lists) report("list", name, definitions.lists.get(name.value)?.name);
  }
}
