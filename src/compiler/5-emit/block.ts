import { Opcode } from "../../../assembly/shared/opcode.ts";
import type { Operand } from "../../language/model.ts";
import type { DecodedInstruction } from "../../program/instruction.ts";
import type { Each, Lowered, Test } from "../4-lower/lower.ts";
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
  /** The slots it reads, ascending. */
  readonly reads: readonly number[];
}

export function emitBlock(condition: Lowered, ruleNumber: number, pool: Pool): Block {
  const pending: Pending[] = [];
  const match: Label = { at: 0 };
  const fail: Label = { at: 0 };
  place(condition, match, fail, pending);
  match.at = pending.length;
  fail.at = pending.length + 1;
  const reads = new Set<number>();
  const tests = pending.map((each, at) => emitPending(each, at, ruleNumber, pool, reads));
  const ends = [
    { ...EMPTY, op: Opcode.Match, right: ruleNumber },
    { ...EMPTY, op: Opcode.Fail },
  ];
  return {
    instructions: [...tests, ...ends],
    tests: tests.length,
    reads: [...reads].sort((a, b) => a - b),
  };
}

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

function emitPending(
  pending: Pending,
  at: number,
  ruleNumber: number,
  pool: Pool,
  reads: Set<number>,
): DecodedInstruction {
  switch (pending.kind) {
    case "test":
      return emitTest(pending, at, pool, reads);
    case "each":
      return emitEach(pending, at, pool, reads);
    case "end":
      return { ...EMPTY, op: pending.op, right: pending.op === Opcode.Match ? ruleNumber : 0 };
  }
}

function emitEach(
  { each, onTrue, onFalse }: PendingEach,
  at: number,
  pool: Pool,
  reads: Set<number>,
): DecodedInstruction {
  const left = pool.slot(each.list, false);
  reads.add(left);
  const jumps = { onTrue: onTrue.at - at, onFalse: onFalse.at - at };
  return {
    ...EMPTY,
    op: Opcode.Each,
    negate: each.kind === "all_items",
    left,
    right: pool.row(left),
    ...jumps,
  };
}

function emitTest(pending: PendingTest, at: number, pool: Pool, reads: Set<number>): DecodedInstruction {
  const jumps = { onTrue: pending.onTrue.at - at, onFalse: pending.onFalse.at - at };
  if (pending.test === undefined) return { ...EMPTY, op: Opcode.Always, ...jumps };
  const selection = select(pending.test);
  const { left, right, operator } = pending.test.atom;
  const leftSlot = pool.slot(left, selection.text);
  reads.add(leftSlot);
  const rightNumber = emitRight(right, selection.text, reads, pool, () =>
    pool.operand(right as Exclude<Operand, { kind: "field" }>, selection, operator === "between"),
  );
  const [first, second] = selection.swap ? [rightNumber, leftSlot] : [leftSlot, rightNumber];
  const { op, kind, negate } = selection;
  return { op, kind, negate, rightIsSlot: right.kind === "field", left: first, right: second, ...jumps };
}

function emitRight(
  right: Operand,
  text: boolean,
  reads: Set<number>,
  pool: Pool,
  constant: () => number,
): number {
  if (right.kind !== "field") return constant();
  const slot = pool.slot(right.field, text);
  reads.add(slot);
  return slot;
}
