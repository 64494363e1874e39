import type { Budget } from "./budget.ts";
import { type CodePointClasses, classesOf, membersOf } from "./code-point-classes.ts";
import type { CodePointSet } from "./code-point-set.ts";
import { WORD } from "./escapes.ts";
import type { Nfa } from "./thompson.ts";

/** The symbols of an automaton: classes of code points, as coarse as its own sets allow. */
export interface Alphabet {
  readonly classes: CodePointClasses;
  /** The classes that each set of the automaton is made of. */
  readonly members: ReadonlyMap<CodePointSet, readonly number[]>;
  /** The classes of word characters; none when nothing asks for them. */
  readonly words: ReadonlySet<number>;
}

export function alphabetOf(nfa: Nfa, budget: Budget): Alphabet {
  const sets = new Set(nfa.states.flatMap((state) => (state.kind === "characters" ? [state.set] : [])));
  const asked = asksForWords(nfa) ? [WORD] : [];
  const different = new Map([...sets, ...asked].map((set) => [set.join(), set]));
  const classes = classesOf([...different.values()], budget);
  const shared = new Map([...different].map(([key, set]) => [key, membersOf(set, classes)]));
  return {
    classes,
    members: new Map([...sets].map((set) => [set, shared.get(set.join())!])),
    words: new Set(asked.flatMap((set) => shared.get(set.join())!)),
  };
}

function asksForWords({ states }: Nfa): boolean {
  return states.some(
    (state) =>
      state.kind === "assertion" && (state.assertion === "boundary" || state.assertion === "no_boundary"),
  );
}
