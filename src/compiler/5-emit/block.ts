import { Opcode } from "../../../assembly/shared/opcode.ts";
import { type FieldReference, isComputed, type Operand, type Term } from "../../language/model.ts";
import type { DecodedInstruction } from "../../program/instruction.ts";
import type { Each, Lowered, Test } from "../4-lower/lower.ts";
import { Computing, type Place } from "./compute.ts";
import { instructionOf } from "./instruction-of.ts";
import type { Pool } from "./pool.ts";
import { select } from "./select.ts";

// A condition → the block of a rule: its tests in order, then `match`, then `fail`. Each test appears once, and every
// jump goes forward: to the next test that can matter, or to one of the two ends.

/** Where a jump goes; known once the instruction it stands for is reached. */
interface Label {
  at: number;
}

interface PendingTest {
  readonly kind: "test";
  readonly test: Test | undefined;
  readonly onTrue: Label;
  readonly onFalse: Label;
}

interface PendingEach {
  readonly kind: "each";
  readonly each: Each;
  readonly onTrue: Label;
  readonly onFalse: Label;
}

/** Of what is asked of each item. */
interface PendingEnd {
  readonly kind: "end";
  readonly op: Opcode.Match | Opcode.Fail;
}

type Pending = PendingTest | PendingEach | PendingEnd;

export interface Block {
  readonly instructions: readonly DecodedInstruction[];
  readonly tests: number;
  readonly computations: number;
  /** The slots it reads, ascending. */
  readonly reads: readonly number[];
  /** Which of its computations gives a term. */
  readonly placesOf: ReadonlyMap<Term, number>;
}

export function emitBlock(condition: Lowered, ruleNumber: number, pool: Pool): Block {
  const pending: Pending[] = [];
  const match: Label = { at: 0 };
  const fail: Label = { at: 0 };
  place(condition, match, fail, pending);
  match.at = pending.length;
  fail.at = pending.length + 1;
  const reads = new Set<number>();
  const computing = new Computing(pool, reads);
  const groups = pending.map((each) => {
    const instruction = emitPending(each, ruleNumber, pool, reads, computing);
    return [...computing.take(), instruction];
  });
  return {
    instructions: [...withJumps(groups, pending), ...ends(ruleNumber)],
    tests: pending.length,
    computations: computing.count,
    reads: [...reads].sort((a, b) => a - b),
    placesOf: computing.placesOf,
  };
}

function ends(ruleNumber: number): DecodedInstruction[] {
  return [instructionOf({ op: Opcode.Match, right: ruleNumber }), instructionOf({ op: Opcode.Fail })];
}

/** Labels count tests; a jump to a test goes to the first of its computations. */
function withJumps(
  groups: readonly (readonly DecodedInstruction[])[],
  pending: readonly Pending[],
): DecodedInstruction[] {
  const starts = [0];
  for (const group of groups) starts.push(starts.at(-1)! + group.length);
  starts.push(starts.at(-1)! + 1);
  return groups.flatMap((group, i) => {
    const ending = pending[i]!;
    if (ending.kind === "end") return group;
    const at = starts[i + 1]! - 1;
    const onTrue = starts[ending.onTrue.at]! - at;
    const onFalse = starts[ending.onFalse.at]! - at;
    const { op, negate, rightIsSlot, kind, left, right } = group.at(-1)!;
    const jumping = instructionOf({ op, negate, rightIsSlot, kind, left, right, onTrue, onFalse });
    return [...group.slice(0, -1), jumping];
  });
}

function place(condition: Lowered, onTrue: Label, onFalse: Label, pending: Pending[]): void {
  switch (condition.kind) {
    case "always":
      pending.push({ kind: "test", test: undefined, onTrue, onFalse });
      return;
    case "test":
      pending.push({ kind: "test", test: condition, onTrue, onFalse });
      return;
    case "any_item":
    case "all_items":
      placeEach(condition, onTrue, onFalse, pending);
      return;
    default:
      placeParts(condition, onTrue, onFalse, pending);
  }
}

/** Behind it stands a block of its own, with its own ends, which is run for each item. */
function placeEach(each: Each, onTrue: Label, onFalse: Label, pending: Pending[]): void {
  pending.push({ kind: "each", each, onTrue, onFalse });
  const match: Label = { at: 0 };
  const fail: Label = { at: 0 };
  place(each.where, match, fail, pending);
  match.at = pending.push({ kind: "end", op: Opcode.Match }) - 1;
  fail.at = pending.push({ kind: "end", op: Opcode.Fail }) - 1;
}

/** `all` leaves at the first false part, `any` at the first true one; otherwise the next part decides. */
function placeParts(
  { kind, parts }: Extract<Lowered, { kind: "all" | "any" }>,
  onTrue: Label,
  onFalse: Label,
  pending: Pending[],
): void {
  parts.forEach((part, i) => {
    if (i === parts.length - 1) return place(part, onTrue, onFalse, pending);
    const next: Label = { at: 0 };
    if (kind === "all") place(part, next, onFalse, pending);
    else place(part, onTrue, next, pending);
    next.at = pending.length;
  });
}

/** Without its jumps. */
function emitPending(
  pending: Pending,
  ruleNumber: number,
  pool: Pool,
  reads: Set<number>,
  computing: Computing,
): DecodedInstruction {
  switch (pending.kind) {
    case "test":
      return emitTest(pending.test, pool, reads, computing);
    case "each":
      return emitEach(pending.each, pool, reads);
    case "end":
      return instructionOf({ op: pending.op, right: pending.op === Opcode.Match ? ruleNumber : 0 });
  }
}

function emitEach(each: Each, pool: Pool, reads: Set<number>): DecodedInstruction {
  const left = pool.slot(each.list, false);
  reads.add(left);
  return instructionOf({ op: Opcode.Each, negate: each.kind === "all_items", left });
}

/** The test, without its jumps; what it compares is computed before it. */
function emitTest(
  test: Test | undefined,
  pool: Pool,
  reads: Set<number>,
  computing: Computing,
): DecodedInstruction {
  if (test === undefined) return instructionOf({ op: Opcode.Always });
  const selection = select(test);
  const { left, right, operator } = test.atom;
  const slot = (field: FieldReference): Place => {
    const number = pool.slot(field, selection.text);
    reads.add(number);
    return { isSlot: true, number };
  };
  const leftPlace = isComputed(left) ? computing.term(left.term, 0) : slot(left);
  const rightPlace = placeOfRight(right, slot, computing, () =>
    pool.operand(
      right as Exclude<Operand, { kind: "field" | "expression" }>,
      selection,
      operator === "between",
    ),
  );
  const [first, second] = selection.swap ? [rightPlace, leftPlace] : [leftPlace, rightPlace];
  const { op, kind, negate } = selection;
  return instructionOf({
    op,
    kind,
    negate,
    rightIsSlot: second.isSlot,
    left: first.number,
    right: second.number,
  });
}

function placeOfRight(
  right: Operand,
  slot: (field: FieldReference) => Place,
  computing: Computing,
  constant: () => number,
): Place {
  if (right.kind === "field") return slot(right.field);
  // Register 0 has what the left side comes to.
  if (right.kind === "expression") return computing.term(right.term, 1);
  return { isSlot: false, number: constant() };
}
