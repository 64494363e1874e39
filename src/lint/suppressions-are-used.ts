import { deleteComment } from "../compiler/edits/delete.ts";
import type { Suppressions } from "../compiler/suppressions.ts";
import type { DiagnosticCode } from "../diagnostics/catalogue.ts";
import type { Finding } from "../diagnostics/diagnostic.ts";
import type { Source } from "../diagnostics/span.ts";

interface Looking {
  readonly report: (finding: Finding) => void;
  /** What nobody looked for cannot have been found. */
  readonly wasLookedFor: (code: DiagnosticCode) => boolean;
}

/** A suppression is for a warning that is there. Asked when all others have had their say. */
export function suppressionsAreUsed(
  source: Source,
  suppressions: Suppressions,
  { report, wasLookedFor }: Looking,
): void {
  for (const { comment, codes, isWhole } of suppressions.unusedIn(source)) {
    const unused = codes.filter(wasLookedFor);
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
