import type { ErrorCode } from "yaml";
import type { Span } from "../../diagnostics/span.ts";
import { type Reading, ReadingStopped } from "./reading.ts";
import { helpFor, inOurWords } from "./yaml-messages.ts";

/**
 * Reports what the `yaml` package finds wrong, and stops the reading once it has found as much as is ever shown: a
 * hostile text has millions of errors, and each of them costs.
 */
export class SyntaxErrors {
  readonly #reading: Reading;
  #count = 0;
  /** A tab was found, and what follows is wrong only because of it, or another one. */
  #isLost = false;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  get count(): number {
    return this.#count;
  }

  /** Without an end, the next word is shown. */
  add(code: ErrorCode, message: string, start: number, end?: number): void {
    this.#count++;
    if (this.#isLost) return;
    const span = end === undefined ? this.#wordAt(start) : this.#onOneLine(start, end);
    if (code === "TAB_AS_INDENT") this.#reportTab(span);
    else this.#reading.report("yaml-syntax", span, inOurWords(message), helpFor(message));
    if (this.#count > this.#reading.limits.diagnostics) throw new ReadingStopped();
  }

  #reportTab(span: Span): void {
    const help = "indent with spaces, here and wherever else there is one";
    this.#reading.report("tab-indentation", span, "a tab is used as indentation", help);
    this.#isLost = true;
  }

  #wordAt(offset: number): Span {
    const word = /([ \t]*)\S{1,80}/y;
    word.lastIndex = offset;
    const match = word.exec(this.#reading.text);
    if (match === null) return this.#onOneLine(offset, offset + 1);
    return this.#reading.span(offset + match[1]!.length, word.lastIndex);
  }

  #onOneLine(start: number, end: number): Span {
    const lineEnd = this.#reading.places.endOfLine(start);
    return this.#reading.span(start, Math.min(end, Math.max(start, lineEnd)));
  }
}
