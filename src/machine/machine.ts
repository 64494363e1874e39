import { Instruction, Record, SlotState, type Truth } from "../../assembly/shared/layout.ts";
import { Opcode } from "../../assembly/shared/opcode.ts";
import { ActraError } from "../errors.ts";

// The one WebAssembly instance of this realm, with views on its memory. All programs live in it.

interface Exports {
  readonly memory: WebAssembly.Memory;
  allocate(size: number): number;
  release(address: number): void;
  decide(entry: number, unknown: number, frame: number): number;
  judge(block: number, frame: number): Truth;
}

/** What a computation comes to: `NaN` for a fault, nothing where something is missing. */
export type Result = number | undefined;

const SMALLEST_HEAP = 4096;
/** What is larger is never granted, and would be no number of the machine's any more. */
const MOST = 2 ** 31;

export class Machine {
  readonly #exports: Exports;
  /** Current until memory is allocated or reserved; never kept across a call of these. */
  u8!: Uint8Array;
  u32!: Uint32Array;
  f64!: Float64Array;
  /** The frame of the decision under way: where its slots are. */
  frame = 0;
  #heap = 0;
  #heapSize = 0;

  constructor(instance: WebAssembly.Instance) {
    this.#exports = instance.exports as unknown as Exports;
    this.#refresh();
  }

  /**
   * The address of at least `size` bytes for what slots point to; what was in them is lost. One heap serves every program,
   * since a decision runs to its end before the next is written. It grows and never shrinks.
   */
  heap(size: number): number {
    if (size > this.#heapSize) {
      const room = Math.max(SMALLEST_HEAP, 2 ** Math.ceil(Math.log2(size)));
      const grown = this.allocate(room);
      if (this.#heapSize > 0) this.release(this.#heap);
      this.#heap = grown;
      this.#heapSize = room;
    }
    return this.#heap;
  }

  allocate(size: number): number {
    const address = size < MOST ? this.#exports.allocate(size) : 0;
    if (address === 0) throw new ActraError("MEMORY_EXHAUSTED", "out of memory");
    if (this.u8.length === 0) this.#refresh();
    return address >>> 0;
  }

  release(address: number): void {
    this.#exports.release(address);
  }

  /** See assembly/vm.ts. */
  decide(entry: number, unknown: 0 | 1): number {
    return this.#exports.decide(entry, unknown, this.frame);
  }

  judge(block: number): Truth {
    return this.#exports.judge(block, this.frame);
  }

  /**
   * What one test comes to, over the frame as it is: it runs in a block of its own.
   *
   * @param length of an `Each`, with what runs for each item
   */
  truthOf(at: number, length = 1): Truth {
    const size = length * Instruction.Size;
    return this.#alone(at, size, (block) => {
      this.u8[block + size] = Opcode.Match;
      this.u32[(block + Instruction.OnTrue) >>> 2] = size;
      this.u32[(block + Instruction.OnFalse) >>> 2] = size + Instruction.Size;
      return this.judge(block);
    });
  }

  /** What one computation comes to. Behind it is `Fail`, which `judge` needs to see but once: so it runs but once. */
  resultOf(at: number): Result {
    this.#alone(at, Instruction.Size, (block) => this.judge(block));
    const record = this.frame + this.u32[(at + Instruction.Into) >>> 2]!;
    const state = this.u32[(record + Record.State) >>> 2];
    if (state === SlotState.Present) return this.f64[record >>> 3];
    return state === SlotState.Fault ? Number.NaN : undefined;
  }

  /** Runs a copy of these instructions with two `Fail` behind it. */
  #alone<T>(at: number, size: number, run: (block: number) => T): T {
    const block = this.allocate(size + 2 * Instruction.Size);
    this.u8.copyWithin(block, at, at + size);
    this.u8.fill(Opcode.Fail, block + size, block + size + 2 * Instruction.Size);
    const result = run(block);
    this.release(block);
    return result;
  }

  /** For modules beside the machine's own. */
  get memory(): WebAssembly.Memory {
    return this.#exports.memory;
  }

  /** Bytes of linear memory, which grows to what was ever needed at once. */
  extent(): number {
    return this.u8.length;
  }

  /** Growing memory detaches the buffer that views are on. */
  #refresh(): void {
    const { buffer } = this.#exports.memory;
    this.u8 = new Uint8Array(buffer);
    this.u32 = new Uint32Array(buffer);
    this.f64 = new Float64Array(buffer);
  }
}

let shared: Machine | undefined;

/** Made at the first use, so that importing the package costs nothing. */
export function machine(instance: () => object): Machine {
  shared ??= new Machine(instance() as WebAssembly.Instance);
  return shared;
}
