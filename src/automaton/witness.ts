import type { Automaton } from "./automaton.ts";
import type { CodePointClasses } from "./code-point-classes.ts";
import { END } from "./code-point-set.ts";

/** A shortest text in the set, of code points that can be read where there is a choice; `undefined` when it is empty. */
export function witness(automaton: Automaton): string | undefined {
  const { start, width, next, accepting, classes } = automaton;
  const letters = Array.from({ length: classes.count }, (_, id) =>
    String.fromCodePoint(readable(id, classes)),
  );
  const texts = new Map([[start, ""]]);
  for (const [state, text] of texts) {
    if (accepting[state]) return text;
    for (const [id, letter] of letters.entries()) {
      const target = next[state * width + id]!;
      if (!texts.has(target)) texts.set(target, text + letter);
    }
  }
  return undefined;
}

/** Where to look for a code point to show, best first. The ends are exclusive. */
const READABLE = [
  [0x61, 0x7b],
  [0x30, 0x3a],
  [0x21, 0x7f],
  [0x20, 0x21],
  [0xa1, END],
  [0, END],
] as const;

function readable(id: number, classes: CodePointClasses): number {
  for (const [from, to] of READABLE) {
    for (const [place, start] of classes.starts.entries()) {
      const first = Math.max(start, from);
      if (classes.classes[place] === id && first < Math.min(to, classes.starts[place + 1] ?? END))
        return first;
    }
  }
  throw new Error("a class without code points");
}
