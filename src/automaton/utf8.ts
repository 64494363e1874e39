import type { Automaton } from "./automaton.ts";
import type { Budget } from "./budget.ts";
import { ACCEPTED, explore, REJECTED } from "./explore.ts";
import { ACCEPT, mergeColumns, type PackedTable, REJECT, type Table } from "./table.ts";
import { CONTINUATION, trieOf, type Utf8Trie } from "./utf8-trie.ts";

/**
 * An automaton as the machine runs it, over the bytes of well-formed UTF-8: for each byte
 * `state = next[state * width + classes[byte]]`. In `REJECT` and `ACCEPT`, the first two states, the rest of the text can
 * be left unread. What it says of bytes that are not well-formed is left open, but it never leaves the table.
 */
export interface ByteAutomaton extends PackedTable {
  /** The column of each of the 256 bytes. */
  readonly classes: Uint8Array;
}

/** The minimal automaton over bytes, with as few columns as it can have; canonical as the other is. */
export function encodeUtf8(automaton: Automaton, budget: Budget): ByteAutomaton {
  const trie = trieOf(automaton.classes);
  const { columns, bytes } = byteColumns(trie);
  const merged = mergeColumns(inBreadth(automaton, spell(automaton, trie, bytes, budget), budget));
  return {
    ...merged.table,
    classes: Uint8Array.from(columns, (column) => merged.columns[column]!),
  };
}

/** Bytes that spell the same wherever they stand are one column; `bytes` has the first byte of each. */
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

type Row = readonly number[];

/**
 * The rows of the automaton's own states, which keep their numbers and stay minimal, and then of the states in the
 * middle of a code point. Those are known by where their bytes lead, so no two of them accept the same.
 */
function spell(automaton: Automaton, trie: Utf8Trie, bytes: readonly number[], budget: Budget): Row[] {
  const { width, next, accepting } = automaton;
  const continuations = bytes.filter((byte) => trie.leads[byte] === undefined);
  const between = new Between(accepting.length, budget);
  const rows: Row[] = [];
  for (let state = 0; state < accepting.length; state++) {
    const targets = Array.from({ length: width }, (_, id) => next[state * width + id]!);
    for (const node of trie.nodes)
      targets.push(between.state(continuations.map((byte) => targets[node[byte - CONTINUATION]!]!)));
    rows.push(bytes.map((byte) => targets[trie.leads[byte] ?? -1] ?? REJECT));
  }
  const places = bytes.map((byte) => continuations.indexOf(byte));
  return [...rows, ...between.rows.map((targets) => places.map((place) => targets[place] ?? REJECT))];
}

/** The states in the middle of a code point, by where each continuation leads. */
class Between {
  readonly rows: Row[] = [];
  private readonly numbers = new Map<string, number>();

  constructor(
    /** Their numbers begin here. */
    private readonly first: number,
    private readonly budget: Budget,
  ) {}

  state(targets: Row): number {
    this.budget.spend(targets.length);
    const [target] = targets;
    if (target! <= ACCEPT && targets.every((other) => other === target)) return target!;
    const name = String.fromCharCode(...targets);
    if (!this.numbers.has(name)) this.numbers.set(name, this.first + this.rows.push(targets) - 1);
    this.budget.hold("states", this.first + this.rows.length);
    return this.numbers.get(name)!;
  }
}

/** Numbers the states as they are found from the start. */
function inBreadth({ start, accepting }: Automaton, rows: readonly Row[], budget: Budget): Table {
  const names = rows.map((_, state) => String.fromCharCode(state));
  names[REJECT] = REJECTED;
  names[ACCEPT] = ACCEPTED;
  const visit = (name: string) => {
    const state = name.charCodeAt(0);
    return { accepting: accepting[state] === 1, row: rows[state]!.map((target) => names[target]!) };
  };
  return explore(names[start]!, rows[start]!.length, visit, budget);
}
