import { DatetimePart, Instruction, Range, Scratch } from "../../assembly/shared/layout.ts";
import { Opcode } from "../../assembly/shared/opcode.ts";
import { type DecodedInstruction, hasUnknownBits, readInstruction, viewOf } from "./instruction.ts";
import { ensure } from "./misshapen.ts";
import { isComputation, OPCODES, type OpcodeRow, type SlotShape } from "./opcodes.ts";
import {
  blockLength,
  blocksLength,
  type Constant,
  entryCount,
  type Program,
  type ProgramRule,
  type Slot,
} from "./program.ts";
import { verifyIndex } from "./verify-index.ts";
import { Rows } from "./verify-rows.ts";

/** Blocks of tests with forward jumps, then one entry for each action: nothing else, nothing more. */
export function verifyCode(program: Program): void {
  const view = viewOf(program.code);
  const length = blocksLength(program) + entryCount(program);
  ensure(view.byteLength === length * Instruction.Size, 0);
  const rows = new Rows(program);
  let at = 0;
  program.rules.forEach((rule, number) => {
    verifyBlock({ program, view, rows, number, reads: new Set(), computed: new Set() }, rule, at);
    at += blockLength(rule);
  });
  verifyEntries(program, view, at);
}

function instructionAt(view: DataView, index: number): DecodedInstruction {
  ensure(!hasUnknownBits(view, index), index);
  return readInstruction(view, index);
}

/** A rule's block while it is looked at. */
interface Block {
  readonly program: Program;
  readonly view: DataView;
  readonly rows: Rows;
  readonly number: number;
  readonly reads: Set<number>;
  /** Scratch slots that the next test may read. */
  readonly computed: Set<number>;
}

/** Tests, each behind its computations, then `Match` and `Fail`. */
function verifyBlock(block: Block, rule: ProgramRule, start: number): void {
  const { view, reads } = block;
  const match = start + blockLength(rule) - 2;
  verifyTests(block, start, match, undefined);
  let computations = 0;
  for (let index = start; index < match; index++) computations += Number(isComputationAt(view, index));
  ensure(computations === (rule.computations ?? 0), match);
  ensure(reads.size === rule.reads.length && rule.reads.every((slot) => reads.has(slot)), start);
}

/**
 * Tests whose jumps go forward: to the computations of another, or to the `Match` and `Fail` after them, which stand at `end`.
 *
 * @param list the slot of the list for each of whose items they run
 */
function verifyTests(block: Block, start: number, end: number, list: number | undefined): void {
  const { view, number, computed } = block;
  const inside = new Set<number>();
  for (let index = start; index < end; index++) {
    const instruction = instructionAt(view, index);
    const { op } = instruction;
    const isKnown = op >= Opcode.Always && OPCODES[op] !== undefined;
    ensure(isKnown && hasItsOperands(instruction, block, list), index);
    if (isComputation(op)) {
      ensure(computes(instruction, block), index);
      continue;
    }
    ensure(jumpsForward(instruction, index, end, view), index);
    computed.clear();
    if (op === Opcode.Each) index = verifyEach(instruction, index, end, block, inside);
  }
  if (inside.size > 0) verifyTargets(view, start, end, inside);
  ensure(end === start || !isComputationAt(view, end - 1), end);
  const { op, right, rightIsSlot } = instructionAt(view, end);
  ensure(op === Opcode.Match && right === number && !rightIsSlot, end);
  ensure(instructionAt(view, end + 1).op === Opcode.Fail, end + 1);
}

/** And leaves no computation out: not to where one comes right before, but for the ends. */
function jumpsForward(
  { onTrue, onFalse }: DecodedInstruction,
  index: number,
  end: number,
  view: DataView,
): boolean {
  return [onTrue, onFalse].every((by) => {
    const target = index + by;
    return by >= 1 && target <= end + 1 && (target >= end || !isComputationAt(view, target - 1));
  });
}

function isComputationAt(view: DataView, index: number): boolean {
  return isComputation(readInstruction(view, index).op);
}

/**
 * What runs for each item is a block of its own, up to the first `Match`. It has no `Each` in it, so that a rule takes no
 * more steps than its block has instructions, times the items of the longest list. Gives the place of its `Fail`.
 */
function verifyEach(
  { left }: DecodedInstruction,
  index: number,
  end: number,
  block: Block,
  inside: Set<number>,
): number {
  let match = index + 1;
  while (match < end && readInstruction(block.view, match).op >= Opcode.Always) match++;
  ensure(match + 1 < end && match > index + 1, index);
  verifyTests(block, index + 1, match, left);
  for (let i = index + 1; i <= match + 1; i++) inside.add(i);
  return match + 1;
}

/** Nothing outside of what runs for each item jumps into it, where no item would be. */
function verifyTargets(view: DataView, start: number, end: number, inside: ReadonlySet<number>): void {
  for (let index = start; index < end; index++) {
    const { op, onTrue, onFalse } = readInstruction(view, index);
    if (inside.has(index) || isComputation(op)) continue;
    ensure(!inside.has(index + onTrue) && !inside.has(index + onFalse), index);
  }
}

/** Fills a scratch slot with what may be there. */
function computes({ op, kind, onTrue: into, onFalse: part }: DecodedInstruction, block: Block): boolean {
  const { scratch = 0 } = block.program;
  block.computed.add(into);
  const isThere = into >= Scratch.First && into < Scratch.First + scratch;
  const lastPart = op === Opcode.DatetimePart ? DatetimePart.Milliseconds : 0;
  return isThere && kind <= Range.Datetime && part <= lastPart;
}

/** Of the slots of items only those of `list` are filled. */
function hasItsOperands(instruction: DecodedInstruction, block: Block, list: number | undefined): boolean {
  const { op, negate, rightIsSlot, left, right } = instruction;
  const row = OPCODES[op];
  const { constants } = block.program;
  let slot: Slot = COMPUTED;
  if (isComputation(op) && negate) {
    if (row.either === undefined || !takesConstant(row, constants[left], COMPUTED, instruction, block))
      return false;
  } else if (row.left !== undefined) {
    if (!takes(row.left, left, instruction, block, list)) return false;
    slot = slotAt(left, block)!;
  }
  if (rightIsSlot) return takes(row.slot, right, instruction, block, list);
  if (op === Opcode.Each)
    return list === undefined && slot.list === undefined && block.rows.isOf(left, right);
  return row.constant === undefined || takesConstant(row, constants[right], slot, instruction, block);
}

/** What a scratch slot holds. */
const COMPUTED: Slot = {
  domain: "action",
  path: [],
  type: { kind: "scalar", scalar: "number" },
  text: false,
};

function slotAt(number: number, { program, computed }: Block): Slot | undefined {
  return computed.has(number) ? COMPUTED : program.slots[number];
}

/** By its number: what a Kind compares. */
const COMPARED: readonly SlotShape[] = ["handle", "text", "ip", "text"];

function takes(
  shape: SlotShape | undefined,
  number: number,
  { kind, rightIsSlot }: DecodedInstruction,
  block: Block,
  list: number | undefined,
): boolean {
  const slot = slotAt(number, block);
  const isFilled = slot?.list === undefined || slot.list === list;
  if (slot === undefined || shape === undefined || !isFilled) return false;
  if (slot !== COMPUTED) block.reads.add(number);
  const isList = slot.type.kind === "list";
  switch (shape) {
    case "any":
      return slot !== COMPUTED;
    case "list":
      return isList || slot.type.kind === "items";
    case "items":
      return isList && comparesAs(COMPARED[kind]!, slot, rightIsSlot);
    case "item":
      return !isList && comparesAs(COMPARED[kind]!, slot, rightIsSlot);
    default:
      return !isList && comparesAs(shape, slot, rightIsSlot);
  }
}

function comparesAs(shape: SlotShape, { type: { scalar }, text }: Slot, bothAreSlots: boolean): boolean {
  if (shape === "text") return text;
  if (shape === "ip" || scalar === "ip" || scalar === undefined) return scalar === shape;
  // Two strings that are no literals of the program share the handle 0, so handles only meet constants.
  return scalar !== "string" || (shape === "handle" && !bothAreSlots);
}

function takesConstant(
  { constant: kinds }: OpcodeRow,
  constant: Constant | undefined,
  left: Slot,
  { kind }: DecodedInstruction,
  { program: { literals } }: Block,
): boolean {
  if (constant === undefined || constant.kind !== (typeof kinds === "object" ? kinds[kind] : kinds))
    return false;
  if (left.type.scalar !== "string") return true;
  const handles =
    constant.kind === "number" ? [constant.value] : constant.kind === "numbers" ? constant.values : [];
  return handles.every((handle) => Number.isInteger(handle) && handle >= 1 && handle <= literals.length);
}

/** For each declared action, and for every other, its own enforced rules and those that all actions share. */
function verifyEntries(program: Program, view: DataView, start: number): void {
  const shared: number[] = [];
  const own = Array.from({ length: entryCount(program) }, (): number[] => []);
  program.rules.forEach(({ audit, actions }, number) => {
    if (audit) return;
    if (actions === undefined) shared.push(number);
    else for (const action of actions) own[action]!.push(number);
  });
  const entries = own.map((list, i) => {
    const entry = instructionAt(view, start + i);
    const isScan = entry.op === Opcode.Scan && !entry.rightIsSlot;
    ensure(isScan && isList(program, entry.left, list) && isList(program, entry.right, shared), start + i);
    return entry;
  });
  verifyIndex(program, entries, own, shared);
}

function isList({ constants }: Program, number: number, list: readonly number[]): boolean {
  const constant = constants[number];
  if (constant?.kind !== "rules" || constant.values.length !== list.length) return false;
  return constant.values.every((rule, i) => rule === list[i]);
}
