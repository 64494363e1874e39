import type { ProgramContent } from "./content.ts";
import { Misshapen } from "./misshapen.ts";

/** The streams of a program's content while they are read. Each is read once, so that nothing in it counts twice. */
export class Streams {
  readonly #rows: Uint8Array;
  readonly #texts: string;
  readonly #numbers: Float64Array;
  readonly #automata: readonly Uint8Array[];
  #row = 0;
  #text = 0;
  #number = 0;
  #automaton = 0;
  /** What is read, for errors: a list of the program, and which item of it. */
  #list = "rows";
  #item = -1;

  constructor({ rows, texts, numbers, automata }: ProgramContent) {
    this.#rows = rows;
    this.#texts = texts;
    // A copy, which begins where numbers can stand.
    this.#numbers = new Float64Array(new Uint8Array(numbers).buffer, 0, numbers.length >>> 3);
    this.#automata = automata;
  }

  /** @throws Misshapen which names the part that is wrong */
  ensure(holds: boolean): asserts holds {
    if (!holds) throw new Misshapen(`program.${this.#list}${this.#item < 0 ? "" : `[${this.#item}]`}`);
  }

  count(): number {
    const byte = this.#rows[this.#row++];
    return byte !== undefined && byte < 0x80 ? byte : this.#longCount(byte);
  }

  #longCount(first: number | undefined): number {
    let byte = first;
    let value = 0;
    let unit = 1;
    for (; byte !== undefined && byte >= 0x80 && unit < 2 ** 28; unit *= 0x80) {
      value += (byte & 0x7f) * unit;
      byte = this.#rows[this.#row++];
    }
    // Of the fifth byte four bits are left; a last byte of 0 would be a second way to write a number.
    this.ensure(byte !== undefined && byte > 0 && byte * unit + value < 2 ** 32);
    return byte * unit + value;
  }

  flag(): boolean {
    return this.word(FLAGS);
  }

  /** One of these. */
  word<T>(words: readonly T[]): T {
    const place = this.count();
    this.ensure(place < words.length);
    return words[place]!;
  }

  /** Nowhere cut between the two halves of a character, so it is Unicode as the whole is. */
  text(): string {
    const start = this.#text;
    this.#text += this.count();
    this.ensure(this.#text <= this.#texts.length);
    const isHalf = (this.#texts.charCodeAt(this.#text) & 0xfc00) === 0xdc00;
    this.ensure(!isHalf);
    return this.#texts.slice(start, this.#text);
  }

  /** Finite. */
  number(): number {
    const value = this.#numbers[this.#number++];
    this.ensure(value !== undefined && Number.isFinite(value));
    return value;
  }

  automaton(): Uint8Array {
    const table = this.#automata[this.#automaton++];
    this.ensure(table !== undefined);
    return table;
  }

  /** Every item takes something of one stream at least, so that no number of them is only claimed. */
  items<T>(read: (streams: this) => T): T[] {
    const count = this.count();
    this.ensure(count <= this.#rows.length - this.#row + this.#numbers.length - this.#number);
    const items = new Array<T>(count);
    for (let i = 0; i < count; i++) items[i] = read(this);
    return items;
  }

  /** Ascending strictly. */
  sorted<T>(read: (streams: this) => T, isBefore = (a: T, b: T) => a < b): T[] {
    const items = this.items(read);
    for (let i = 1; i < items.length; i++) this.ensure(isBefore(items[i - 1]!, items[i]!));
    return items;
  }

  counts(): number[] {
    return this.sorted(readCount);
  }

  /** One of the lists that a program consists of. */
  list<T>(name: string, read: (streams: this) => T): T[] {
    this.#list = name;
    this.#item = -1;
    const items = this.items((streams) => {
      this.#item++;
      return read(streams);
    });
    this.#item = -1;
    return items;
  }

  /** The same, of which no two items have the same key. */
  distinct<T>(name: string, read: (streams: this) => T, key: (item: T) => unknown): T[] {
    const items = this.list(name, read);
    this.ensure(new Set(items.map(key)).size === items.length);
    return items;
  }

  /** Nothing may be left. */
  end(): void {
    this.#list = "rows";
    this.ensure(
      this.#row === this.#rows.length &&
        this.#text === this.#texts.length &&
        this.#number === this.#numbers.length &&
        this.#automaton === this.#automata.length,
    );
  }
}

const FLAGS = [false, true] as const;

function readCount(streams: Streams): number {
  return streams.count();
}
