import { instantiateSync } from "@assemblyscript/loader";
import { Instruction, Record, SlotState, type Truth } from "../../assembly/shared/layout.ts";
import { Opcode } from "../../assembly/shared/opcode.ts";
import { ActraError } from "../errors.ts";
import { isComputation } from "../program/opcodes.ts";
import { wasmModule } from "./provider.ts";

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

/** What the tests and the computations of a block come to. */
export interface Trace {
  readonly truths: Truth[];
  readonly results: Result[];
}

const SMALLEST_FRAME = 4096;
/** What is larger is never granted, and would be no number of the machine's any more. */
const MOST = 2 ** 31;

export class Machine {
  readonly #exports: Exports;
  /** Current until memory is allocated or reserved; never kept across a call of these. */
  u8!: Uint8Array;
  u32!: Uint32Array;
  f64!: Float64Array;
  #frame = 0;
  #frameSize = 0;

  constructor(module: WebAssembly.Module) {
    const { exports } = instantiateSync(module).instance;
    this.#exports = exports as unknown as Exports;
    this.#refresh();
  }

  /**
   * The address of a frame of at least `size` bytes; what was in it is lost. One frame serves every program, since a
   * decision runs to its end before the next is written. It grows and never shrinks.
   */
  frame(size: number): number {
    if (size > this.#frameSize) {
      const room = Math.max(SMALLEST_FRAME, 2 ** Math.ceil(Math.log2(size)));
      const grown = this.allocate(room);
      if (this.#frameSize > 0) this.release(this.#frame);
      this.#frame = grown;
      this.#frameSize = room;
    }
    return this.#frame;
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
    return this.#exports.decide(entry, unknown, this.#frame);
  }

  judge(block: number): Truth {
    return this.#exports.judge(block, this.#frame);
  }

  /** What `count` instructions from `block` on come to, over the frame as it is: each in a block of its own. */
  trace(block: number, count: number): Trace {
    const alone = this.allocate(5 * Instruction.Size);
    const computation = alone + 3 * Instruction.Size;
    this.u8.fill(Opcode.Fail, alone, alone + 5 * Instruction.Size);
    this.u8[alone + Instruction.Size] = Opcode.Match;
    const trace: Trace = { truths: [], results: [] };
    for (let at = block; at < block + count * Instruction.Size; at += Instruction.Size) {
      if (isComputation(this.u8[at]!)) trace.results.push(this.#compute(at, computation));
      else trace.truths.push(this.#test(at, alone));
    }
    this.release(alone);
    return trace;
  }

  #test(at: number, alone: number): Truth {
    this.u8.copyWithin(alone, at, at + Instruction.Size);
    this.u32[(alone + Instruction.OnTrue) >>> 2] = Instruction.Size;
    this.u32[(alone + Instruction.OnFalse) >>> 2] = 2 * Instruction.Size;
    return this.judge(alone);
  }

  /** Behind it is `Fail`, which `judge` needs to see but once: what fills the slot that it reads runs but once. */
  #compute(at: number, alone: number): Result {
    this.u8.copyWithin(alone, at, at + Instruction.Size);
    this.judge(alone);
    const record = this.#frame + this.u32[(at + Instruction.Into) >>> 2]!;
    const state = this.u32[(record + Record.State) >>> 2];
    if (state === SlotState.Present) return this.f64[record >>> 3];
    return state === SlotState.Fault ? Number.NaN : undefined;
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
export function machine(): Machine {
  shared ??= new Machine(wasmModule());
  return shared;
}
