// The machine: runs verified, linked blocks over the frame. It promises to end in at most as many steps as a block is long
// (jumps only go forward), and not to trap; both rest on the verifier alone.

import { step } from "./steps";
import { matchesText } from "./operators/automaton";
import { compare, contains, containsAll, containsAny, countOf, inSorted } from "./operators/list";
import { inCidr } from "./operators/ip";
import { containsText, endsWith, lengthOf, startsWith } from "./operators/text";
import { Flag, Instruction, Kind, Outcome, Record, SlotState, Truth } from "./shared/layout";
import { Opcode } from "./shared/opcode";

/** Runs one rule's block: its number when it matches, else Outcome.None. */
export function run(block: usize, unknown: i32, frame: usize): i32 {
  let at = block;
  let op: i32 = load<u8>(at);
  step();
  while (op > Opcode.Match) {
    const truth = test(at, op, frame);
    const holds = truth == Truth.Unknown ? unknown : truth;
    at += holds ? load<u32>(at, Instruction.OnTrue) : load<u32>(at, Instruction.OnFalse);
    op = load<u8>(at);
    step();
  }
  return op == Opcode.Match ? load<i32>(at, Instruction.Right) : Outcome.None;
}

/** Whether one rule is certain, possible or out: Truth. Atoms stand under no negation, so two runs tell. */
export function judge(block: usize, frame: usize): i32 {
  if (run(block, 1, frame) == Outcome.None) return Truth.False;
  return run(block, 0, frame) == Outcome.None ? Truth.Unknown : Truth.True;
}

/** The Truth of one test, negation applied (docs/language.md, "What is missing"). */
// @ts-ignore: decorator
@inline
function test(at: usize, op: i32, frame: usize): i32 {
  const flags: u32 = load<u8>(at, Instruction.Flags);
  const negate = flags & Flag.Negate;
  if (op == Opcode.Always) return <i32>(negate ^ 1);
  const left = frame + load<u32>(at, Instruction.Left);
  let right: usize = load<u32>(at, Instruction.Right);
  let state: u32 = load<u32>(left, Record.State);
  if (op == Opcode.Exists && state != SlotState.Bad) {
    return state == SlotState.MissingRequired ? Truth.Unknown : <i32>(negate ^ (state ^ 1));
  }
  if (flags & Flag.RightIsSlot) {
    right += frame;
    state |= load<u32>(right, Record.State);
  }
  if (state != SlotState.Present) {
    return state & SlotState.MissingOptional ? Truth.False : Truth.Unknown;
  }
  return <i32>(negate ^ <u32>holds(op, left, right, flags >> Flag.KindShift));
}

/** Whether the operator holds of two present values. */
// @ts-ignore: decorator
@inline
function holds(op: i32, left: usize, right: usize, kind: u32): bool {
  switch (op) {
    case Opcode.Equals: return load<f64>(left) == load<f64>(right);
    case Opcode.EqualsText: return compare(left, right, Kind.Text) == 0;
    case Opcode.EqualsIp: return compare(left, right, Kind.Ip) == 0;
    case Opcode.EqualsFolded: return compare(left, right, Kind.Folded) == 0;
    case Opcode.Greater: return load<f64>(left) > load<f64>(right);
    case Opcode.GreaterOrEquals: return load<f64>(left) >= load<f64>(right);
    case Opcode.Between: return load<f64>(left) >= load<f64>(right) && load<f64>(left) <= load<f64>(right, Record.High);
    case Opcode.In: return inSorted(left, right, kind);
    case Opcode.InCidr: return inCidr(left, right);
    case Opcode.TextContains: return containsText(left, right);
    case Opcode.TextStartsWith: return startsWith(left, right);
    case Opcode.TextEndsWith: return endsWith(left, right);
    case Opcode.TextIsEmpty: return lengthOf(left) == 0;
    case Opcode.ListIsEmpty: return countOf(left) == 0;
    case Opcode.ListContains: return contains(left, right, kind);
    case Opcode.ListContainsAny: return containsAny(left, right, kind);
    case Opcode.ListContainsAll: return containsAll(left, right, kind);
    case Opcode.TextMatches: return matchesText(left, right);
    default: return false;
  }
}
