import { CST, Lexer } from "yaml";
import type { Source } from "../../diagnostics/span.ts";

/** A comment of a document, and the stretch of text that it stands before. */
export interface Comment {
  /** Behind the `#`, without the spaces around. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Whether nothing but comments and blank lines stands before it. */
  readonly isAtTop: boolean;
  /** The next line with something on it; a text that begins there belongs to it, over all of its lines. Empty at the end. */
  readonly next: { readonly start: number; readonly end: number };
}

/** A stretch of the text. */
interface Piece {
  readonly start: number;
  readonly end: number;
}

/** Every comment, in the order of the text. `yaml`'s lexer takes time by the length of the text, whatever stands in it. */
export function commentsOf(source: Source): readonly Comment[] {
  const { comments, pieces } = lexed(source.text);
  let at = 0;
  return comments.map(({ start, end }) => {
    while (at < pieces.length && pieces[at]!.start < end) at++;
    const isAtTop = pieces[0] === undefined || start < pieces[0].start;
    const text = source.text.slice(start + 1, end).trim();
    return { text, start, end, isAtTop, next: lineFrom(at, pieces, source.text) };
  });
}

/** Comments, and all that is neither comment nor white space. */
function lexed(text: string): { readonly comments: Piece[]; readonly pieces: Piece[] } {
  const comments: Piece[] = [];
  const pieces: Piece[] = [];
  let offset = 0;
  let isText = false;
  let isBlock = false;
  for (const lexeme of new Lexer().lex(text)) {
    const type: CST.TokenType | "text" | null = isText ? "text" : CST.tokenType(lexeme);
    isText = type === "scalar";
    if (type === "scalar" || type === "doc-mode" || type === "flow-error-end") continue;
    const piece = { start: offset, end: offset + lexeme.length };
    offset = piece.end;
    if (type === "comment") comments.push(piece);
    // The text of a block scalar begins where its `|` or `>` is.
    else if (type === "text" && isBlock) pieces.push({ start: pieces.pop()!.start, end: piece.end });
    else if (lexeme.trim() !== "" && type !== "byte-order-mark") pieces.push(piece);
    isBlock = type === "block-scalar-header" || (isBlock && type !== "text");
  }
  return { comments, pieces };
}

/** From the piece on, with all pieces that begin on its line. */
function lineFrom(first: number, pieces: readonly Piece[], text: string): Piece {
  const start = pieces[first]?.start ?? text.length;
  const newline = text.indexOf("\n", start);
  const lineEnd = newline < 0 ? text.length : newline;
  let end = lineEnd;
  for (let at = first; at < pieces.length && pieces[at]!.start <= lineEnd; at++)
    end = Math.max(end, pieces[at]!.end);
  return { start, end };
}
