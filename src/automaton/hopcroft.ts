import type { Table } from "./table.ts";

/**
 * Hopcroft's algorithm: the same automaton, with states from which the same is accepted become one. States keep the order
 * in which they first occur.
 */
export function minimise(table: Table): Table {
  const { width } = table;
  const blocks = refine(table);
  const numbers = new Map<number, number>();
  const firsts: number[] = [];
  for (let state = 0; state < table.accepting.length; state++) {
    if (!numbers.has(blocks.of(state))) numbers.set(blocks.of(state), firsts.push(state) - 1);
  }
  const numberOf = (state: number): number => numbers.get(blocks.of(state))!;
  const next = new Uint32Array(firsts.length * width);
  for (let i = 0; i < next.length; i++)
    next[i] = numberOf(table.next[firsts[Math.floor(i / width)]! * width + (i % width)]!);
  const accepting = firsts.map((state) => table.accepting[state]!);
  return { start: numberOf(table.start), width, next, accepting };
}

/**
 * Splits blocks of states until no block can tell the states of another apart. When a block splits, the smaller part gets
 * the new number; so each number has to do its splitting only once, in turn.
 */
function refine(table: Table): Blocks {
  const blocks = new Blocks(table.accepting.length);
  const predecessors = new Predecessors(table);
  for (let state = 0; state < table.accepting.length; state++) if (table.accepting[state]) blocks.mark(state);
  blocks.split();
  for (let splitter = 0; splitter < blocks.count; splitter++) {
    const members = blocks.members(splitter).slice();
    for (let column = 0; column < table.width; column++) {
      for (const state of members) for (const before of predecessors.of(state, column)) blocks.mark(before);
      blocks.split();
    }
  }
  return blocks;
}

/** States by where they lead. */
class Predecessors {
  private readonly width: number;
  private readonly offsets: Uint32Array;
  private readonly states: Uint32Array;

  constructor({ next, width }: Table) {
    this.width = width;
    this.offsets = new Uint32Array(next.length + 1);
    this.states = new Uint32Array(next.length);
    for (let i = 0; i < next.length; i++) this.offsets[next[i]! * width + (i % width)]!++;
    for (let i = 1; i < this.offsets.length; i++) this.offsets[i]! += this.offsets[i - 1]!;
    for (let i = 0; i < next.length; i++)
      this.states[--this.offsets[next[i]! * width + (i % width)]!] = Math.floor(i / width);
  }

  of(state: number, column: number): Uint32Array {
    const place = state * this.width + column;
    return this.states.subarray(this.offsets[place], this.offsets[place + 1]);
  }
}

/** A partition of the states. Those of a block stand side by side, the marked ones first. */
class Blocks {
  private readonly order: Uint32Array;
  private readonly places: Uint32Array;
  private readonly blocks: Uint32Array;
  private readonly starts = [0];
  private readonly ends: number[];
  private readonly marked = [0];
  private touched: number[] = [];

  constructor(states: number) {
    this.order = Uint32Array.from({ length: states }, (_, i) => i);
    this.places = this.order.slice();
    this.blocks = new Uint32Array(states);
    this.ends = [states];
  }

  get count(): number {
    return this.starts.length;
  }

  of(state: number): number {
    return this.blocks[state]!;
  }

  members(block: number): Uint32Array {
    return this.order.subarray(this.starts[block], this.ends[block]);
  }

  mark(state: number): void {
    const block = this.blocks[state]!;
    const place = this.starts[block]! + this.marked[block]!;
    if (this.places[state]! < place) return;
    if (this.marked[block] === 0) this.touched.push(block);
    this.marked[block]!++;
    this.put(this.order[place]!, this.places[state]!);
    this.put(state, place);
  }

  /** Parts the marked states of each block from the others, and forgets the marks. */
  split(): void {
    for (const block of this.touched) {
      const boundary = this.starts[block]! + this.marked[block]!;
      this.marked[block] = 0;
      if (boundary < this.ends[block]!) this.splitAt(boundary, block);
    }
    this.touched = [];
  }

  private splitAt(boundary: number, block: number): void {
    const [start, end] = [this.starts[block]!, this.ends[block]!];
    const firstIsSmaller = boundary - start <= end - boundary;
    const fresh = this.count;
    this.starts.push(firstIsSmaller ? start : boundary);
    this.ends.push(firstIsSmaller ? boundary : end);
    this.marked.push(0);
    if (firstIsSmaller) this.starts[block] = boundary;
    else this.ends[block] = boundary;
    for (const state of this.members(fresh)) this.blocks[state] = fresh;
  }

  private put(state: number, place: number): void {
    this.order[place] = state;
    this.places[state] = place;
  }
}
