import type { Span } from "../../diagnostics/span.ts";
import type { ExpressionText } from "./expression-text.ts";
import { Lexer, type Token } from "./lexer.ts";
import { refuseConstruct, refuseOperatorWord } from "./refuse.ts";
import type { Call, Syntax, Word } from "./syntax.ts";

// The grammar of CEL, as far as it is used here, from the weakest binding to the strongest:
//
//     any        = all ("||" all)*
//     all        = comparison ("&&" comparison)*
//     comparison = sum (("==" | "!=" | "<" | "<=" | ">" | ">=" | "in") sum)?
//     sum        = product (("+" | "-") product)*
//     product    = unary (("*" | "/" | "%") unary)*
//     unary      = "!" unary | "-" number | "-" unary | member
//     member     = primary ("." name | "." name "(" arguments ")")*
//     primary    = literal | name | name "(" arguments ")" | "(" any ")" | "[" items "]"

const COMPARISONS: readonly string[] = ["==", "!=", "<", "<=", ">", ">=", "in"];
const SUM: readonly string[] = ["+", "-"];
const PRODUCT: readonly string[] = ["*", "/", "%"];

/** The whole text as one tree. Throws `ExpressionRefused` at the first thing that is wrong, which has been reported. */
export function parseExpression(source: ExpressionText): Syntax {
  return new ExpressionParser(source).parse();
}

class ExpressionParser {
  readonly #source: ExpressionText;
  readonly #lexer: Lexer;
  #token: Token;
  /** Where the token before ends. */
  #end = 0;
  #depth = 0;

  constructor(source: ExpressionText) {
    this.#source = source;
    this.#lexer = new Lexer(source);
    this.#token = this.#lexer.next();
  }

  parse(): Syntax {
    if (this.#is("end")) this.#refuseEmpty();
    const syntax = this.#any();
    if (!this.#is("end")) this.#refuseRest();
    return syntax;
  }

  #any(): Syntax {
    return this.#chain("any", "||", () => this.#all());
  }

  #all(): Syntax {
    return this.#chain("all", "&&", () => this.#comparison());
  }

  #chain(kind: "all" | "any", symbol: string, parsePart: () => Syntax): Syntax {
    const { start } = this.#token;
    const parts = [parsePart()];
    while (this.#take(symbol)) parts.push(parsePart());
    return parts.length === 1 ? parts[0]! : { kind, parts, span: this.#spanFrom(start) };
  }

  #comparison(): Syntax {
    const { start } = this.#token;
    const left = this.#sum();
    if (!COMPARISONS.includes(this.#token.text)) return left;
    const operator = this.#word();
    const right = this.#sum();
    if (COMPARISONS.includes(this.#token.text))
      this.#refuse("two comparisons in a row", "write both, with `&&` between them");
    return { kind: "comparison", operator, left, right, span: this.#spanFrom(start) };
  }

  #sum(): Syntax {
    return this.#arithmetic(SUM, () => this.#product());
  }

  #product(): Syntax {
    return this.#arithmetic(PRODUCT, () => this.#unary());
  }

  #arithmetic(symbols: readonly string[], parseOperand: () => Syntax): Syntax {
    const { start } = this.#token;
    const first = parseOperand();
    const rest: { operator: Word; operand: Syntax }[] = [];
    while (this.#token.kind === "symbol" && symbols.includes(this.#token.text))
      rest.push({ operator: this.#word(), operand: parseOperand() });
    return rest.length === 0 ? first : { kind: "chain", first, rest, span: this.#spanFrom(start) };
  }

  #unary(): Syntax {
    const { start } = this.#token;
    if (this.#take("-")) return this.#negative(start);
    if (!this.#take("!")) return this.#member();
    const operand = this.#nested(start, () => this.#unary());
    return { kind: "not", operand, span: this.#spanFrom(start) };
  }

  /** Before a number `-` is its sign. */
  #negative(start: number): Syntax {
    if (!this.#is("number")) {
      const operand = this.#nested(start, () => this.#unary());
      return { kind: "negative", operand, span: this.#spanFrom(start) };
    }
    // Adding 0 makes 0 of −0.
    const value = -(this.#advance().value as number) + 0;
    return { kind: "literal", value, span: this.#spanFrom(start) };
  }

  #member(): Syntax {
    const { start } = this.#token;
    let member = this.#primary();
    const names = member.kind === "path" ? [...member.names] : [];
    while (this.#take(".")) {
      if (!this.#is("word")) this.#refuse("a name is missing after the dot");
      const name = this.#word();
      if (this.#is("symbol", "(")) member = this.#call(name, start, member);
      else if (member.kind === "path")
        member = { kind: "path", names: append(names, name), span: this.#spanFrom(start) };
      else this.#unsupported(name.span, "a field of what is no path", "a path has names and dots alone");
    }
    refuseConstruct(this.#token, this.#source);
    return member;
  }

  #primary(): Syntax {
    const { start, kind, text, value } = this.#token;
    if (kind === "number" || kind === "string") {
      this.#advance();
      return { kind: "literal", value: value!, span: this.#spanFrom(start) };
    }
    if (kind === "word") return this.#name();
    if (text === "(") return this.#group();
    if (text === "[") return { kind: "list", items: this.#items("[", "]"), span: this.#spanFrom(start) };
    return this.#refuseMissing();
  }

  #name(): Syntax {
    const { start, text } = this.#token;
    refuseOperatorWord(this.#token, this.#source);
    const name = this.#word();
    if (text === "true" || text === "false")
      return { kind: "literal", value: text === "true", span: name.span };
    if (this.#is("symbol", "(")) return this.#call(name, start);
    return { kind: "path", names: [name], span: name.span };
  }

  #call(name: Word, start: number, receiver?: Syntax): Call {
    const given = this.#items("(", ")");
    const span = this.#spanFrom(start);
    return { kind: "call", ...(receiver && { receiver }), name, arguments: given, span };
  }

  #group(): Syntax {
    const { start } = this.#advance();
    const inner = this.#nested(start, () => this.#any());
    if (!this.#take(")")) this.#refuseOpen("(", start);
    return { kind: "group", inner, span: this.#spanFrom(start) };
  }

  #items(open: string, close: string): Syntax[] {
    const { start } = this.#advance();
    const items: Syntax[] = [];
    while (!this.#is("symbol", close)) {
      items.push(this.#nested(start, () => this.#any()));
      if (!this.#take(",") && !this.#is("symbol", close)) this.#refuseOpen(open, start);
    }
    this.#advance();
    return items;
  }

  #nested(start: number, parse: () => Syntax): Syntax {
    const { depth } = this.#source.listener;
    if (++this.#depth > depth)
      this.#source.refuse(
        "over-limit",
        this.#source.span(start, start + 1),
        `the expression is nested more than ${depth} deep`,
        "the limit is the option `limits.depth`",
      );
    const syntax = parse();
    this.#depth--;
    return syntax;
  }

  #advance(): Token {
    const token = this.#token;
    this.#end = token.end;
    this.#token = this.#lexer.next();
    return token;
  }

  #is(kind: Token["kind"], text = this.#token.text): boolean {
    return this.#token.kind === kind && this.#token.text === text;
  }

  #take(symbol: string): boolean {
    const isThere = this.#is("symbol", symbol);
    if (isThere) this.#advance();
    return isThere;
  }

  #word(): Word {
    const { text, start, end } = this.#advance();
    return { value: text, span: this.#source.span(start, end) };
  }

  #spanFrom(start: number): Span {
    return this.#source.span(start, this.#end);
  }

  /** Points at what stands there, or, at the end, at the last thing before it. */
  #refuse(message: string, help?: string): never {
    const { kind, start, end } = this.#token;
    const span =
      kind === "end"
        ? this.#source.span(Math.max(0, this.#end - 1), this.#end)
        : this.#source.span(start, end);
    return this.#source.refuse("expression-syntax", span, message, help);
  }

  #refuseEmpty(): never {
    const whole = this.#source.span(0, this.#source.text.length);
    return this.#source.refuse("expression-syntax", whole, "the expression is empty", "write a condition");
  }

  #refuseMissing(): never {
    refuseConstruct(this.#token, this.#source);
    const { kind, text } = this.#token;
    if (kind === "end") this.#refuse("the expression breaks off: something has to follow");
    this.#refuse(`\`${text}\` stands where a field, a value or \`(\` belongs`);
  }

  #refuseRest(): never {
    refuseConstruct(this.#token, this.#source);
    refuseOperatorWord(this.#token, this.#source);
    const { kind, text } = this.#token;
    if (text === ")" || text === "]")
      this.#refuse(`there is no \`${text === ")" ? "(" : "["}\` for this \`${text}\``);
    const what =
      kind === "symbol" ? `\`${text}\`` : `\`${text.length > 40 ? `${text.slice(0, 40)}…` : text}\``;
    this.#refuse(`${what} follows without an operator before it`, "join conditions with `&&` or `||`");
  }

  #refuseOpen(open: string, start: number): never {
    if (this.#token.kind !== "end") this.#refuseRest();
    this.#source.refuse(
      "expression-syntax",
      this.#source.span(start, start + 1),
      `this \`${open}\` is not closed`,
    );
  }

  #unsupported(span: Span, what: string, help: string): never {
    this.#source.refuse("expression-unsupported", span, `${what} is no part of expressions here`, help);
  }
}

/** In place: a path of many names would be copied with each. */
function append(names: Word[], name: Word): readonly Word[] {
  names.push(name);
  return names;
}
