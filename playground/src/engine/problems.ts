import type { Diagnostic } from "actra";
import type { Fix } from "../../../src/diagnostics/diagnostic.ts";
import { suggest } from "../../../src/diagnostics/suggest.ts";
import type { Problem } from "./protocol.ts";

/** Diagnostics → what a message can carry. The names of their sources are those of the documents. */
export function problemsOf(diagnostics: readonly Diagnostic[]): Problem[] {
  return diagnostics.map(problemOf);
}

function problemOf(diagnostic: Diagnostic): Problem {
  const { span, severity, code, message, help, related = [], fix } = diagnostic;
  return {
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
    ...fixOf(fix ?? spelling(diagnostic)),
  };
}

type Fixing = Pick<Fix, "title" | "edits">;

function fixOf(fix: Fixing | undefined): Pick<Problem, "fix"> {
  if (fix === undefined) return {};
  const edits = fix.edits.map(({ span: { source, start, end }, text }) => ({
    document: source.path,
    from: start,
    to: end,
    text,
  }));
  return { fix: { title: fix.title, edits } };
}

/** A misspelt word in the place of which the one that is meant can be written: where it is the whole of what is underlined. */
function spelling({ span, help = "" }: Diagnostic): Fixing | undefined {
  const meant = /^did you mean `([\w.]+)`\?$/.exec(help)?.[1];
  if (span === undefined || meant === undefined) return undefined;
  const written = span.source.text.slice(span.start, span.end);
  if (suggest(written, [meant]) !== meant) return undefined;
  return { title: `write ${meant}`, edits: [{ span, text: meant }] };
}
