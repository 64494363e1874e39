import type { DiagnosticCode } from "../../diagnostics/catalogue.ts";
import type { Span } from "../../diagnostics/span.ts";
import { Places } from "../1-read/places.ts";
import { scalarPlaces } from "../1-read/scalar-places.ts";

/** Who hears of what is wrong with an expression, and how much of it there may be. */
export interface Listener {
  report(code: DiagnosticCode, span: Span, message: string, help?: string): undefined;
  /** Groups, lists, arguments and negations inside one another. */
  readonly depth: number;
  /** Another token of the file; `false` when there may be no more. */
  countToken(): boolean;
}

/** Ends the parsing of one expression. What is wrong has been reported. */
export class ExpressionRefused extends Error {
  override readonly name = "ExpressionRefused";
}

/** The text of an expression, which knows where in the YAML file each of its characters stands. */
export class ExpressionText {
  readonly text: string;
  readonly listener: Listener;
  readonly #places: Places;
  readonly #placeOf: (offset: number) => number;

  constructor(text: string, scalar: Span, listener: Listener) {
    this.text = text;
    this.listener = listener;
    this.#places = Places.of(scalar.source);
    this.#placeOf = scalarPlaces(scalar, text);
  }

  /** From offsets in the expression, of which the last is that of the first character after it. */
  span(start: number, end: number): Span {
    const from = this.#placeOf(start);
    return this.#places.span(from, end > start ? Math.max(this.#endOf(end), from) : from);
  }

  refuse(code: DiagnosticCode, span: Span, message: string, help?: string): never {
    this.listener.report(code, span, message, help);
    throw new ExpressionRefused();
  }

  /** After the last character, not before the next one: a line break may lie between. */
  #endOf(end: number): number {
    const last = this.#placeOf(end - 1);
    const next = this.#placeOf(end);
    const { text } = this.#places.source;
    return /[\\']/.test(text[last] ?? "") ? next : Math.min(next, last + 1);
  }
}
