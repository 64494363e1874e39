import type { Span } from "./span.ts";
import { columnsOf, visible } from "./visible.ts";

// The lines of a span with what it covers underlined. A tab is shown as spaces, a wide character has a wide
// underline, an invisible character is shown as an escape; a line that is too long is cut around the span.

const MOST_LINES = 4;
const TAB = "    ";
const CUT = "…";

/** One character of a line as it is shown. */
interface Cell {
  readonly shown: string;
  readonly width: number;
  readonly marked: boolean;
}

/**
 *       7 |     efect: block
 *         |     ^^^^^
 */
export function frame(span: Span, width: number, paint: (text: string) => string): string[] {
  const lines = linesOf(span);
  const shown = lines.slice(0, MOST_LINES);
  const margin = String(span.line + shown.length - 1).length;
  const rows = shown.flatMap((line, index) => {
    const [text, underline] = drawn(fitted(cellsOf(line, span), width));
    const number = String(span.line + index).padStart(margin);
    return [`  ${number} | ${text}`.trimEnd(), `  ${" ".repeat(margin)} | ${paint(underline)}`];
  });
  return lines.length > MOST_LINES ? [...rows, `  ${" ".repeat(margin)} | ${CUT}`] : rows;
}

interface Line {
  readonly start: number;
  readonly end: number;
}

/** One more line than is shown, at most. */
function linesOf({ source: { text }, start, end }: Span): Line[] {
  const lines: Line[] = [];
  let from = text.lastIndexOf("\n", start - 1) + 1;
  if (start === 0 || from > start) from = 0;
  if (text.charCodeAt(from) === 0xfeff) from++;
  do {
    const next = text.indexOf("\n", from);
    const stop = next < 0 ? text.length : next;
    lines.push({ start: from, end: text[stop - 1] === "\r" && stop > from ? stop - 1 : stop });
    from = stop + 1;
  } while (from < end && lines.length <= MOST_LINES);
  return lines;
}

/** How far to either side of the span a line is looked at: more does not fit any screen. */
const REACH = 400;

function cellsOf(line: Line, span: Span): Cell[] {
  const from = Math.max(line.start, Math.min(span.start, line.end) - REACH);
  const to = Math.min(line.end, Math.max(span.start, from) + 2 * REACH);
  const cells: Cell[] = from > line.start ? [cut()] : [];
  const marks = {
    start: Math.max(span.start, firstInk(span, line)),
    end: Math.max(span.end, span.start + 1),
  };
  let at = from;
  for (const character of span.source.text.slice(from, to)) {
    cells.push(cell(character, at >= marks.start && at < marks.end));
    at += character.length;
  }
  if (to < line.end) cells.push(cut());
  if (!cells.some(({ marked }) => marked)) cells.push({ shown: " ", width: 1, marked: true });
  return cells;
}

/** On the second and later lines of a span, the indentation is not underlined. */
function firstInk(span: Span, line: Line): number {
  let at = line.start;
  while (at < line.end && at >= span.start && /[ \t]/.test(span.source.text[at]!)) at++;
  return line.start > span.start ? at : line.start;
}

function cell(character: string, marked: boolean): Cell {
  const shown = character === "\t" ? TAB : visible(character);
  const width = shown === character ? columnsOf(character) : shown.length;
  return { shown, width, marked };
}

function cut(marked = false): Cell {
  return { shown: CUT, width: 1, marked };
}

/** Cut to the width, so that the start of the mark stays, with a third of the width before it. */
function fitted(cells: Cell[], width: number): Cell[] {
  if (totalWidth(cells) <= width) return cells;
  const first = Math.max(
    0,
    cells.findIndex(({ marked }) => marked),
  );
  let start = first;
  for (let room = width / 3; start > 0 && room > 0; start--) room -= cells[start - 1]!.width;
  let end = start;
  for (let room = width - 2; end < cells.length && room >= cells[end]!.width; end++)
    room -= cells[end]!.width;
  const kept = cells.slice(start, end);
  if (start > 0) kept.unshift(cut());
  return end < cells.length ? [...kept, cut(kept.at(-1)?.marked)] : kept;
}

function totalWidth(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}

function drawn(cells: readonly Cell[]): [text: string, underline: string] {
  const text = cells.map(({ shown }) => shown).join("");
  const underline = cells.map(({ width, marked }) => (marked ? "^" : " ").repeat(width)).join("");
  return [text, underline.trimEnd()];
}
