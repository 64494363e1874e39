import { Flag, Instruction } from "../../assembly/shared/layout.ts";
import type { Opcode } from "../../assembly/shared/opcode.ts";
import { invalid } from "./invalid.ts";

// One instruction in the bytes of a program, unpacked and packed.

export interface DecodedInstruction {
  readonly op: Opcode;
  readonly negate: boolean;
  readonly rightIsSlot: boolean;
  readonly kind: number;
  readonly left: number;
  readonly right: number;
  readonly onTrue: number;
  readonly onFalse: number;
}

const KNOWN_FLAGS = Flag.Negate | Flag.RightIsSlot | (3 << Flag.KindShift);

export function readInstruction(code: DataView, index: number): DecodedInstruction {
  const at = index * Instruction.Size;
  const flags = code.getUint8(at + Instruction.Flags);
  return {
    op: code.getUint8(at + Instruction.Op),
    negate: (flags & Flag.Negate) !== 0,
    rightIsSlot: (flags & Flag.RightIsSlot) !== 0,
    kind: (flags & KNOWN_FLAGS) >> Flag.KindShift,
    left: code.getUint32(at + Instruction.Left, true),
    right: code.getUint32(at + Instruction.Right, true),
    onTrue: code.getUint32(at + Instruction.OnTrue, true),
    onFalse: code.getUint32(at + Instruction.OnFalse, true),
  };
}

export function writeInstruction(code: DataView, index: number, instruction: DecodedInstruction): void {
  const at = index * Instruction.Size;
  const flags =
    (instruction.negate ? Flag.Negate : 0) |
    (instruction.rightIsSlot ? Flag.RightIsSlot : 0) |
    (instruction.kind << Flag.KindShift);
  code.setUint8(at + Instruction.Op, instruction.op);
  code.setUint8(at + Instruction.Flags, flags);
  code.setUint32(at + Instruction.Left, instruction.left, true);
  code.setUint32(at + Instruction.Right, instruction.right, true);
  code.setUint32(at + Instruction.OnTrue, instruction.onTrue, true);
  code.setUint32(at + Instruction.OnFalse, instruction.onFalse, true);
}

export function viewOf(code: Uint8Array): DataView {
  return new DataView(code.buffer, code.byteOffset, code.byteLength);
}

/** Reads instructions one after the other, each into itself, so that what one call gives is gone with the next. */
export class InstructionReader implements DecodedInstruction {
  readonly #words: Uint32Array;
  /** Of the code, in the file. */
  readonly #start: number;
  #unknown = 0;
  declare op: Opcode;
  declare negate: boolean;
  declare rightIsSlot: boolean;
  declare kind: number;
  declare left: number;
  declare right: number;
  declare onTrue: number;
  declare onFalse: number;

  /** @param code is copied, so that words stand where arrays of them can */
  constructor(code: Uint8Array) {
    this.#words = new Uint32Array(new Uint8Array(code).buffer, 0, code.length >>> 2);
    this.#start = code.byteOffset;
  }

  read(index: number): this {
    const words = this.#words;
    const word = index * (Instruction.Size / 4);
    const flags = words[word]! >>> (8 * Instruction.Flags);
    this.op = words[word]! & 0xff;
    this.negate = (flags & Flag.Negate) !== 0;
    this.rightIsSlot = (flags & Flag.RightIsSlot) !== 0;
    this.kind = (flags & KNOWN_FLAGS) >> Flag.KindShift;
    this.left = words[word + Instruction.Left / 4]!;
    this.right = words[word + Instruction.Right / 4]!;
    this.onTrue = words[word + Instruction.OnTrue / 4]!;
    this.onFalse = words[word + Instruction.OnFalse / 4]!;
    this.#unknown = flags & ~KNOWN_FLAGS;
    return this;
  }

  /**
   * The same; there may be no bits that no instruction has, so that two programs that differ do differ.
   *
   * @throws ActraProgramError `PROGRAM_INVALID`
   */
  known(index: number): this {
    this.read(index);
    this.ensure(this.#unknown === 0, index);
    return this;
  }

  /** @throws ActraProgramError `PROGRAM_INVALID` which names the instruction */
  ensure(holds: boolean, index: number): asserts holds {
    if (!holds) throw invalid(`instruction ${index}`, this.#start + index * Instruction.Size);
  }
}
