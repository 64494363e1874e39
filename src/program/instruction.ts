import { Flag, Instruction } from "../../assembly/shared/layout.ts";
import type { Opcode } from "../../assembly/shared/opcode.ts";

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

/** Bits that no instruction has, so that two programs that differ do differ. */
export function hasUnknownBits(code: DataView, index: number): boolean {
  const at = index * Instruction.Size;
  return (code.getUint8(at + Instruction.Flags) & ~KNOWN_FLAGS) !== 0 || code.getUint16(at + 2) !== 0;
}

export function viewOf(code: Uint8Array): DataView {
  return new DataView(code.buffer, code.byteOffset, code.byteLength);
}
