import type { Edit } from "../../diagnostics/diagnostic.ts";
import type { Span } from "../../diagnostics/span.ts";
import { Places } from "../1-read/places.ts";

// Edits that take an item out of a list, or an entry out of a map, and leave every other character as it is. They receive
// the places that the reader gives. Nothing where a comment would lose what it is about, or an anchor what uses it.

/** An item of a list that has others. */
export function deleteItem(span: Span): Edit | undefined {
  return deleteWhole(span, /^[ ]*- +$/);
}

/** An entry of a map, from its key to the end of its value. When it is the only one its map goes too, whose key is `holder`. */
export function deleteEntry(
  key: Span,
  end: number,
  holder: { key: string; isOnly: boolean },
): Edit | undefined {
  const entry = { ...key, end };
  if (!holder.isOnly) return deleteWhole(entry, /^[ ]*$/);
  const { text } = key.source;
  const start = startOfLine(text, startOfLine(text, key.start) - 1);
  if (!new RegExp(`^${holder.key}:[ ]*\\r?\\n[ ]*$`).test(text.slice(start, key.start))) return undefined;
  return deleteWhole({ ...entry, start }, /^$/);
}

/** How far around an item is looked: there may be many items in one long line. */
const REACH = 400;

function deleteWhole(span: Span, before: RegExp): Edit | undefined {
  const { text } = span.source;
  if (/(?:^|\s)#|(?:^|[\s[{,])[&*]\S/.test(text.slice(span.start, span.end))) return undefined;
  const [behind = ""] = text.slice(span.end, span.end + REACH).split("\n", 1);
  if (behind.includes("#")) return undefined;
  const ahead = text.slice(Math.max(0, span.start - REACH), span.start);
  const indentation = ahead.slice(ahead.lastIndexOf("\n") + 1);
  const isBlock = indentation.length < REACH && before.test(indentation) && behind.trim() === "";
  return isBlock
    ? deleteLines(span.start - indentation.length, span.end + behind.length, span)
    : deleteAfterComma(span);
}

/** With the blank lines before them, unless something follows right behind. */
function deleteLines(lineStart: number, lineEnd: number, { source }: Span): Edit | undefined {
  const { text } = source;
  const before = lineStart === 0 ? "" : text.slice(startOfLine(text, lineStart - 1), lineStart);
  if (before.trimStart().startsWith("#")) return undefined;
  const next = text.indexOf("\n", lineEnd);
  const after = next < 0 ? text.length : next + 1;
  const start = isBlankAt(text, after) ? withBlankLines(text, lineStart) : lineStart;
  return edit(source, start, after);
}

function startOfLine(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

function isBlankAt(text: string, lineStart: number): boolean {
  const end = text.indexOf("\n", lineStart);
  return text.slice(lineStart, end < 0 ? text.length : end).trim() === "";
}

function withBlankLines(text: string, lineStart: number): number {
  let start = lineStart;
  while (start > 0 && isBlankAt(text, startOfLine(text, start - 1))) start = startOfLine(text, start - 1);
  return start;
}

/** In a list or map in one line, or with commas: never the first one. */
function deleteAfterComma({ source, start, end }: Span): Edit | undefined {
  const before = source.text.slice(0, start).trimEnd();
  return before.endsWith(",") ? edit(source, before.length - 1, end) : undefined;
}

function edit(source: Span["source"], start: number, end: number): Edit {
  return { span: Places.of(source).span(start, end), text: "" };
}

/** With its line, where nothing else is on it. */
export function deleteComment({ source, start, end }: Span): Edit {
  const { text } = source;
  const lineStart = startOfLine(text, start);
  const before = text.slice(lineStart, start);
  if (before.replace("\ufeff", "").trim() !== "")
    return edit(source, start - (before.length - before.trimEnd().length), end);
  const next = text.indexOf("\n", end);
  return edit(source, lineStart + (before.startsWith("\ufeff") ? 1 : 0), next < 0 ? text.length : next + 1);
}
