import { CST } from "yaml";
import type { Reading } from "./reading.ts";
import { refuseDirective, refuseExplicitKey, refuseSecondDocument, refuseTag } from "./refuse.ts";
import { stopTooManyAliases, stopTooManyNodes } from "./stop.ts";
import type { SyntaxErrors } from "./syntax-errors.ts";

const NOT_BEGUN = "`...` ends a document, and none has begun";

/** What is read of a source: some of its lines. */
export interface Stretch {
  readonly text: string;
  /** Where in the source it begins. */
  readonly start: number;
  /** Lines of the source that are not in it. */
  readonly leftOut?: { readonly from: number; readonly to: number };
}

type Feed = (lexeme: string, offset: number) => void;

/**
 * Stands between `yaml`'s lexer, which is linear whatever it is given, and its parser, which is not. Receives every
 * lexeme in order; passes on those that make up the first document; refuses what documents may not contain, and
 * more nodes or aliases than the limits allow, before any of it costs.
 *
 * Blank lines and comments on their own are not passed on: the parser keeps each, and looks at all of a run again at
 * each comment. Nor is the single space in the middle of a line, which tells it nothing and costs as much as a word.
 */
export class LexemeFilter {
  readonly #reading: Reading;
  readonly #errors: SyntaxErrors;
  readonly #feed: Feed;
  readonly #leftOut: Stretch["leftOut"];
  #offset: number;
  #nodes = 0;
  #aliases = 0;
  #document: "before" | "begun" | "inside" | "ended" = "before";
  /** What the next lexeme is, when it is the text of a scalar. */
  #scalar: "none" | "plain" | "block" = "none";
  #afterHeader = false;
  /** Nothing but white space since the line began; that is held until it is known to be no blank line. */
  #atLineStart = true;
  #held: { lexeme: string; offset: number }[] = [];
  /** The next spaces are indentation, or have to stand after an anchor. */
  #spaceCounts = true;
  /** An indicator came, and not yet what it announces. */
  #expecting = false;

  constructor(reading: Reading, errors: SyntaxErrors, { start, leftOut }: Stretch, feed: Feed) {
    this.#reading = reading;
    this.#errors = errors;
    this.#leftOut = leftOut;
    this.#offset = start;
    this.#feed = feed;
  }

  /** False when the rest of the text is not to be read. */
  take(lexeme: string): boolean {
    const offset = this.#offset;
    if (this.#scalar !== "none") return this.#scalarText(lexeme, offset);
    const type = CST.tokenType(lexeme);
    if (type !== "doc-mode" && type !== "flow-error-end" && type !== "scalar") this.#goPast(lexeme);
    return this.#takeTyped(type, lexeme, offset);
  }

  #scalarText(lexeme: string, offset: number): boolean {
    this.#goPast(lexeme);
    this.#pass(lexeme, offset);
    this.#atLineStart = this.#spaceCounts = this.#scalar === "block";
    this.#scalar = "none";
    return true;
  }

  #goPast(lexeme: string): void {
    this.#offset += lexeme.length;
    if (this.#offset === this.#leftOut?.from) this.#offset = this.#leftOut.to;
  }

  #takeTyped(type: CST.TokenType | null, lexeme: string, offset: number): boolean {
    switch (type) {
      case "space":
        return this.#space(lexeme, offset);
      case "newline":
        return this.#newline(lexeme, offset);
      case "comment":
        return this.#comment(lexeme, offset);
      case "scalar":
        this.#scalar = this.#afterHeader ? "block" : "plain";
        this.#afterHeader = false;
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
      case "flow-map-end":
      case "flow-seq-end":
        return this.#pass(lexeme, offset);
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
        refuseDirective(lexeme, offset, this.#reading);
        return true;
      case "tag":
        return this.#tag(lexeme, offset);
      case "explicit-key-ind":
        return this.#explicitKey(lexeme, offset);
      case "doc-mode":
        return this.#beginDocument(lexeme, offset);
      case "doc-start":
        return this.#documentStart(lexeme, offset);
      case "doc-end":
        return this.#documentEnd(lexeme, offset);
      case "anchor":
        this.#pass(lexeme, offset);
        this.#spaceCounts = true;
        return true;
      default:
        this.#afterHeader = type === "block-scalar-header";
        return this.#pass(lexeme, offset);
    }
  }

  #pass(lexeme: string, offset: number): true {
    if (this.#held.length > 0) {
      for (const held of this.#held) this.#feed(held.lexeme, held.offset);
      this.#held = [];
    }
    this.#feed(lexeme, offset);
    this.#atLineStart = this.#spaceCounts = false;
    if (this.#document === "begun") this.#document = "inside";
    return true;
  }

  #space(lexeme: string, offset: number): boolean {
    if (this.#atLineStart) this.#held.push({ lexeme, offset });
    else if (this.#spaceCounts || lexeme.length > 1 || this.#reading.text[offset + 1] === "#")
      this.#feed(lexeme, offset);
    return true;
  }

  /** The first and the last newline of a run are passed on: what `yaml` finds between the lines begins or ends there. */
  #newline(lexeme: string, offset: number): boolean {
    if (this.#atLineStart) this.#held = [{ lexeme, offset }];
    else this.#pass(lexeme, offset);
    this.#atLineStart = this.#spaceCounts = true;
    return true;
  }

  #comment(lexeme: string, offset: number): boolean {
    if (offset > 0 && !" \t\n\ufeff".includes(this.#reading.text[offset - 1]!))
      this.#errors.add("MISSING_CHAR", "a comment needs a space before its `#`", offset, offset + 1);
    else if (!this.#atLineStart) this.#feed(lexeme, offset);
    return true;
  }

  #node(lexeme: string, offset: number): boolean {
    this.#countNode(offset);
    this.#expecting = false;
    return this.#pass(lexeme, offset);
  }

  #indicator(lexeme: string, offset: number): boolean {
    const wasIndentation = this.#spaceCounts;
    if (this.#expecting) this.#countNode(offset);
    this.#expecting = true;
    this.#pass(lexeme, offset);
    this.#spaceCounts = wasIndentation;
    return true;
  }

  #explicitKey(lexeme: string, offset: number): boolean {
    refuseExplicitKey(lexeme, offset, this.#reading);
    return this.#indicator(lexeme, offset);
  }

  /** It is not passed on, and the space after it would pass for indentation. */
  #tag(lexeme: string, offset: number): boolean {
    refuseTag(lexeme, offset, this.#reading);
    this.#atLineStart = this.#spaceCounts = false;
    return true;
  }

  #beginDocument(lexeme: string, offset: number): boolean {
    if (this.#document !== "before") return this.#secondDocument(offset);
    this.#document = "begun";
    this.#feed(lexeme, offset);
    return true;
  }

  #documentStart(lexeme: string, offset: number): boolean {
    return this.#document === "begun" ? this.#pass(lexeme, offset) : this.#secondDocument(offset);
  }

  #documentEnd(lexeme: string, offset: number): boolean {
    const isEmpty = this.#document === "begun";
    if (isEmpty) this.#errors.add("UNEXPECTED_TOKEN", NOT_BEGUN, offset, offset + lexeme.length);
    this.#document = "ended";
    this.#atLineStart = false;
    return !isEmpty;
  }

  #secondDocument(offset: number): false {
    refuseSecondDocument(offset, this.#reading);
    return false;
  }

  /** Counts no block collections and not all blanks; the tree is counted again when it is built. */
  #countNode(offset: number): void {
    if (++this.#nodes > this.#reading.nodesLeft)
      stopTooManyNodes(this.#reading.span(offset, offset + 1), this.#reading);
  }

  #countAlias(lexeme: string, offset: number): void {
    if (++this.#aliases > this.#reading.limits.aliases)
      stopTooManyAliases(this.#reading.span(offset, offset + lexeme.length), this.#reading);
  }
}
