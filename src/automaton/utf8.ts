import type { Automaton } from "./automaton.ts";
import type { Budget } from "./budget.ts";
import { type CodePointClasses, placeAt } from "./code-point-classes.ts";
import { END } from "./code-point-set.ts";
import { ACCEPTED, explore, type Found, REJECTED } from "./explore.ts";
import { ACCEPT, mergeColumns, REJECT, type Table } from "./table.ts";

/**
 * An automaton as the machine runs it, over the bytes of well-formed UTF-8: for each byte
 * `state = next[state * width + classes[byte]]`. In `REJECT` and `ACCEPT`, the first two states, the rest of the text can
 * be left unread. What it says of bytes that are not well-formed is left open, but it never leaves the table.
 */
export interface ByteAutomaton extends Table {
  readonly next: Uint16Array;
  readonly accepting: Uint8Array;
  /** The column of each of the 256 bytes. */
  readonly classes: Uint8Array;
}

/** The minimal automaton over bytes; canonical as the other is. */
export function encodeUtf8(automaton: Automaton, budget: Budget): ByteAutomaton {
  const { table, columns } = mergeColumns(spell(automaton, budget));
  const ordered = inBreadth(table, budget);
  return {
    ...ordered,
    next: Uint16Array.from(ordered.next),
    accepting: Uint8Array.from(ordered.accepting),
    classes: Uint8Array.from(columns),
  };
}

/** Continuation bytes are 64, from this one on. */
const CONTINUATION = 0x80;
const CONTINUATIONS = 64;

/** Leading bytes, how many continuation bytes follow them, and the first code point that takes so many. */
const LEADS = [
  { first: 0x00, end: 0x80, following: 0, least: 0 },
  { first: 0xc0, end: 0xe0, following: 1, least: 0x80 },
  { first: 0xe0, end: 0xf0, following: 2, least: 0x800 },
  { first: 0xf0, end: 0x100, following: 3, least: 0x10000 },
];

/** The code points that begin with the same bytes: 64 smaller blocks, or one class throughout. */
type Block = number | readonly Block[];

/** What can stand after a leading byte. */
interface Spelling {
  readonly byte: number;
  readonly following: number;
  readonly block: Block;
}

/**
 * Puts states in between for code points of several bytes, each once. Those of the automaton keep their numbers and stay
 * minimal; the others are known by where their 64 bytes lead, so no two of them accept the same.
 */
function spell({ start, width, next, accepting, classes }: Automaton, budget: Budget): Table {
  const spellings = LEADS.flatMap((lead) => spellingsOf(lead, classes));
  const between = new Between(accepting.length, budget);
  const rows = Array.from(accepting).map((_, state) => {
    const targets = Array.from({ length: width }, (_, id) => next[state * width + id]!);
    const row = new Array<number>(256).fill(REJECT);
    for (const { byte, following, block } of spellings) row[byte] = between.enter(block, following, targets);
    return row;
  });
  const all = [...rows, ...between.rows()];
  return { start, width: 256, next: all.flat(), accepting: all.map((_, state) => accepting[state] ?? 0) };
}

function spellingsOf(lead: (typeof LEADS)[number], classes: CodePointClasses): Spelling[] {
  const { first, end, following, least } = lead;
  const size = CONTINUATIONS ** following;
  return Array.from({ length: end - first }, (_, i) => ({
    byte: first + i,
    following,
    block: blockAt(i * size, size, least, classes),
  }));
}

/** What is not well-formed (too long for its code point, or beyond the last one) is as its neighbour. */
function blockAt(from: number, size: number, least: number, classes: CodePointClasses): Block {
  const first = Math.min(Math.max(from, least), END - 1);
  const last = Math.max(Math.min(from + size, END) - 1, first);
  const place = placeAt(first, classes.starts);
  if (place === placeAt(last, classes.starts)) return classes.classes[place]!;
  const smaller = size / CONTINUATIONS;
  return Array.from({ length: CONTINUATIONS }, (_, i) =>
    blockAt(from + i * smaller, smaller, least, classes),
  );
}

/** The states in the middle of a code point. */
class Between {
  private readonly numbers = new Map<string, number>();
  private readonly found: (readonly number[])[] = [];

  constructor(
    /** Their numbers begin here. */
    private readonly first: number,
    private readonly budget: Budget,
  ) {}

  /** The state in which so many bytes are to follow; `targets` has where each class leads. */
  enter(block: Block, following: number, targets: readonly number[]): number {
    if (typeof block !== "number")
      return this.state(block.map((smaller) => this.enter(smaller, following - 1, targets)));
    let state = targets[block]!;
    for (let byte = 0; byte < following; byte++) state = this.state(new Array(CONTINUATIONS).fill(state));
    return state;
  }

  rows(): number[][] {
    return this.found.map((targets) => {
      const row = new Array<number>(256).fill(REJECT);
      row.splice(CONTINUATION, CONTINUATIONS, ...targets);
      return row;
    });
  }

  private state(targets: readonly number[]): number {
    this.budget.spend(1);
    const [target] = targets;
    if (target! <= ACCEPT && targets.every((other) => other === target)) return target!;
    const name = String.fromCharCode(...targets);
    if (!this.numbers.has(name)) this.numbers.set(name, this.first + this.found.push(targets) - 1);
    this.budget.hold("states", this.first + this.found.length);
    return this.numbers.get(name)!;
  }
}

/** Numbers the states as they are found from the start. */
function inBreadth({ start, width, next, accepting }: Table, budget: Budget): Table {
  const nameOf = (state: number): string =>
    state === REJECT ? REJECTED : state === ACCEPT ? ACCEPTED : String.fromCharCode(state);
  const visit = (name: string): Found => {
    const state = name.charCodeAt(0);
    const row = Array.from({ length: width }, (_, column) => nameOf(next[state * width + column]!));
    return { accepting: accepting[state] === 1, row };
  };
  return explore(nameOf(start), width, visit, budget);
}
