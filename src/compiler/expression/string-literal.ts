import type { ExpressionText } from "./expression-text.ts";
import type { Token } from "./lexer.ts";

// Text in an expression, as CEL has it: in `"` or `'`, in three of them also over several lines, and after `r` with
// backslashes that are backslashes.

export const STRING_START = /(?:[rR]|[bB][rR]?|[rR][bB])?["']/y;

const ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "?": "?",
  '"': '"',
  "'": "'",
  "`": "`",
};
const ESCAPED_DIGITS = /[xX]([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-3][0-7]{2})/y;

/** Of the literal that begins at an offset. */
export function scanString(source: ExpressionText, start: number): Token {
  const { text } = source;
  let at = start;
  while (!isQuote(text[at])) at++;
  const prefix = text.slice(start, at).toLowerCase();
  const quote = text[at]!.repeat(text.startsWith(text[at]!.repeat(3), at) ? 3 : 1);
  if (prefix.includes("b"))
    source.refuse(
      "expression-unsupported",
      source.span(start, at + 1),
      "bytes have no type here",
      "write text",
    );
  return new StringScanner(source, start, quote, prefix === "r").scan(at + quote.length);
}

function isQuote(character: string | undefined): boolean {
  return character === '"' || character === "'";
}

class StringScanner {
  readonly #source: ExpressionText;
  readonly #start: number;
  readonly #quote: string;
  readonly #isRaw: boolean;

  constructor(source: ExpressionText, start: number, quote: string, isRaw: boolean) {
    this.#source = source;
    this.#start = start;
    this.#quote = quote;
    this.#isRaw = isRaw;
  }

  scan(from: number): Token {
    const { text } = this.#source;
    let value = "";
    let at = from;
    while (!text.startsWith(this.#quote, at)) {
      const character = text[at];
      if (character === undefined || (character === "\n" && this.#quote.length === 1)) this.#refuseOpen(at);
      const [piece, end] = character === "\\" && !this.#isRaw ? this.#escape(at) : [character, at + 1];
      value += piece;
      at = end;
    }
    const end = at + this.#quote.length;
    this.#refuseHalves(value, end);
    return { kind: "string", text: text.slice(this.#start, end), value, start: this.#start, end };
  }

  #escape(at: number): [string, number] {
    const { text } = this.#source;
    const simple = ESCAPES[text[at + 1] ?? ""];
    if (simple !== undefined) return [simple, at + 2];
    ESCAPED_DIGITS.lastIndex = at + 1;
    const [all, ...digits] = ESCAPED_DIGITS.exec(text) ?? [];
    const code = Number.parseInt(digits.find(Boolean) ?? "", digits[3] ? 8 : 16);
    if (all === undefined || code > 0x10ffff) return this.#refuseEscape(at);
    return [String.fromCodePoint(code), at + 1 + all.length];
  }

  #refuseEscape(at: number): never {
    const { text } = this.#source;
    const next = String.fromCodePoint(text.codePointAt(at + 1) ?? 0x20);
    this.#source.refuse(
      "expression-syntax",
      this.#source.span(at, Math.min(at + 1 + next.length, text.length)),
      `\`\\${next}\` is no escape in text`,
      "for a backslash write `\\\\`, or put `r` before the quotes",
    );
  }

  #refuseOpen(at: number): never {
    const lines = this.#quote.length === 1 ? "; text over several lines stands in three quotes" : "";
    const help = `close it with \`${this.#quote}\`${lines}`;
    this.#source.refuse(
      "expression-syntax",
      this.#source.span(this.#start, at),
      "the text is not closed",
      help,
    );
  }

  #refuseHalves(value: string, end: number): void {
    if (value.isWellFormed()) return;
    const help = "write the whole character, or `\\U` and eight digits";
    const message = "the text has half of a surrogate pair";
    this.#source.refuse("lone-surrogate", this.#source.span(this.#start, end), message, help);
  }
}
