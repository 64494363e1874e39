import type { Span } from "../../../diagnostics/span.ts";
import type { GovernanceDocument } from "../../2-parse/ast.ts";
import type { Report } from "../context.ts";

/** A violation names its governance rule by id. */
export function governanceIdsAreUnique({ rules }: GovernanceDocument, report: Report): void {
  const first = new Map<string, Span>();
  for (const { id } of rules) {
    const earlier = first.get(id.value);
    if (earlier === undefined) first.set(id.value, id.span);
    else {
      report({
        code: "duplicate-governance-id",
        message: `another governance rule has the id \`${id.value}\` already`,
        span: id.span,
        related: [{ message: "first used here", span: earlier }],
      });
    }
  }
}
