import type { Span } from "../../diagnostics/span.ts";

/** Lines and columns from 1; the end is right behind the last character. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export function regionOf({ source, start, end, line, column }: Span): Region {
  const lines = source.text.slice(start, end).split("\n");
  const last = lines.at(-1)!.length;
  const endColumn = lines.length === 1 ? column + last : last + 1;
  return { line, column, endLine: line + lines.length - 1, endColumn };
}
