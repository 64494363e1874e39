import { indentService, indentUnit, StreamLanguage } from "@codemirror/language";
import { yaml as tokens } from "@codemirror/legacy-modes/mode/yaml";

// Tokens line by line, and no tree: a tree of what nests thousands deep would overflow the stack of whoever walks it.

/** A longer line has no colours: each of its tokens looks to its end, and a link may hold lines made to keep the page busy. */
const LONGEST_LINE = 2_000;

/** An apostrophe inside of a word begins no text in quotes. */
const language = StreamLanguage.define({
  ...tokens,
  token(stream, state) {
    if (stream.string.length > LONGEST_LINE) {
      stream.skipToEnd();
      return null;
    }
    const isInWord = /\w/.test(stream.string.charAt(stream.pos - 1)) && stream.eat(/['"]/);
    return isInWord ? null : tokens.token(stream, state);
  },
});

/** One level more behind a key whose value is to come; else as the line before. */
const indentation = indentService.of((context, pos) => {
  const { text } = context.lineAt(pos, -1);
  const indent = /^ */.exec(text)![0].length;
  return /:\s*$/.test(text) ? indent + context.state.facet(indentUnit).length : indent;
});

export const yaml = [language, indentation];
