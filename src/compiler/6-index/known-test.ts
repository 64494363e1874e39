import { Kind } from "../../../assembly/shared/layout.ts";
import { Opcode } from "../../../assembly/shared/opcode.ts";
import type { DecodedInstruction } from "../../program/instruction.ts";
import type { Constant, Program, Slot } from "../../program/program.ts";
import { after } from "./line.ts";

/** A test of which the slot's number alone tells the outcome, negation applied. */
export interface KnownTest {
  readonly slot: number;
  /** Of a number that is present. */
  readonly holds: (value: number) => boolean;
  /** Where on the slot's line the outcome can change. */
  readonly cuts: readonly number[];
  readonly asksForExistence: boolean;
}

type Meaning = Pick<KnownTest, "holds" | "cuts">;

/** Undefined for tests on anything else: they may come out either way. */
export function knownTest(instruction: DecodedInstruction, program: Program): KnownTest | undefined {
  const { op, left, right, rightIsSlot, negate, kind } = instruction;
  const slot = program.slots[left];
  if (rightIsSlot || slot === undefined || !hasNumber(slot) || kind !== Kind.Number) return undefined;
  const meaning = meaningOf(op, program.constants[right], slot);
  if (meaning === undefined) return undefined;
  const { holds, cuts } = meaning;
  return {
    slot: left,
    cuts,
    holds: negate ? (value) => !holds(value) : holds,
    asksForExistence: op === Opcode.Exists,
  };
}

/** What the machine reads from the frame before any rule runs is a number, or a string's handle; items come later. */
function hasNumber({ type: { kind, scalar }, list }: Slot): boolean {
  return kind === "scalar" && scalar !== "ip" && list === undefined;
}

function meaningOf(op: Opcode, constant: Constant | undefined, slot: Slot): Meaning | undefined {
  if (op === Opcode.Exists) return { holds: () => true, cuts: [] };
  switch (constant?.kind) {
    case "number":
      return comparison(op, constant.value, slot);
    case "range": {
      const { low, high } = constant;
      if (op !== Opcode.Between) return undefined;
      return { holds: (value) => value >= low && value <= high, cuts: [low, after(high, slot)] };
    }
    case "numbers": {
      const members = new Set(constant.values);
      if (op !== Opcode.In) return undefined;
      return {
        holds: (value) => members.has(value),
        cuts: constant.values.flatMap((one) => point(one, slot)),
      };
    }
    default:
      return undefined;
  }
}

function comparison(op: Opcode, limit: number, slot: Slot): Meaning | undefined {
  switch (op) {
    case Opcode.Equals:
      return { holds: (value) => value === limit, cuts: point(limit, slot) };
    case Opcode.Greater:
      return { holds: (value) => value > limit, cuts: [after(limit, slot)] };
    case Opcode.GreaterOrEquals:
      return { holds: (value) => value >= limit, cuts: [limit] };
    default:
      return undefined;
  }
}

function point(value: number, slot: Slot): number[] {
  return [value, after(value, slot)];
}
