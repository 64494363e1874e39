import type { Edit } from "../../diagnostics/diagnostic.ts";
import type { Source } from "../../diagnostics/span.ts";
import { Places } from "../1-read/places.ts";

/** Text that stands at an offset from now on. */
export function insertAt(source: Source, offset: number, text: string): Edit {
  return { span: Places.of(source).span(offset, offset), text };
}

/**
 * A line of its own below the line of `version:`, which every document has. Nothing where that is no line of its own, as in
 * a document that is one map in braces.
 */
export function insertBelowVersion(source: Source, line: string): Edit | undefined {
  const version = /^version:[ \t]*1[ \t]*(?:#[^\r\n]*)?(\r?\n|$)/m.exec(source.text);
  if (version === null) return undefined;
  const [{ length }, lineEnd] = version as unknown as [string, string];
  const end = version.index + length;
  return insertAt(source, end, lineEnd === "" ? `\n${line}` : `${line}${lineEnd}`);
}
