import type { Span } from "../../diagnostics/span.ts";

// From the value of a scalar back to its text: an offset of `a'b` is another one in `'a''b'`. Offsets are in UTF-16 units;
// what one escape or one line break stands for is all at its beginning.

/** Receives the span of a scalar and its value; gives for an offset of the value, its end included, that of the source. */
export function scalarPlaces({ source, start, end }: Span, value: string): (offset: number) => number {
  // Most are written as they are.
  if (value.length === end - start && source.text.startsWith(value, start)) return (offset) => start + offset;
  const isBlock = source.text[start] === "|" || source.text[start] === ">";
  const places = (isBlock ? blockPlaces : flowPlaces)(source.text, start, value);
  return (offset) => places[offset]!;
}

/** A stretch of a source that begins inside a span. */
export function spanInside({ source, start, line, column }: Span, from: number, to: number): Span {
  const [first, ...lines] = source.text.slice(start, from).split("\n") as [string, ...string[]];
  const last = lines.at(-1);
  return Object.freeze({
    source,
    start: from,
    end: to,
    line: line + lines.length,
    column: last === undefined ? column + first.length : last.length + 1,
  });
}

/** Line breaks with the blanks around them; blanks alone, all at once, or looking for the break behind them takes for ever. */
const WHITE = String.raw`(?:[ \t]*\r?\n)+[ \t]*|[ \t]+`;

/** What stands for one or more units, by the quote that the scalar begins with. */
const QUOTED: Readonly<Record<string, string>> = {
  "'": `''|${WHITE}|[^]`,
  '"': String.raw`\\(?:x..|u.{4}|U.{8}|\r?\n[ \t]*|[^])|${WHITE}|[^]`,
};

function flowPlaces(text: string, start: number, value: string): number[] {
  const quoted = QUOTED[text[start]!];
  const tokens = new RegExp(quoted ?? `${WHITE}|[^]`, "y");
  let at = quoted === undefined ? start : start + 1;
  const places: number[] = [];
  while (places.length < value.length) {
    const token = tokenAt(at, tokens, text);
    const isBlank = /^[ \t]+$/.test(token);
    const units = isBlank ? token.length : unitsOf(token);
    for (let unit = 0; unit < units; unit++) places.push(isBlank ? at + unit : at);
    at += token.length;
  }
  return [...places, at];
}

/** A line break after `\` is nothing. Another one is a space when it is alone; of several the first is nothing. */
function unitsOf(token: string): number {
  if (token.startsWith("\\U")) return Number.parseInt(token.slice(2), 16) > 0xffff ? 2 : 1;
  const breaks = token.split("\n").length - 1;
  if (breaks > 0 && token.startsWith("\\")) return 0;
  return Math.max(breaks - 1, 1);
}

/**
 * Line by line, without the indentation. A line break that is folded away stands for nothing, and is passed over before
 * what follows it; each of the others is a space or a line break of the value.
 */
function blockPlaces(text: string, start: number, value: string): number[] {
  const begin = text.indexOf("\n", start);
  const indentation = indentationOf(text.slice(begin + 1)) - indentationOf(value);
  const tokens = new RegExp(`\\r?\\n {0,${indentation}}|[^]`, "y");
  let at = begin + tokenAt(begin, tokens, text).length;
  const places: number[] = [];
  for (const unit of value.split("")) {
    let token = tokenAt(at, tokens, text);
    while (token.includes("\n") && !/[ \n]/.test(unit)) {
      at += token.length;
      token = tokenAt(at, tokens, text);
    }
    places.push(at);
    at += token.length;
  }
  return [...places, at];
}

/** Of the first line that is not blank. */
function indentationOf(text: string): number {
  return /^( *)[^ \r\n]/m.exec(text)?.[1]?.length ?? 0;
}

/** Empty at the end of the text: the last line break of a block need not be written. */
function tokenAt(at: number, tokens: RegExp, text: string): string {
  tokens.lastIndex = at;
  return tokens.exec(text)?.[0] ?? "";
}
