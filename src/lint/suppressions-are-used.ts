import { deleteComment } from "../compiler/edits/delete.ts";
import type { Suppressions } from "../compiler/suppressions.ts";
import type { Source } from "../diagnostics/span.ts";
import type { LintContext } from "./lint-context.ts";

/** What nobody looked for cannot have been found. */
const NEEDS_TODAY = "rule-expired-warning";

/** A suppression is for a warning that is there. Asked when all others have had their say. */
export function suppressionsAreUsed(
  source: Source,
  suppressions: Suppressions,
  { report, today }: LintContext,
): void {
  for (const { comment, codes, isWhole } of suppressions.unusedIn(source)) {
    const unused = codes.filter((code) => today !== undefined || code !== NEEDS_TODAY);
    if (unused.length === 0) continue;
    const edit = isWhole && unused.length === codes.length ? deleteComment(comment) : undefined;
    report({
      code: "unused-suppression",
      message: `there is no ${unused.map((code) => `\`${code}\``).join(", ")} to suppress`,
      span: comment,
      help: "delete it, or move it to where it belongs",
      ...(edit && { fix: { title: "delete the comment", keeps: "hash", edits: [edit] } }),
    });
  }
}
