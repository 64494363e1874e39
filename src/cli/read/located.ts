import { isAbsolute, posix } from "node:path";
import { withSlashes } from "../../compiler/sources.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Source, Span } from "../../diagnostics/span.ts";

/**
 * Diagnostics of a policy directory, whose paths start in it → the same with paths from where the command runs, which
 * editors and CI servers can open.
 */
export function located(diagnostics: readonly Diagnostic[], directory: string): readonly Diagnostic[] {
  const sources = new Map<Source, Source>();
  const sourceOf = (source: Source) => {
    const known = sources.get(source) ?? { ...source, path: pathIn(directory, source.path) };
    sources.set(source, known);
    return known;
  };
  const moved = (span: Span) => ({ ...span, source: sourceOf(span.source) });
  return diagnostics.map((diagnostic) => ({
    ...diagnostic,
    ...(diagnostic.span && { span: moved(diagnostic.span) }),
    ...(diagnostic.related && {
      related: diagnostic.related.map((each) => ({ ...each, span: moved(each.span) })),
    }),
    ...(diagnostic.fix && {
      fix: {
        ...diagnostic.fix,
        edits: diagnostic.fix.edits.map((edit) => ({ ...edit, span: moved(edit.span) })),
      },
    }),
  }));
}

/** From where the command runs, for a path that is taken from the directory. */
export function pathIn(directory: string, path: string): string {
  return isAbsolute(path) ? path : posix.join(withSlashes(directory), withSlashes(path));
}
