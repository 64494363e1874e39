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
  #address = 0;
  /** What the view was made from; the machine has another one when memory has grown. */
  #memory: Uint8Array | undefined;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** The address of at least `size` bytes, which begin with these. Nothing is written outside them. */
  put(bytes: Uint8Array, size: number): number {
    const address = this.#machine.heap(size);
    const isCurrent = address === this.#address && this.#machine.u8 === this.#memory;
    if (!isCurrent || this.#view.length < size) this.#renew(address, size);
    this.#view.set(bytes);
    return address;
  }

  #renew(address: number, size: number): void {
    this.#address = address;
    this.#memory = this.#machine.u8;
    this.#view = new Uint8Array(this.#memory.buffer, address, size);
  }
}
