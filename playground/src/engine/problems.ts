import type { Diagnostic } from "actra";
import type { Problem } from "./protocol.ts";

/** Diagnostics → what a message can carry. The names of their sources are those of the documents. */
export function problemsOf(diagnostics: readonly Diagnostic[]): Problem[] {
  return diagnostics.map(({ span, severity, code, message, help, related = [], fix }) => ({
    document: span?.source.path ?? "schema",
    from: span?.start ?? 0,
    to: span?.end ?? 0,
    line: span?.line ?? 1,
    severity,
    code,
    message,
    related: related.map((each) => ({
      message: each.message,
      document: each.span.source.path,
      line: each.span.line,
    })),
    ...(help !== undefined && { help }),
    ...(fix && {
      fix: {
        title: fix.title,
        edits: fix.edits.map(({ span: { source, start, end }, text }) => ({
          document: source.path,
          from: start,
          to: end,
          text,
        })),
      },
    }),
  }));
}
