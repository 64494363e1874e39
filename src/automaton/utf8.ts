import type { Automaton } from "./automaton.ts";
import type { Budget } from "./budget.ts";
import { ACCEPTED, explore, type Found, REJECTED } from "./explore.ts";
import { ACCEPT, mergeColumns, REJECT, type Table } from "./table.ts";
import { CONTINUATION, trieOf, type Utf8Trie } from "./utf8-trie.ts";

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
  const trie = trieOf(automaton.classes);
  const { columns, bytes } = byteColumns(trie);
  const merged = mergeColumns(inBreadth(spell(automaton, trie, bytes, budget), budget));
  return {
    ...merged.table,
    next: Uint16Array.from(merged.table.next),
    accepting: Uint8Array.from(merged.table.accepting),
    classes: Uint8Array.from(columns, (column) => merged.columns[column]!),
  };
}

/** Bytes that lead to the same wherever they stand are one column; `bytes` has the first byte of each. */
function byteColumns({ leads, nodes }: Utf8Trie): { columns: number[]; bytes: number[] } {
  const numbers = new Map<string, number>();
  const bytes: number[] = [];
  const columns = leads.map((lead, byte) => {
    const key =
      lead === undefined ? nodes.map((targets) => targets[byte - CONTINUATION]).join() : `lead ${lead}`;
    if (!numbers.has(key)) numbers.set(key, bytes.push(byte) - 1);
    return numbers.get(key)!;
  });
  return { columns, bytes };
}

/**
 * Puts states between the others, for the middle of a code point. The others keep their numbers and stay minimal; those
 * between are known by where their bytes lead, so no two of them accept the same.
 */
function spell(
  automaton: Automaton,
  { leads, nodes }: Utf8Trie,
  bytes: readonly number[],
  budget: Budget,
): Table {
  const { start, width, next, accepting } = automaton;
  const continuations = bytes.filter((byte) => leads[byte] === undefined);
  const places = bytes.map((byte) => continuations.indexOf(byte));
  const between = new Between(accepting.length, budget);
  const rows = Array.from(accepting).map((_, state) => {
    const targets = Array.from({ length: width }, (_, id) => next[state * width + id]!);
    for (const node of nodes)
      targets.push(between.state(continuations.map((byte) => targets[node[byte - CONTINUATION]!]!)));
    return bytes.map((byte) => targets[leads[byte] ?? -1] ?? REJECT);
  });
  const inside = between.all.map((targets) => places.map((place) => targets[place] ?? REJECT));
  const all = [...rows, ...inside];
  return {
    start,
    width: bytes.length,
    next: all.flat(),
    accepting: all.map((_, state) => accepting[state] ?? 0),
  };
}

/** The states in the middle of a code point, by where each continuation leads. */
class Between {
  readonly all: (readonly number[])[] = [];
  private readonly numbers = new Map<string, number>();

  constructor(
    /** Their numbers begin here. */
    private readonly first: number,
    private readonly budget: Budget,
  ) {}

  state(targets: readonly number[]): number {
    this.budget.spend(targets.length);
    const [target] = targets;
    if (target! <= ACCEPT && targets.every((other) => other === target)) return target!;
    const name = String.fromCharCode(...targets);
    if (!this.numbers.has(name)) this.numbers.set(name, this.first + this.all.push(targets) - 1);
    this.budget.hold("states", this.first + this.all.length);
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
