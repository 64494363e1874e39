import type { Source, Span } from "../../diagnostics/span.ts";

/**
 * Makes the spans of one source. Lines end with `\n` (a `\r` before it belongs to the end); columns count UTF-16
 * units from 1, and a byte order mark at the start is not counted.
 */
export class Places {
  static readonly #known = new WeakMap<Source, Places>();
  readonly source: Source;
  readonly #lineStarts: number[];
  /** The line of the last look-up: documents are walked in order, so the next one is mostly near. */
  #line = 0;

  /** One for each source: whoever makes spans of it later finds its lines again. */
  static of(source: Source): Places {
    const known = Places.#known.get(source) ?? new Places(source);
    Places.#known.set(source, known);
    return known;
  }

  private constructor(source: Source) {
    this.source = source;
    this.#lineStarts = lineStartsOf(source.text);
  }

  span(start: number, end: number): Span {
    const line = this.#lineAt(start);
    const column = Math.max(1, start - this.#lineStarts[line]! + 1);
    return Object.freeze({ source: this.source, start, end, line: line + 1, column });
  }

  /** Where the line of the offset ends, its line end not included. */
  endOfLine(offset: number): number {
    const { text } = this.source;
    const end = text.indexOf("\n", offset);
    if (end < 0) return text.length;
    return end > offset && text[end - 1] === "\r" ? end - 1 : end;
  }

  #lineAt(offset: number): number {
    if (this.#holds(this.#line, offset)) return this.#line;
    if (this.#holds(this.#line + 1, offset)) return ++this.#line;
    let low = 0;
    let high = this.#lineStarts.length;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if (this.#lineStarts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return (this.#line = low);
  }

  #holds(line: number, offset: number): boolean {
    const start = this.#lineStarts[line];
    return start !== undefined && start <= offset && offset < (this.#lineStarts[line + 1] ?? Infinity);
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [text.charCodeAt(0) === 0xfeff ? 1 : 0];
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
  return starts;
}
