import type { Source, Span } from "../../diagnostics/span.ts";
import type { ExplainedPlace } from "../../policy/explanation.ts";

/** So far is looked for the end of a word. */
const LONGEST_WORD = 200;

/** The word that begins at a place. Nothing when the text is another than the one that was compiled. */
export function wordAt({ line, column }: ExplainedPlace, source: Source): Span | undefined {
  let at = 0;
  for (let number = 1; number < line; number++) {
    const next = source.text.indexOf("\n", at);
    if (next < 0) return undefined;
    at = next + 1;
  }
  const start = Math.min(at + column - 1, source.text.length);
  const word = /^(?:[{[] *)?[\w.:-]+/.exec(source.text.slice(start, start + LONGEST_WORD))?.[0] ?? " ";
  return { source, start, end: start + word.length, line, column };
}
