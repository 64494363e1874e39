import type { ErrorCode } from "yaml";
import { type Reading, ReadingStopped } from "./reading.ts";
import { helpFor, inOurWords } from "./yaml-messages.ts";

/**
 * Reports what the `yaml` package finds wrong, and stops the reading once it has found as much as is ever shown: a
 * hostile text has millions of errors, and each of them costs.
 */
export class SyntaxErrors {
  readonly #reading: Reading;
  #count = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  get count(): number {
    return this.#count;
  }

  /** Without an end, the word at `start` is shown. */
  add(code: ErrorCode, message: string, start: number, end?: number): void {
    if (this.#count >= this.#reading.limits.diagnostics) throw new ReadingStopped();
    this.#count++;
    const lineEnd = this.#reading.places.endOfLine(start);
    const span = this.#reading.span(start, Math.min(end ?? this.#endOfWord(start), Math.max(start, lineEnd)));
    if (code === "TAB_AS_INDENT")
      this.#reading.report("tab-indentation", span, "a tab is used as indentation", "indent with spaces");
    else this.#reading.report("yaml-syntax", span, inOurWords(message), helpFor(message));
  }

  #endOfWord(start: number): number {
    const word = /\S{1,80}/y;
    word.lastIndex = start;
    return start + (word.exec(this.#reading.text)?.[0].length ?? 1);
  }
}
