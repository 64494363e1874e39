import type { Written } from "./content.ts";
import { Misshapen } from "./misshapen.ts";

const encoder = new TextEncoder();

/** Writes what `Streams` reads. Looks at nothing but texts, which UTF-8 would change if they are no Unicode. */
export class StreamWriter {
  readonly #rows: number[] = [];
  readonly #texts: string[] = [];
  readonly #numbers: number[] = [];
  readonly #automata: Uint8Array[] = [];

  count(value: number): void {
    let left = value >>> 0;
    for (; left >= 0x80; left >>>= 7) this.#rows.push((left & 0x7f) | 0x80);
    this.#rows.push(left);
  }

  flag(value: boolean): void {
    this.count(Number(value));
  }

  /** @param words the list in which it has its place */
  word<T>(value: T, words: readonly T[]): void {
    this.count(words.indexOf(value));
  }

  /** @throws Misshapen */
  text = (value: string): void => {
    if (/\p{Surrogate}/u.test(value)) throw new Misshapen("texts");
    this.count(value.length);
    this.#texts.push(value);
  };

  number = (value: number): void => {
    this.#numbers.push(value);
  };

  automaton(table: Uint8Array): void {
    this.count(table.length);
    this.#automata.push(table);
  }

  items<T>(items: readonly T[], write: (item: T, writer: this) => void): void {
    this.count(items.length);
    for (const item of items) write(item, this);
  }

  counts = (values: readonly number[]): void => {
    this.items(values, (value) => this.count(value));
  };

  /** Nothing, or what is there with a 1 before it. */
  optional<T>(value: T | undefined, write: (value: T, writer: this) => void): void {
    this.flag(value !== undefined);
    if (value !== undefined) write(value, this);
  }

  written(): Written {
    return [
      Uint8Array.from(this.#rows),
      encoder.encode(this.#texts.join("")),
      new Uint8Array(Float64Array.from(this.#numbers).buffer),
      joined(this.#automata),
    ];
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
