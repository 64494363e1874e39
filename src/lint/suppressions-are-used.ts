import { deleteComment } from "../compiler/edits/delete.ts";
import type { Suppressions } from "../compiler/suppressions.ts";
import type { DiagnosticCode } from "../diagnostics/catalogue.ts";
import { PROVED_WARNINGS } from "../diagnostics/severity.ts";
import type { Source } from "../diagnostics/span.ts";
import type { LintContext } from "./lint-context.ts";

/** A suppression is for a warning that is there. Asked when all others have had their say. */
export function suppressionsAreUsed(source: Source, suppressions: Suppressions, lint: LintContext): void {
  for (const { comment, codes, isWhole } of suppressions.unusedIn(source)) {
    const unused = codes.filter((code) => wasLookedFor(code, lint));
    if (unused.length === 0) continue;
    const edit = isWhole && unused.length === codes.length ? deleteComment(comment) : undefined;
    lint.report({
      code: "unused-suppression",
      message: `there is no ${unused.map((code) => `\`${code}\``).join(", ")} to suppress`,
      span: comment,
      help: "delete it, or move it to where it belongs",
      ...(edit && { fix: { title: "delete the comment", keeps: "hash", edits: [edit] } }),
    });
  }
}

/** What nobody looked for cannot have been found. */
function wasLookedFor(code: DiagnosticCode, { today, isProved }: LintContext): boolean {
  if (code === "rule-expired-warning") return today !== undefined;
  return isProved || !PROVED_WARNINGS.includes(code);
}
