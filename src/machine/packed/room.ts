import { Record as Layout } from "../../../assembly/shared/layout.ts";
import { Packed } from "../../../assembly/shared/packed.ts";
import type { Machine } from "../machine.ts";

/** Room for whatever so many bytes can hold, and for a look at a few bytes behind them. */
export function readingRoom(length: number): number {
  return Packed.KeyRoom + (length + 2) * Layout.Size;
}

/** The start of the machine's heap, for bytes that may become more meanwhile: other threads may do that. */
export class HeapStart {
  readonly #machine: Machine;
  /** Kept from one input to the next: to make a view costs as much as to read a small input. */
  #view: Uint8Array = new Uint8Array();

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** The address of at least `size` bytes, which begin with these. Nothing is written outside them. */
  put(bytes: Uint8Array, size: number): number {
    const address = this.#machine.heap(size);
    const { buffer } = this.#machine.u8;
    const isCurrent = this.#view.buffer === buffer && this.#view.byteOffset === address;
    if (!isCurrent || this.#view.length < size) this.#view = new Uint8Array(buffer, address, size);
    this.#view.set(bytes);
    return address;
  }
}
