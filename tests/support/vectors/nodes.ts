/** Parsed YAML as the compiler's nodes: vectors hold what no policy may, such as −0, so the compiler does not read them. */
import type { Node } from "../../../src/compiler/1-read/node.ts";
import type { Source, Span } from "../../../src/diagnostics/span.ts";

export function nodeOf(value: unknown, source: Source): Node {
  const span: Span = { source, start: 0, end: 0, line: 1, column: 1 };
  return build(value, span);
}

function build(value: unknown, span: Span): Node {
  if (Array.isArray(value)) return { kind: "list", items: value.map((item) => build(item, span)), span };
  if (typeof value !== "object" || value === null)
    return { kind: "scalar", value: value as string | number | boolean | null, span };
  const entries = Object.entries(value).map(
    ([key, field]) => [key, { key, keySpan: span, value: build(field, span) }] as const,
  );
  return { kind: "map", entries: new Map(entries), span };
}
