import { numberProblem } from "../1-read/exact-number.ts";
import type { ExpressionText } from "./expression-text.ts";
import { STRING_START, scanString } from "./string-literal.ts";

export interface Token {
  readonly kind: "word" | "symbol" | "number" | "string" | "end";
  /** As written. */
  readonly text: string;
  /** What a number or string stands for. */
  readonly value?: number | string;
  readonly start: number;
  readonly end: number;
}

const SPACE = /[ \t\r\n\f]*/y;
/** To the end of its line, whatever ends one. */
const COMMENT = /\/\/[^\r\n\u0085\u2028\u2029]*/y;
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /0x[\da-fA-F]+|(?:\d+\.\d+|\.\d+|\d+)(?:[eE][+-]?\d+)?/y;
const SYMBOL = /&&|\|\||==|!=|<=|>=|[<>!+\-*/%()[\]{}.,?:]/y;

/** The tokens of an expression, one at a time. */
export class Lexer {
  readonly #source: ExpressionText;
  #at = 0;

  constructor(source: ExpressionText) {
    this.#source = source;
  }

  /** Once at the end, it stays there. */
  next(): Token {
    const { text, listener } = this.#source;
    const start = this.#skip();
    const token =
      start === text.length ? { kind: "end" as const, text: "", start, end: start } : this.#scan(start);
    this.#at = token.end;
    if (!listener.countToken()) this.#tooLong();
    return token;
  }

  /** Where the next token begins, behind white space and comments. */
  #skip(): number {
    const { text } = this.#source;
    let at = this.#at + match(SPACE, text, this.#at)!.length;
    for (let comment = match(COMMENT, text, at); comment !== undefined; comment = match(COMMENT, text, at)) {
      const end = at + comment.length;
      this.#requireOneLine(at, end);
      at = end + match(SPACE, text, end)!.length;
    }
    return at;
  }

  /** Where YAML folds lines, a comment would go on over what stands below it, and take conditions away without a word. */
  #requireOneLine(start: number, end: number): void {
    const span = this.#source.span(start, end);
    if (!/[\r\n]/.test(span.source.text.slice(span.start, span.end))) return;
    const message = "the comment goes on in the next line, since YAML makes a space of the line break";
    this.#source.refuse("expression-syntax", span, message, "write the expression below a `|`");
  }

  #scan(start: number): Token {
    const { text } = this.#source;
    if (match(STRING_START, text, start) !== undefined) return scanString(this.#source, start);
    const word = match(WORD, text, start);
    if (word !== undefined) return { kind: "word", text: word, start, end: start + word.length };
    const number = match(NUMBER, text, start);
    if (number !== undefined) return this.#number(number, start);
    const symbol = match(SYMBOL, text, start);
    if (symbol !== undefined) return { kind: "symbol", text: symbol, start, end: start + symbol.length };
    return this.#refuseCharacter(start);
  }

  #number(text: string, start: number): Token {
    const end = start + text.length;
    const tail = match(WORD, this.#source.text, end);
    if (tail !== undefined) this.#refuseTail(text, tail, start);
    const value = Number(text);
    const problem = numberProblem(text, value);
    if (problem !== undefined) {
      const { code, message, help } = problem;
      this.#source.refuse(code, this.#source.span(start, end), message, help);
    }
    return { kind: "number", text, value, start, end };
  }

  #refuseTail(number: string, tail: string, start: number): never {
    const span = this.#source.span(start, start + number.length + tail.length);
    if (/^u$/i.test(tail))
      this.#source.refuse(
        "expression-unsupported",
        span,
        `the unsigned number \`${number}${tail}\` has no type here`,
        `write \`${number}\``,
      );
    this.#source.refuse("expression-syntax", span, `\`${number}${tail}\` is neither a number nor a name`);
  }

  #refuseCharacter(start: number): never {
    const character = String.fromCodePoint(this.#source.text.codePointAt(start)!);
    const meant = MEANT[character];
    const span = this.#source.span(start, start + character.length);
    const message = `\`${character}\` has no meaning in an expression`;
    this.#source.refuse("expression-syntax", span, message, meant && `write ${meant}`);
  }

  #tooLong(): never {
    const { text } = this.#source;
    const message = "the expressions of the document have more tokens than it may have nodes";
    const help = "the limit is the option `limits.nodes`";
    this.#source.refuse("over-limit", this.#source.span(0, text.length), message, help);
  }
}

/** What is written so elsewhere. */
const MEANT: Readonly<Record<string, string>> = {
  "=": "`==`",
  "&": "`&&`",
  "|": "`||`",
  "`": 'text in `"`',
  "“": 'text in `"`',
  "”": 'text in `"`',
  "‘": "text in `'`",
  "’": "text in `'`",
  "≠": "`!=`",
  "≤": "`<=`",
  "≥": "`>=`",
  $: "the path alone: `action.amount`",
};

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
