// Bytes, as they come → lines of text, each a message.

/** What a reader of lines is told: a line, or why there is none. */
export type Line = { readonly text: string } | { readonly problem: "too long" | "not UTF-8" };

const LINE_FEED = 0x0a;

export class Lines {
  readonly #limit: number;
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  #parts: Uint8Array[] = [];
  #length = 0;

  /** @param limit bytes of one line; what is longer is skipped, and takes no room */
  constructor(limit: number) {
    this.#limit = limit;
  }

  *take(chunk: Uint8Array): Generator<Line> {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      this.#add(chunk.subarray(start, end));
      start = end + 1;
      const line = this.#line();
      if (line !== undefined) yield line;
    }
    this.#add(chunk.subarray(start));
  }

  #add(part: Uint8Array): void {
    this.#length += part.length;
    if (this.#length > this.#limit) this.#parts = [];
    else if (part.length > 0) this.#parts.push(part);
  }

  /** Nothing for a blank line. */
  #line(): Line | undefined {
    const parts = this.#parts;
    const isTooLong = this.#length > this.#limit;
    this.#parts = [];
    this.#length = 0;
    if (isTooLong) return { problem: "too long" };
    try {
      const text = this.#decoder.decode(parts.length === 1 ? parts[0] : Buffer.concat(parts));
      return text.trim() === "" ? undefined : { text };
    } catch {
      return { problem: "not UTF-8" };
    }
  }
}
