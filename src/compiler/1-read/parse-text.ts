import { CST, Lexer, Parser } from "yaml";
import { LexemeFilter, type Stretch } from "./lexeme-filter.ts";
import type { Reading } from "./reading.ts";
import { stopTooDeep } from "./stop.ts";
import type { SyntaxErrors } from "./syntax-errors.ts";

/** The first document of the text as `yaml`'s concrete syntax tree; `undefined` when there is none. */
export function parseText(
  reading: Reading,
  errors: SyntaxErrors,
  stretch: Stretch = { text: reading.text, start: 0 },
): CST.Document | undefined {
  const parser = new Parser();
  let document: CST.Document | undefined;
  let isLost = false;
  const accept = (tokens: Iterable<CST.Token>) => {
    for (const token of tokens) {
      if (token.type === "document") document = token;
      else if (token.type === "error" && !isLost) addError(token, errors);
      // What follows a document that broke off is wrong only because it did.
      isLost ||= token.type === "error" && document !== undefined;
    }
  };
  const filter = new LexemeFilter(reading, errors, stretch, (lexeme, offset) => {
    parser.offset = offset;
    accept(parser.next(lexeme));
    if (parser.stack.length > reading.limits.depth) checkDepth(parser.stack, reading);
  });
  for (const lexeme of new Lexer().lex(stretch.text)) {
    if (!filter.take(lexeme) || isLost) break;
  }
  accept(parser.end());
  return document;
}

/** The stack holds what is open: the document, the collections inside one another, maybe a scalar. */
function checkDepth(stack: readonly CST.Token[], reading: Reading): void {
  const top = stack.at(-1);
  if (stack.length - 1 <= reading.limits.depth || top === undefined || !CST.isCollection(top)) return;
  stopTooDeep(reading.span(top.offset, top.offset + 1), reading);
}

function addError({ offset, source, message }: CST.ErrorToken, errors: SyntaxErrors): void {
  errors.add("UNEXPECTED_TOKEN", message, offset, offset + source.length);
}
