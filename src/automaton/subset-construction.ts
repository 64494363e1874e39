import type { Alphabet } from "./alphabet.ts";
import type { Budget } from "./budget.ts";
import { ACCEPTED, explore, type Found, REJECTED } from "./explore.ts";
import type { Assertion } from "./expression.ts";
import type { Table } from "./table.ts";
import type { Nfa, NfaState } from "./thompson.ts";

// A subset is named by what stands before the place in the text and by the states of the NFA that are awake there, in
// ascending order: one UTF-16 code unit each. Assertions need to know what stands after the place as well, so the
// closure is taken only when the next symbol is known. When it holds the accepting state there is a match, which
// nothing that follows can undo.

/** What an assertion sees of either side. */
enum Side {
  Edge,
  Other,
  Word,
}

/** The columns of the table are the classes of the alphabet. */
export function determinise(nfa: Nfa, alphabet: Alphabet, budget: Budget): Table {
  const subsets = new Subsets(nfa, alphabet, budget);
  const start = nameOf([Side.Edge, nfa.start]);
  return explore(start, alphabet.classes.count, (name) => subsets.visit(name), budget);
}

type CharactersState = Extract<NfaState, { kind: "characters" }>;

class Subsets {
  private readonly classesBySide: readonly (readonly [Side, readonly number[]])[];
  /** The closure in which each state was last met. */
  private readonly met: Uint32Array;
  private closures = 0;

  constructor(
    private readonly nfa: Nfa,
    private readonly alphabet: Alphabet,
    private readonly budget: Budget,
  ) {
    const classes = Array.from({ length: alphabet.classes.count }, (_, id) => id);
    this.classesBySide = [
      [Side.Word, classes.filter((id) => alphabet.words.has(id))],
      [Side.Other, classes.filter((id) => !alphabet.words.has(id))],
    ];
    this.met = new Uint32Array(nfa.states.length);
  }

  visit(name: string): Found {
    const row: string[] = new Array(this.alphabet.classes.count).fill(ACCEPTED);
    for (const [side, classes] of this.classesBySide) {
      const awake = classes.length > 0 && this.closure(name, side);
      if (awake) this.step(awake, side, classes, row);
    }
    return { accepting: this.closure(name, Side.Edge) === undefined, row };
  }

  /** The states that wait for a code point; `undefined` when there is a match already. */
  private closure(name: string, after: Side): CharactersState[] | undefined {
    this.closures++;
    const before: Side = name.charCodeAt(0);
    const awake: CharactersState[] = [];
    const pending = Array.from({ length: name.length - 1 }, (_, i) => name.charCodeAt(i + 1));
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      this.budget.spend(1);
      if (this.met[id] === this.closures) continue;
      this.met[id] = this.closures;
      const state = this.nfa.states[id]!;
      if (state.kind === "accept") return undefined;
      if (state.kind === "characters") awake.push(state);
      else if (state.kind === "split") pending.push(...state.next);
      else if (holds(state.assertion, before, after)) pending.push(state.next);
    }
    return awake;
  }

  /** Puts the names of the subsets that the classes lead to into the row. */
  private step(awake: CharactersState[], side: Side, classes: readonly number[], row: string[]): void {
    const targets = new Map(classes.map((id): [number, number[]] => [id, [side]]));
    for (const { set, next } of awake.sort((a, b) => a.next - b.next)) {
      const members = this.alphabet.members.get(set)!;
      this.budget.spend(members.length);
      for (const id of members) {
        const target = targets.get(id);
        if (target && (target.length === 1 || target.at(-1) !== next)) target.push(next);
      }
    }
    for (const [id, target] of targets) row[id] = target.length > 1 ? nameOf(target) : REJECTED;
  }
}

function holds(assertion: Assertion, before: Side, after: Side): boolean {
  switch (assertion) {
    case "start":
      return before === Side.Edge;
    case "end":
      return after === Side.Edge;
    case "boundary":
      return (before === Side.Word) !== (after === Side.Word);
    case "no_boundary":
      return (before === Side.Word) === (after === Side.Word);
  }
}

function nameOf(units: readonly number[]): string {
  return String.fromCharCode(...units);
}
