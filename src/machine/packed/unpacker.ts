import { bareObject } from "../../language/bare.ts";

// msgpack → plain data, strictly: maps whose keys are texts, each once, texts that are UTF-8, numbers that are what they
// say, and no extension. Objects come bare, bytes are views on what is read. (msgpackr reads all that and much more, which is
// 6 KB for what is asked for here.)

/** Deeper than any honest input. */
const DEEPEST = 500;
/** Texts up to this length are put together byte by byte, which is quicker. */
const SHORT_TEXT = 24;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Throws on whatever is wrong; then `start` is where. */
export class Unpacker {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  /** Where the next value begins. */
  at: number;
  /** Where the value under way begins. */
  start = 0;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.at = at;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  value(depth: number): unknown {
    this.start = this.at;
    const head = this.unsigned(1);
    if (head < 0x80) return head;
    if (head < 0x90) return this.#map(head & 15, depth);
    if (head < 0xa0) return this.#list(head & 15, depth);
    if (head < 0xc0) return this.#text(head & 31);
    if (head >= 0xe0) return head - 0x100;
    return this.#headed(head, depth);
  }

  /** An integer beyond the safe ones. */
  protected large(_value: bigint): unknown {
    throw new RangeError();
  }

  /** What begins with a byte that no plain data begins with. */
  protected other(_head: number): unknown {
    throw new RangeError();
  }

  #headed(head: number, depth: number): unknown {
    switch (head) {
      case 0xc0:
        return null;
      case 0xc2:
      case 0xc3:
        return head === 0xc3;
      case 0xca:
        return this.#view.getFloat32(this.#skip(4));
      case 0xcb:
        return this.#view.getFloat64(this.#skip(8));
      case 0xd3:
        return this.#whole(this.#view.getBigInt64(this.#skip(8)));
      case 0xcf:
        return this.#whole(this.#view.getBigUint64(this.#skip(8)));
    }
    // The rest come in families, of one, two and four bytes.
    const width = (first: number) => 1 << (head - first);
    if (head >= 0xc4 && head <= 0xc6) return this.binary(this.unsigned(width(0xc4)));
    if (head >= 0xcc && head <= 0xce) return this.unsigned(width(0xcc));
    if (head >= 0xd0 && head <= 0xd2) return this.#signed(width(0xd0));
    if (head >= 0xd9 && head <= 0xdb) return this.#text(this.unsigned(width(0xd9)));
    if (head === 0xdc || head === 0xdd) return this.#list(this.unsigned(2 * width(0xdc)), depth);
    if (head === 0xde || head === 0xdf) return this.#map(this.unsigned(2 * width(0xde)), depth);
    return this.other(head);
  }

  #whole(value: bigint): unknown {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : this.large(value);
  }

  protected unsigned(width: number): number {
    const at = this.#skip(width);
    if (width === 1) return this.#bytes[at]!;
    return width === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at);
  }

  #signed(width: number): number {
    const shift = 32 - 8 * width;
    return (this.unsigned(width) << shift) >> shift;
  }

  protected binary(length: number): Uint8Array {
    const at = this.#skip(length);
    return this.#bytes.subarray(at, at + length);
  }

  #text(length: number): string {
    const at = this.at;
    let text = "";
    if (length <= SHORT_TEXT) {
      let i = this.#skip(length);
      while (i < at + length && this.#bytes[i]! < 0x80) text += String.fromCharCode(this.#bytes[i++]!);
      if (i === at + length) return text;
      this.at = at;
    }
    return decoder.decode(this.binary(length));
  }

  #list(length: number, depth: number): unknown[] {
    this.#enter(length, depth);
    const items: unknown[] = [];
    for (let i = 0; i < length; i++) items.push(this.value(depth + 1));
    return items;
  }

  #map(length: number, depth: number): object {
    this.#enter(2 * length, depth);
    const fields = bareObject();
    for (let i = 0; i < length; i++) {
      const key = this.value(DEEPEST);
      ensure(typeof key === "string" && !(key in fields));
      fields[key] = this.value(depth + 1);
    }
    return fields;
  }

  /** Each part takes a byte at least, so that no number of them is only claimed. */
  #enter(parts: number, depth: number): void {
    ensure(depth < DEEPEST && parts <= this.#bytes.length - this.at);
  }

  /** Where the bytes begin that it goes past. */
  #skip(length: number): number {
    const at = this.at;
    ensure(length <= this.#bytes.length - at);
    this.at = at + length;
    return at;
  }
}

function ensure(holds: boolean): asserts holds {
  if (!holds) throw new RangeError();
}
