import { indentService, indentUnit, StreamLanguage } from "@codemirror/language";
import { yaml as tokens } from "@codemirror/legacy-modes/mode/yaml";

// Tokens line by line, and no tree: a tree of what nests thousands deep would overflow the stack of whoever walks it.

/** An apostrophe inside of a word begins no text in quotes. */
const language = StreamLanguage.define({
  ...tokens,
  token(stream, state) {
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
