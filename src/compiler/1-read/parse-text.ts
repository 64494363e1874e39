import { type CST, Lexer, Parser } from "yaml";
import { LexemeFilter } from "./lexeme-filter.ts";
import type { Reading } from "./reading.ts";
import { stopTooDeep } from "./stop.ts";
import type { SyntaxErrors } from "./syntax-errors.ts";

/** The first document of the text as `yaml`'s concrete syntax tree; `undefined` when there is none. */
export function parseText(reading: Reading, errors: SyntaxErrors): CST.Document | undefined {
  const parser = new Parser();
  let document: CST.Document | undefined;
  const accept = (tokens: Iterable<CST.Token>) => {
    for (const token of tokens) {
      if (token.type === "document") document = token;
      else if (token.type === "error") addError(token, errors);
    }
  };
  const filter = new LexemeFilter(reading, errors, (lexeme, offset) => {
    parser.offset = offset;
    accept(parser.next(lexeme));
    if (parser.stack.length > reading.limits.depth + NO_COLLECTIONS) stopTooDeep(offset, reading);
  });
  for (const lexeme of new Lexer().lex(reading.text)) if (!filter.take(lexeme)) break;
  accept(parser.end());
  return document;
}

/** On the parser's stack, the document stands below the open collections, and a scalar may stand above. */
const NO_COLLECTIONS = 2;

function addError({ offset, source, message }: CST.ErrorToken, errors: SyntaxErrors): void {
  errors.add("UNEXPECTED_TOKEN", offset, offset + Math.max(1, source.length), message);
}
