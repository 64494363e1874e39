import { CST, Lexer } from "yaml";

/** Throws when a comment of the one text is not in the other. */
export function demandAllComments(before: string, after: string): void {
  const left = commentsOf(after);
  for (const comment of commentsOf(before)) {
    const place = left.indexOf(comment);
    if (place < 0) throw new Error(`the comment \`#${comment}\` would be lost`);
    left.splice(place, 1);
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
