import type { DecodedInstruction } from "../../program/instruction.ts";

type Parts = Pick<DecodedInstruction, "op"> & Partial<DecodedInstruction>;

/** With zeros in the places that mean nothing to it. (To spread an object with these would take a hundred times as long.) */
export function instructionOf({
  op,
  negate = false,
  rightIsSlot = false,
  kind = 0,
  left = 0,
  right = 0,
  onTrue = 0,
  onFalse = 0,
}: Parts): DecodedInstruction {
  return { op, negate, rightIsSlot, kind, left, right, onTrue, onFalse };
}
