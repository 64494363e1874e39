import type { ActionPlan, Loaded } from "../loaded.ts";
import type { Machine } from "../machine.ts";
import type { Staging } from "../staging.ts";
import type { PackedReader } from "./reader.ts";
import { readingRoom } from "./room.ts";
import { packedError, unpackInput } from "./unpack.ts";

// Many packed inputs, one after the other in the machine's memory: the items of one list, or what follows on itself.

export class PackedInputs {
  readonly #bytes: Uint8Array;
  readonly #reader: PackedReader;
  readonly #machine: Machine;
  /** The address of the bytes, behind which is room to read one input. */
  readonly #block: number;
  /** Items of the list that are left; `undefined` where there is no list. */
  #left: number | undefined;
  /** Where the next one begins. */
  at = 0;

  /**
   * @param bytes that nothing changes meanwhile
   * @throws ActraInputError `INPUT_PACKED`
   */
  constructor(bytes: Uint8Array, reader: PackedReader, { machine }: Loaded) {
    this.#bytes = bytes;
    this.#reader = reader;
    this.#machine = machine;
    this.#readHead();
    this.#block = machine.allocate(bytes.length + readingRoom(reader.longest));
    machine.u8.set(bytes, this.#block);
  }

  release(): void {
    this.#machine.release(this.#block);
  }

  /** @throws ActraInputError `INPUT_PACKED` for what stands behind the last one */
  hasNext(): boolean {
    const isAtEnd = this.at === this.#bytes.length;
    if (this.#left === undefined) return !isAtEnd;
    if (this.#left-- > 0) return true;
    if (!isAtEnd) throw packedError(this.at);
    return false;
  }

  /** Fills the frame from the next one, as `PackedReader.read`; when it does not, the same one is still the next. */
  read(staging: Staging): ActionPlan | undefined {
    const block = this.#block;
    const end = block + this.#bytes.length;
    const from = block + this.at;
    const plan = this.#reader.read(from, Math.min(from + this.#reader.longest, end), end, staging);
    if (plan !== undefined) this.at = this.#reader.end - block;
    return plan;
  }

  /**
   * The next one as plain data.
   *
   * @throws ActraInputError `INPUT_PACKED`
   */
  unpack(): unknown {
    const { value, end } = unpackInput(this.#bytes, this.at);
    this.at = end;
    return value;
  }

  #readHead(): void {
    const [first = 0, ...size] = this.#bytes.subarray(0, 5);
    const width = first === 0xdc ? 2 : first === 0xdd ? 4 : 0;
    if (width === 0 && first >> 4 !== 9) return;
    if (size.length < width) throw packedError(0);
    this.#left = size.slice(0, width).reduce((sum, byte) => sum * 256 + byte, width === 0 ? first & 15 : 0);
    this.at = 1 + width;
  }
}
