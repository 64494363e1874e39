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
  const before = /\n?(\w+):[ ]*\r?\n[ ]*$/.exec(key.source.text.slice(0, key.start));
  if (before?.[1] !== holder.key) return undefined;
  const start = before.index + (before[0].startsWith("\n") ? 1 : 0);
  return deleteWhole({ ...entry, start }, /^$/);
}

function deleteWhole(span: Span, before: RegExp): Edit | undefined {
  const { text } = span.source;
  if (/(?:^|\s)#|(?:^|[\s[{,])[&*]\S/.test(text.slice(span.start, span.end))) return undefined;
  const lineEnd = Places.of(span.source).endOfLine(span.end);
  if (text.slice(span.end, lineEnd).includes("#")) return undefined;
  const lineStart = text.lastIndexOf("\n", span.start - 1) + 1;
  const isBlock =
    before.test(text.slice(lineStart, span.start)) && text.slice(span.end, lineEnd).trim() === "";
  return isBlock ? deleteLines(lineStart, lineEnd, span) : deleteAfterComma(span);
}

/** With the blank line before them, unless something follows right behind. */
function deleteLines(lineStart: number, lineEnd: number, { source }: Span): Edit | undefined {
  const { text } = source;
  const before = text.slice(0, lineStart);
  if (/(?:^|\n)[ ]*#[^\n]*\n$/.test(before)) return undefined;
  const next = text.indexOf("\n", lineEnd);
  const after = next < 0 ? text.length : next + 1;
  const blank = /(?<=\n)(?:[ \t]*\r?\n)+$/.exec(before);
  const endsBlank = /^[ \t]*(?:\r?\n|$)/.test(text.slice(after));
  return edit(source, blank !== null && endsBlank ? blank.index : lineStart, after);
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
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const before = text.slice(lineStart, start);
  if (before.replace("\ufeff", "").trim() !== "")
    return edit(source, start - (before.length - before.trimEnd().length), end);
  const next = text.indexOf("\n", end);
  return edit(source, lineStart + (before.startsWith("\ufeff") ? 1 : 0), next < 0 ? text.length : next + 1);
}
