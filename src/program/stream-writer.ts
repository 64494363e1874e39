import type { Written } from "./content.ts";
import { invalid } from "./invalid.ts";

const encoder = new TextEncoder();

/** Writes what `Streams` reads. Looks at nothing but texts, which UTF-8 would change if they are no Unicode. */
export class StreamWriter {
  readonly #rows: number[] = [];
  readonly #texts: string[] = [];

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

  /** @throws ActraProgramError `PROGRAM_INVALID` */
  text = (value: string): void => {
    if (/\p{Surrogate}/u.test(value)) throw invalid("texts");
    this.count(value.length);
    this.#texts.push(value);
  };

  number = (value: number): void => {
    this.bytes(new Uint8Array(Float64Array.of(value).buffer));
  };

  bytes(bytes: Uint8Array): void {
    for (const byte of bytes) this.#rows.push(byte);
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
    return [Uint8Array.from(this.#rows), encoder.encode(this.#texts.join(""))];
  }
}
