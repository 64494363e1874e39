import { Opcode } from "../../../assembly/shared/opcode.ts";
import type { DecodedInstruction } from "../../program/instruction.ts";

/** What instructions have in the places that mean nothing to them. */
export const EMPTY: DecodedInstruction = {
  op: Opcode.Fail,
  negate: false,
  rightIsSlot: false,
  kind: 0,
  left: 0,
  right: 0,
  onTrue: 0,
  onFalse: 0,
};
