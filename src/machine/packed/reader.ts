import { Record as Layout } from "../../../assembly/shared/layout.ts";
import { Packed, Words } from "../../../assembly/shared/packed.ts";
import { ActraInputError } from "../../errors.ts";
import { describe } from "../describe.ts";
import { type ActionPlan, actionPlan, type Loaded } from "../loaded.ts";
import type { Staging } from "../staging.ts";
import { type PackedInstance, packedInstance } from "./instance.ts";
import { HeapStart, readingRoom } from "./room.ts";
import { PackedTables } from "./tables.ts";

// Inputs as msgpack bytes. The machine reads what is ordinary straight into the frame; for the rest it gives up, and the
// host takes the bytes apart itself (unpack.ts).

/** Longer inputs are not ordinary. */
const LONGEST = 2 ** 16;

/** Reads packed inputs of one policy. */
export class PackedReader {
  readonly #tables: PackedTables;
  /** Of an input that the machine reads. What is no longer than this keeps every limit on inputs, whatever is in it. */
  readonly longest: number;
  readonly #loaded: Loaded;
  readonly #instance: PackedInstance;
  readonly #heap: HeapStart;
  /** The address behind the input that was read last. */
  end = 0;

  constructor(loaded: Loaded) {
    const { inputBytes, stringBytes, listItems } = loaded.context.limits;
    this.#loaded = loaded;
    this.#instance = packedInstance(loaded.machine);
    this.#heap = new HeapStart(loaded.machine);
    this.#tables = new PackedTables(loaded, this.#instance);
    // What a byte says may count as a record.
    this.longest = Math.floor(Math.min(LONGEST, inputBytes / Layout.Size, stringBytes, listItems));
  }

  /**
   * Fills the frame from the bytes at `from`, which end at `limit`; `room` is where the room to read them begins. Gives the plan of the action.
   * `undefined` when the machine gave up; then what is in the frame is not to be used.
   */
  read(from: number, limit: number, room: number, staging: Staging): ActionPlan | undefined {
    const { machine } = this.#loaded;
    const { words } = this.#tables;
    // It writes states as well, and may give up behind some of them.
    staging.hasStates = true;
    const found = this.#instance.readPacked(from, limit, (room + 7) & ~7, words, staging.frame);
    if (found === Packed.GaveUp) return undefined;
    if (found < 0)
      return this.#tables.addPlan(Packed.NoPlan - found) ? this.read(from, limit, room, staging) : undefined;
    this.end = machine.u32[(words + Words.End) >>> 2]!;
    staging.reset();
    staging.missingRequired = (found & Packed.Missing) !== 0;
    machine.frame = staging.frame;
    return actionPlan(this.#loaded, found >> Packed.ActionShift);
  }

  release(): void {
    this.#tables.release();
  }

  /** The same for bytes that are one input and nothing else. */
  readWhole(bytes: Uint8Array, staging: Staging): ActionPlan | undefined {
    const length = countBytes(bytes);
    if (length === 0 || length > this.longest) return undefined;
    const from = this.#heap.put(bytes, length + readingRoom(length));
    const limit = from + length;
    const plan = this.read(from, limit, limit, staging);
    return this.end === limit ? plan : undefined;
  }
}

/** Asks a typed array itself, whatever its prototype or own properties say; so no code of the caller's runs. */
function question(key: PropertyKey): (this: unknown) => unknown {
  return Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), key)!.get!;
}

const kindOf = /* @__PURE__ */ question(Symbol.toStringTag);
const lengthOf = /* @__PURE__ */ question("length");

/**
 * How many bytes they are; none when their buffer is detached.
 *
 * @throws ActraInputError `INPUT_TYPE`
 */
function countBytes(bytes: unknown): number {
  if (kindOf.call(bytes) === "Uint8Array") return lengthOf.call(bytes) as number;
  throw new ActraInputError("INPUT_TYPE", "input", "a Uint8Array", describe(bytes));
}

/** A copy, which no other thread changes. */
export function copyOf(bytes: Uint8Array): Uint8Array {
  return countBytes(bytes) > 0 ? new Uint8Array(bytes) : new Uint8Array();
}
