import { CST } from "yaml";
import type { Reading } from "./reading.ts";
import { stopTooManyAliases, stopTooManyNodes } from "./stop.ts";
import type { SyntaxErrors } from "./syntax-errors.ts";

const NOT_BEGUN = "`...` ends a document, and none has begun";

type Feed = (lexeme: string, offset: number) => void;

/**
 * Stands between `yaml`'s lexer, which is linear whatever it is given, and its parser, which is not. Receives every
 * lexeme in order; passes on those that make up the first document; refuses what documents may not contain, and
 * more nodes or aliases than the limits allow, before any of it costs.
 *
 * Comments and blank lines are not passed on: the parser keeps each, and looks at all of a run again at each comment.
 */
export class LexemeFilter {
  readonly #reading: Reading;
  readonly #errors: SyntaxErrors;
  readonly #feed: Feed;
  #offset = 0;
  #nodes = 0;
  #aliases = 0;
  #afterMarker = false;
  /** Nothing but white space since the line began; that is held until it is known to be indentation. */
  #atLineStart = true;
  #held: { lexeme: string; offset: number }[] = [];
  #document: "before" | "begun" | "inside" | "ended" = "before";
  /** An indicator came, and not yet what it announces. */
  #expecting = false;
  #dropSpace = false;

  constructor(reading: Reading, errors: SyntaxErrors, feed: Feed) {
    this.#reading = reading;
    this.#errors = errors;
    this.#feed = feed;
  }

  /** False when the rest of the text is not to be read. */
  take(lexeme: string): boolean {
    const offset = this.#offset;
    if (this.#afterMarker) {
      this.#afterMarker = false;
      this.#offset += lexeme.length;
      this.#pass(lexeme, offset);
      this.#atLineStart = lexeme.endsWith("\n");
      return true;
    }
    const type = CST.tokenType(lexeme);
    if (type !== "doc-mode" && type !== "flow-error-end" && type !== "scalar") this.#offset += lexeme.length;
    return this.#takeTyped(type, lexeme, offset);
  }

  #takeTyped(type: CST.TokenType | null, lexeme: string, offset: number): boolean {
    switch (type) {
      case "space":
        return this.#space(lexeme, offset);
      case "newline":
        return this.#newline(lexeme, offset);
      case "comment":
        return this.#comment(offset);
      case "scalar":
        this.#afterMarker = true;
        return this.#node(lexeme, offset);
      case "alias":
        this.#countAlias(lexeme, offset);
        return this.#node(lexeme, offset);
      case "single-quoted-scalar":
      case "double-quoted-scalar":
        return this.#node(lexeme, offset);
      case "flow-map-start":
      case "flow-seq-start":
        this.#node(lexeme, offset);
        this.#expecting = true;
        return true;
      case "comma":
      case "seq-item-ind":
      case "map-value-ind":
        return this.#indicator(lexeme, offset);
      default:
        return this.#other(type, lexeme, offset);
    }
  }

  #other(type: CST.TokenType | null, lexeme: string, offset: number): boolean {
    switch (type) {
      case "byte-order-mark":
        return true;
      case "directive-line":
        return this.#refuse(
          "yaml-directive",
          lexeme,
          offset,
          "a YAML directive has no meaning here",
          "delete the line",
        );
      case "tag":
        this.#dropSpace = true;
        return this.#refuse(
          "explicit-tag",
          lexeme,
          offset,
          `the tag \`${lexeme}\` has no meaning here`,
          "delete it; to make text of a number, put it in quotes",
        );
      case "doc-mode":
        return this.#beginDocument(lexeme, offset);
      case "doc-start":
        return this.#documentStart(lexeme, offset);
      case "doc-end":
        return this.#documentEnd(lexeme, offset);
      default:
        this.#pass(lexeme, offset);
        return true;
    }
  }

  #pass(lexeme: string, offset: number): void {
    for (const held of this.#held) this.#feed(held.lexeme, held.offset);
    if (this.#held.length > 0) this.#held = [];
    this.#feed(lexeme, offset);
    this.#atLineStart = false;
    this.#dropSpace = false;
  }

  #space(lexeme: string, offset: number): boolean {
    if (this.#dropSpace) this.#dropSpace = false;
    else if (this.#atLineStart) this.#held.push({ lexeme, offset });
    else this.#pass(lexeme, offset);
    return true;
  }

  #newline(lexeme: string, offset: number): boolean {
    if (this.#atLineStart) this.#held = [];
    else this.#pass(lexeme, offset);
    this.#atLineStart = true;
    return true;
  }

  #comment(offset: number): boolean {
    if (offset > 0 && !" \t\n\ufeff".includes(this.#reading.text[offset - 1]!))
      this.#errors.add("MISSING_CHAR", "a comment needs a space before its `#`", offset, offset + 1);
    return true;
  }

  #node(lexeme: string, offset: number): boolean {
    this.#countNode(offset);
    this.#expecting = false;
    this.#pass(lexeme, offset);
    if (this.#document === "begun") this.#document = "inside";
    return true;
  }

  #indicator(lexeme: string, offset: number): boolean {
    if (this.#expecting) this.#countNode(offset);
    this.#expecting = true;
    this.#pass(lexeme, offset);
    return true;
  }

  #refuse(
    code: "yaml-directive" | "explicit-tag",
    lexeme: string,
    offset: number,
    message: string,
    help: string,
  ): true {
    this.#reading.report(code, this.#reading.span(offset, offset + lexeme.length), message, help);
    return true;
  }

  #beginDocument(lexeme: string, offset: number): boolean {
    if (this.#document !== "before") return this.#secondDocument(offset);
    this.#document = "begun";
    this.#feed(lexeme, offset);
    return true;
  }

  #documentStart(lexeme: string, offset: number): boolean {
    if (this.#document !== "begun") return this.#secondDocument(offset);
    this.#document = "inside";
    this.#pass(lexeme, offset);
    return true;
  }

  #documentEnd(lexeme: string, offset: number): boolean {
    const isEmpty = this.#document === "begun";
    if (isEmpty) this.#errors.add("UNEXPECTED_TOKEN", NOT_BEGUN, offset, offset + lexeme.length);
    this.#document = "ended";
    this.#atLineStart = false;
    return !isEmpty;
  }

  #secondDocument(offset: number): false {
    const { places } = this.#reading;
    const span = places.span(offset, places.endOfLine(offset));
    this.#reading.report(
      "second-document",
      span,
      "a second document begins here",
      "put it into a file of its own",
    );
    return false;
  }

  /** Counts no block collections and not all blanks; the tree is counted again when it is built. */
  #countNode(offset: number): void {
    if (++this.#nodes > this.#reading.limits.nodes)
      stopTooManyNodes(this.#reading.span(offset, offset + 1), this.#reading);
  }

  #countAlias(lexeme: string, offset: number): void {
    if (++this.#aliases > this.#reading.limits.aliases)
      stopTooManyAliases(this.#reading.span(offset, offset + lexeme.length), this.#reading);
  }
}
