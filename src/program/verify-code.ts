import { Instruction } from "../../assembly/shared/layout.ts";
import { Opcode } from "../../assembly/shared/opcode.ts";
import { type DecodedInstruction, hasUnknownBits, readInstruction, viewOf } from "./instruction.ts";
import { ensure } from "./misshapen.ts";
import { OPCODES, type OpcodeRow, type SlotShape } from "./opcodes.ts";
import {
  blocksLength,
  type Constant,
  entryCount,
  type Program,
  type ProgramRule,
  type Slot,
} from "./program.ts";
import { Rows } from "./verify-rows.ts";

/** Blocks of tests with forward jumps, then one entry for each action: nothing else, nothing more. */
export function verifyCode(program: Program): void {
  const view = viewOf(program.code);
  const length = blocksLength(program) + entryCount(program);
  ensure(view.byteLength === length * Instruction.Size, 0);
  const rows = new Rows(program);
  let at = 0;
  program.rules.forEach((rule, number) => {
    verifyBlock({ program, view, rows, number, reads: new Set() }, rule, at);
    at += rule.tests + 2;
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
}

/** Tests, then `Match` and `Fail`. */
function verifyBlock(block: Block, rule: ProgramRule, start: number): void {
  const { reads } = block;
  verifyTests(block, start, start + rule.tests, undefined);
  ensure(reads.size === rule.reads.length && rule.reads.every((slot) => reads.has(slot)), start);
}

/**
 * Tests whose jumps go forward, to one another or to the `Match` and `Fail` after them, which stand at `end`.
 *
 * @param list the slot of the list for each of whose items they run
 */
function verifyTests(block: Block, start: number, end: number, list: number | undefined): void {
  const { view, number } = block;
  const inside = new Set<number>();
  for (let index = start; index < end; index++) {
    const test = instructionAt(view, index);
    const last = end + 1 - index;
    const isTest = test.op >= Opcode.Always && OPCODES[test.op] !== undefined;
    const jumpsForward = test.onTrue >= 1 && test.onTrue <= last && test.onFalse >= 1 && test.onFalse <= last;
    ensure(isTest && jumpsForward && hasItsOperands(test, block, list), index);
    if (test.op === Opcode.Each) index = verifyEach(test, index, end, block, inside);
  }
  if (inside.size > 0) verifyTargets(view, start, end, inside);
  const { op, right, rightIsSlot } = instructionAt(view, end);
  ensure(op === Opcode.Match && right === number && !rightIsSlot, end);
  ensure(instructionAt(view, end + 1).op === Opcode.Fail, end + 1);
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
    if (inside.has(index)) continue;
    const { onTrue, onFalse } = readInstruction(view, index);
    ensure(!inside.has(index + onTrue) && !inside.has(index + onFalse), index);
  }
}

/** Of the slots of items only those of `list` are filled. */
function hasItsOperands(
  test: DecodedInstruction,
  { program, reads, rows }: Block,
  list: number | undefined,
): boolean {
  const { op, rightIsSlot, left, right } = test;
  const row = OPCODES[op];
  const { slots, constants } = program;
  const isFilled = (slot: Slot | undefined) => slot?.list === undefined || slot.list === list;
  if (row.left !== undefined) {
    if (!takes(row.left, slots[left], test) || !isFilled(slots[left])) return false;
    reads.add(left);
  }
  if (rightIsSlot) {
    reads.add(right);
    return takes(row.slot, slots[right], test) && isFilled(slots[right]);
  }
  if (op === Opcode.Each)
    return list === undefined && slots[left]!.list === undefined && rows.isOf(left, right);
  return row.constant === undefined || takesConstant(row, constants[right], slots[left]!, test, program);
}

/** By its number: what a Kind compares. */
const COMPARED: readonly SlotShape[] = ["handle", "text", "ip", "text"];

function takes(
  shape: SlotShape | undefined,
  slot: Slot | undefined,
  { kind, rightIsSlot }: DecodedInstruction,
): boolean {
  if (slot === undefined || shape === undefined) return false;
  const isList = slot.type.kind === "list";
  switch (shape) {
    case "any":
      return true;
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
  { literals }: Program,
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
  own.forEach((list, i) => {
    const { op, left, right, rightIsSlot } = instructionAt(view, start + i);
    const isScan = op === Opcode.Scan && !rightIsSlot;
    ensure(isScan && isList(program, left, list) && isList(program, right, shared), start + i);
  });
}

function isList({ constants }: Program, number: number, list: readonly number[]): boolean {
  const constant = constants[number];
  if (constant?.kind !== "rules" || constant.values.length !== list.length) return false;
  return constant.values.every((rule, i) => rule === list[i]);
}
