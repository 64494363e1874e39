import type { ErrorCode } from "yaml";
import { type Reading, ReadingStopped } from "./reading.ts";

const LONGEST_MESSAGE = 160;

/** What helps, for the mistakes that people make. */
const HELP: Partial<Record<ErrorCode, string>> = {
  BAD_INDENT: "the keys of one map start at the same column, and so do the dashes of one list",
  BLOCK_AS_IMPLICIT_KEY:
    "text with `: ` in it has to be in quotes; a map or list below a key starts on the next line",
  MULTILINE_IMPLICIT_KEY: "is a `:` missing after the key, or a quote?",
  BAD_SCALAR_START: "put the text in quotes",
  BAD_DQ_ESCAPE: "in double quotes, write a backslash as `\\\\`; in single quotes it stands for itself",
};

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

  add(code: ErrorCode, start: number, end: number, message: string): void {
    if (this.#count >= this.#reading.limits.diagnostics) throw new ReadingStopped();
    this.#count++;
    const lineEnd = this.#reading.places.endOfLine(start);
    const span = this.#reading.span(start, Math.max(start, Math.min(end, lineEnd)));
    if (code === "TAB_AS_INDENT")
      this.#reading.report("tab-indentation", span, "a tab is used as indentation", "indent with spaces");
    else this.#reading.report("yaml-syntax", span, cleaned(message), HELP[code]);
  }
}

/** As our messages are: starting in lower case, without a final period, of a length that can be read. */
function cleaned(message: string): string {
  const text = message.replace(/\.$/, "").replace(/\s+/g, " ");
  const short = text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)}…` : text;
  return short.charAt(0).toLowerCase() + short.slice(1);
}
