import { NAME_PATTERN } from "../language/types.ts";
import type { ProgramContent, Written } from "./content.ts";
import { invalid } from "./invalid.ts";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** Objects, conditions and terms inside one another: more than any honest program has. */
const DEEPEST = 200;

/** What a program is written in, while it is read. Each stream is read once, so that nothing in it counts twice. */
export class Streams {
  readonly #rows: Uint8Array;
  readonly #texts: string;
  readonly #view: DataView;
  #row = 0;
  #text = 0;
  /** How many of the things that may be inside one another are open. */
  depth = 0;

  /** @throws ActraProgramError `PROGRAM_INVALID` when the texts are no UTF-8 */
  constructor([rows, texts]: Written | ProgramContent) {
    this.#rows = rows;
    this.#view = new DataView(rows.buffer, rows.byteOffset, rows.length);
    this.#texts = decoded(texts);
  }

  /** @throws ActraProgramError `PROGRAM_INVALID` with the place in `rows` */
  ensure(holds: boolean): asserts holds {
    if (!holds) throw invalid("rows", this.#rows.byteOffset + this.#row);
  }

  count(): number {
    for (let value = 0, unit = 1; ; unit *= 0x80) {
      const byte = this.#rows[this.#row++]!;
      value += (byte & 0x7f) * unit;
      // A last byte of 0 would be a second way to write a number; behind the end there is no byte.
      this.ensure(value < 2 ** 32 && (unit === 1 || byte > 0));
      if (byte < 0x80) return value;
    }
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
    const at = this.#skip(8);
    const value = this.#view.getFloat64(at, true);
    this.ensure(Number.isFinite(value));
    return value;
  }

  bytes(): Uint8Array {
    const length = this.count();
    const start = this.#skip(length);
    return this.#rows.subarray(start, start + length);
  }

  /** Where the bytes begin that it goes past. */
  #skip(length: number): number {
    const start = this.#row;
    this.ensure(length <= this.#rows.length - start);
    this.#row += length;
    return start;
  }

  name(): string {
    const name = this.text();
    this.ensure(NAME_PATTERN.test(name) && !(name in Object.prototype));
    return name;
  }

  optional<T>(read: (streams: this) => T): T | undefined {
    return this.flag() ? read(this) : undefined;
  }

  /** What may be in something of its own kind. */
  nested<T>(read: (streams: this) => T): T {
    this.ensure(++this.depth <= DEEPEST);
    const value = read(this);
    this.depth--;
    return value;
  }

  /** Every item takes a byte at least, so that no number of them is only claimed. */
  items<T>(read: (streams: this) => T): T[] {
    const count = this.count();
    this.ensure(count <= this.#rows.length - this.#row);
    // Room for no more than a few: lists in one another could each claim all that is left.
    const items = new Array<T>(Math.min(count, FEW));
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

  /** No two items have the same key. */
  distinct<T>(items: T[], key: (item: T) => unknown): T[] {
    this.ensure(new Set(items.map(key)).size === items.length);
    return items;
  }

  /** Nothing may be left. */
  end(): void {
    this.ensure(this.#row === this.#rows.length && this.#text === this.#texts.length);
  }
}

function decoded(texts: Uint8Array): string {
  try {
    return decoder.decode(texts);
  } catch {
    throw invalid("texts", texts.byteOffset);
  }
}

const FEW = 16;
const FLAGS = [false, true] as const;

export function readCount(streams: Streams): number {
  return streams.count();
}

export function readNumber(streams: Streams): number {
  return streams.number();
}

export function readText(streams: Streams): string {
  return streams.text();
}

export function readName(streams: Streams): string {
  return streams.name();
}
