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
import { verifyIndex } from "./verify-index.ts";

/** Blocks of tests with forward jumps, then one entry for each action: nothing else, nothing more. */
export function verifyCode(program: Program): void {
  const view = viewOf(program.code);
  const length = blocksLength(program) + entryCount(program);
  ensure(view.byteLength === length * Instruction.Size, 0);
  let at = 0;
  program.rules.forEach((rule, number) => {
    verifyBlock(program, view, rule, number, at);
    at += rule.tests + 2;
  });
  verifyEntries(program, view, at);
}

function instructionAt(view: DataView, index: number): DecodedInstruction {
  ensure(!hasUnknownBits(view, index), index);
  return readInstruction(view, index);
}

/** Tests, whose jumps go forward and not past the block's last instruction, then `Match` and `Fail`. */
function verifyBlock(
  program: Program,
  view: DataView,
  rule: ProgramRule,
  number: number,
  start: number,
): void {
  const match = start + rule.tests;
  const reads = new Set<number>();
  for (let index = start; index < match; index++) {
    const test = instructionAt(view, index);
    const last = match + 1 - index;
    const isTest = test.op >= Opcode.Always && OPCODES[test.op] !== undefined;
    const jumpsForward = test.onTrue >= 1 && test.onTrue <= last && test.onFalse >= 1 && test.onFalse <= last;
    ensure(isTest && jumpsForward && hasItsOperands(test, program, reads), index);
  }
  const { op, right, rightIsSlot } = instructionAt(view, match);
  ensure(op === Opcode.Match && right === number && !rightIsSlot, match);
  ensure(instructionAt(view, match + 1).op === Opcode.Fail, match + 1);
  ensure(reads.size === rule.reads.length && rule.reads.every((slot) => reads.has(slot)), start);
}

function hasItsOperands(test: DecodedInstruction, program: Program, reads: Set<number>): boolean {
  const { op, rightIsSlot, left, right } = test;
  const row = OPCODES[op];
  const { slots, constants } = program;
  if (row.left !== undefined) {
    if (!takes(row.left, slots[left], test)) return false;
    reads.add(left);
  }
  if (rightIsSlot) {
    reads.add(right);
    return takes(row.slot, slots[right], test);
  }
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
      return isList;
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
