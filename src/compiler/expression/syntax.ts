import type { Span } from "../../diagnostics/span.ts";

// An expression as a tree: how it is put together, and nothing yet about what its names mean or whether its parts fit.

export interface Word {
  readonly value: string;
  readonly span: Span;
}

export type Syntax =
  | Literal
  | Path
  | Call
  | Comparison
  | Not
  | Chain
  /** `-` before what is no literal number. */
  | { readonly kind: "negative"; readonly operand: Syntax; readonly span: Span }
  | { readonly kind: "list"; readonly items: readonly Syntax[]; readonly span: Span }
  /** Of two parts at least, which stand beside one another without parentheses around some of them. */
  | { readonly kind: "all" | "any"; readonly parts: readonly Syntax[]; readonly span: Span }
  /** What stands in parentheses. */
  | { readonly kind: "group"; readonly inner: Syntax; readonly span: Span };

export interface Literal {
  readonly kind: "literal";
  readonly value: string | number | boolean;
  readonly span: Span;
}

/** `action.customer.country` */
export interface Path {
  readonly kind: "path";
  readonly names: readonly Word[];
  readonly span: Span;
}

/** `has(action.note)`; with a receiver `action.note.contains("a")`. */
export interface Call {
  readonly kind: "call";
  readonly receiver?: Syntax;
  readonly name: Word;
  readonly arguments: readonly Syntax[];
  readonly span: Span;
}

export interface Comparison {
  readonly kind: "comparison";
  /** `==`, `in`, … */
  readonly operator: Word;
  readonly left: Syntax;
  readonly right: Syntax;
  readonly span: Span;
}

/** `a + b - c`, or `a * b / c`: from left to right, and however long, no deeper. */
export interface Chain {
  readonly kind: "chain";
  readonly first: Syntax;
  /** At least one. */
  readonly rest: readonly { readonly operator: Word; readonly operand: Syntax }[];
  readonly span: Span;
}

export interface Not {
  readonly kind: "not";
  readonly operand: Syntax;
  readonly span: Span;
}
