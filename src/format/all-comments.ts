import { CST, Lexer } from "yaml";

/** Throws when a comment of the one text is not in the other, as often as there. */
export function demandAllComments(before: string, after: string): void {
  const left = new Map<string, number>();
  for (const comment of commentsOf(after)) left.set(comment, (left.get(comment) ?? 0) + 1);
  for (const comment of commentsOf(before)) {
    const count = left.get(comment) ?? 0;
    if (count === 0) throw new Error(`the comment \`#${comment}\` would be lost`);
    left.set(comment, count - 1);
  }
}

/** Without the white space around them. */
function commentsOf(text: string): string[] {
  const comments: string[] = [];
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (!isScalar && lexeme.startsWith("#")) comments.push(lexeme.slice(1).trim());
    isScalar = lexeme === CST.SCALAR;
  }
  return comments;
}
