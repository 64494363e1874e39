import type { ActionPlan, Loaded } from "./loaded.ts";
import type { Machine } from "./machine.ts";
import { itemRoom, type PackedReader } from "./packed.ts";
import type { Staging } from "./staging.ts";
import { packedError, type UnpackedInput, unpackInput } from "./unpack-input.ts";

// Many packed inputs, one after the other: the items of one list, or what follows on itself. They pass through a window in
// the machine's memory, so that it need not hold them all.

const WINDOW = 2 ** 16;

export class PackedInputs {
  readonly #bytes: Uint8Array;
  readonly #reader: PackedReader;
  readonly #machine: Machine;
  /** Items of the list that are left; `undefined` where there is no list. */
  #left: number | undefined;
  /** Where the next one begins. */
  #at = 0;
  readonly #window: number;
  /** Which of the bytes are in the window. */
  #first = 0;
  #last = 0;

  /**
   * @param bytes that nothing changes meanwhile
   * @throws ActraInputError `INPUT_PACKED`
   */
  constructor(bytes: Uint8Array, reader: PackedReader, { machine }: Loaded) {
    this.#bytes = bytes;
    this.#reader = reader;
    this.#machine = machine;
    this.#readHead();
    this.#window = machine.allocate(WINDOW + itemRoom(reader.longest));
  }

  release(): void {
    this.#machine.release(this.#window);
  }

  /** @throws ActraInputError `INPUT_PACKED` for what stands behind the last one */
  hasNext(): boolean {
    const isAtEnd = this.#at === this.#bytes.length;
    if (this.#left === undefined) return !isAtEnd;
    if (this.#left-- > 0) return true;
    if (!isAtEnd) throw packedError(this.#at);
    return false;
  }

  /** Fills the frame from the next one, as `PackedReader.read`; when it does not, the same one is still the next. */
  read(staging: Staging): ActionPlan | undefined {
    const limit = Math.min(this.#at + this.#reader.longest, this.#bytes.length);
    if (limit > this.#last) this.#slide();
    const start = this.#window - this.#first;
    const plan = this.#reader.read(start + this.#at, start + limit, this.#window + WINDOW, staging);
    if (plan !== undefined) this.#at = this.#reader.end - start;
    return plan;
  }

  /**
   * The next one as plain data.
   *
   * @throws ActraInputError `INPUT_PACKED`
   */
  unpack(): UnpackedInput {
    const unpacked = unpackInput(this.#bytes, this.#at);
    this.#at = unpacked.end;
    return unpacked;
  }

  #slide(): void {
    this.#first = this.#at;
    this.#last = Math.min(this.#at + WINDOW, this.#bytes.length);
    this.#machine.u8.set(this.#bytes.subarray(this.#first, this.#last), this.#window);
  }

  #readHead(): void {
    const [first = 0, ...size] = this.#bytes.subarray(0, 5);
    const width = first === 0xdc ? 2 : first === 0xdd ? 4 : 0;
    if (width === 0 && first >> 4 !== 9) return;
    if (size.length < width) throw packedError(0);
    this.#left = size.slice(0, width).reduce((sum, byte) => sum * 256 + byte, width === 0 ? first & 15 : 0);
    this.#at = 1 + width;
  }
}
