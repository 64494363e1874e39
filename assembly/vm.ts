// The machine: runs verified, linked blocks over the frame. It promises to end in at most as many steps as a block is long
// (jumps only go forward), what runs for each item of a list once for each, and not to trap; both rest on the verifier alone.

import { step } from "./steps";
import { matchesText } from "./operators/automaton";
import { compute } from "./operators/arithmetic";
import { compare, contains, containsAll, containsAny, countOf, inSorted } from "./operators/list";
import { inCidr } from "./operators/ip";
import { containsText, endsWith, lengthOf, startsWith } from "./operators/text";
import { Flag, Instruction, Kind, OnFault, Outcome, Record, Row, SlotState, Truth } from "./shared/layout";
import { Opcode } from "./shared/opcode";

/** Opcodes that compare two numbers. */
const COMPARISONS: u32 = (1 << Opcode.Equals) | (1 << Opcode.Greater) | (1 << Opcode.GreaterOrEquals);

/**
 * The same as `run`, without a call for tests that compare a number which is there with a constant, as most do. They go where
 * the machine's processor would wait for it: a rule's tests do not depend on those of the rule before.
 */
// @ts-ignore: decorator
@inline
export function runPlain(block: usize, unknown: i32, fault: i32, frame: usize): i32 {
  let at = block;
  let op: i32 = load<u8>(at);
  while ((COMPARISONS >> op) & 1 && !(load<u8>(at, Instruction.Flags) & Flag.RightIsSlot)) {
    const left = frame + load<u32>(at, Instruction.Left);
    if (load<u32>(left, Record.State) != SlotState.Present) break;
    const truth = compares(op, load<f64>(left), load<f64>(load<u32>(at, Instruction.Right))) ^ (load<u8>(at, Instruction.Flags) & Flag.Negate);
    at += truth ? load<u32>(at, Instruction.OnTrue) : load<u32>(at, Instruction.OnFalse);
    op = load<u8>(at);
    step();
  }
  if (op > Opcode.Match) return run(at, unknown, fault, frame);
  step();
  return op == Opcode.Match ? load<i32>(at, Instruction.Right) : Outcome.None;
}

// @ts-ignore: decorator
@inline
function compares(op: i32, left: f64, right: f64): u32 {
  if (op == Opcode.Greater) return left > right;
  return op == Opcode.Equals ? left == right : left >= right;
}

/** Runs one rule's block: its number when it matches, else Outcome.None; or Outcome.Fault when it takes more than one run to tell. */
export function run(block: usize, unknown: i32, fault: i32, frame: usize): i32 {
  let at = block;
  let op: i32 = load<u8>(at);
  step();
  while (op > Opcode.Match) {
    if (op >= Opcode.Add) {
      compute(at, op, frame);
      at += Instruction.Size;
    } else {
      let truth = op == Opcode.Each ? each(at, unknown, fault, frame) : test(at, op, frame);
      if (truth > Truth.True) {
        truth = truth == Truth.Unknown ? unknown : fault;
        if (truth == OnFault.Stop) return Outcome.Fault;
      }
      at += truth ? load<u32>(at, Instruction.OnTrue) : load<u32>(at, Instruction.OnFalse);
    }
    op = load<u8>(at);
    step();
  }
  return op == Opcode.Match ? load<i32>(at, Instruction.Right) : Outcome.None;
}

/**
 * The Truth of what is asked of each item, where its list is there. Nothing in it is negated, so that an unknown atom inside
 * counts as `unknown` as it does outside.
 */
function each(at: usize, unknown: i32, fault: i32, frame: usize): i32 {
  const list = frame + load<u32>(at, Instruction.Left);
  const slots: usize = load<u32>(at, Instruction.Right);
  const state = load<u32>(list, Record.State);
  if (state != SlotState.Present) return state & SlotState.MissingOptional ? Truth.False : Truth.Unknown;
  const every: i32 = load<u8>(at, Instruction.Flags) & Flag.Negate;
  let row: usize = load<u32>(list, Record.ListRows);
  for (let left = countOf(list); left > 0; left--) {
    row = fill(slots, row, frame);
    const outcome = run(at + Instruction.Size, unknown, fault, frame);
    if (outcome == Outcome.Fault) return Truth.Fault;
    const holds = i32(outcome != Outcome.None);
    if (holds != every) return holds;
  }
  return every;
}

/** Copies a row into the slots. Gives the address of the next row. */
function fill(slots: usize, row: usize, frame: usize): usize {
  let at = row;
  for (let slot = slots; slot; slot = load<u32>(slot, Row.Next)) {
    const record = frame + load<u32>(slot);
    for (let i: usize = 0; i < <usize>Record.Size; i += 8) store<u64>(record + i, load<u64>(at + i));
    at += Record.Size;
  }
  return at;
}

/**
 * Whether one rule is certain, possible or out, and what faults have to do with it: Truth. Atoms stand under no negation,
 * so runs that bound them tell.
 */
export function judge(block: usize, frame: usize): i32 {
  if (run(block, 1, 1, frame) == Outcome.None) return Truth.False;
  if (run(block, 0, 0, frame) != Outcome.None) return Truth.True;
  if (run(block, 0, 1, frame) != Outcome.None) return Truth.FaultAlone;
  return run(block, 1, 0, frame) == Outcome.None ? Truth.Fault : Truth.Unknown;
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
    if (state & SlotState.MissingOptional) return Truth.False;
    return state & SlotState.MissingRequired ? Truth.Unknown : Truth.Fault;
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
