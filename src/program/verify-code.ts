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

/** Blocks of tests with forward jumps, then one entry for each action: nothing else, nothing more. */
export function verifyCode(program: Program): void {
  const view = viewOf(program.code);
  const length = blocksLength(program) + entryCount(program);
  ensure(view.byteLength === length * Instruction.Size, 0);
  let at = 0;
  program.rules.forEach((rule, number) => {
    verifyBlock({ program, view, number, reads: new Set(), computed: new Set(), computations: 0 }, rule, at);
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
  readonly number: number;
  readonly reads: Set<number>;
  /** Scratch slots that the next test may read. */
  readonly computed: Set<number>;
  /** How many there have been. */
  computations: number;
}

/** Tests, each behind its computations, then `Match` and `Fail`. */
function verifyBlock(block: Block, rule: ProgramRule, start: number): void {
  const { reads } = block;
  const match = start + blockLength(rule) - 2;
  verifyTests(block, start, match, undefined);
  ensure(block.computations === (rule.computations ?? 0), match);
  ensure(reads.size === rule.reads.length && rule.reads.every((slot) => reads.has(slot)), start);
}

/**
 * Tests whose jumps go forward: to the computations of another, or to the `Match` and `Fail` after them, which stand at `end`.
 *
 * @param list the slot of the list for each of whose items they run
 */
function verifyTests(block: Block, start: number, end: number, list: number | undefined): void {
  const { view, number, computed } = block;
  /** Where jumps lead, and from where. */
  const targets = new Map<number, number>();
  /** Where none may lead: it would leave a computation out, or be where no item is. */
  const barred = new Set<number>();
  for (let index = start; index < end; index++) {
    const instruction = instructionAt(view, index);
    const { op, onTrue, onFalse } = instruction;
    const isKnown = op >= Opcode.Always && OPCODES[op] !== undefined;
    ensure(isKnown && hasItsOperands(instruction, block, list), index);
    if (isComputation(op)) {
      ensure(computes(instruction, block), index);
      barred.add(index + 1);
      continue;
    }
    for (const by of [onTrue, onFalse]) {
      ensure(by >= 1 && index + by <= end + 1, index);
      targets.set(index + by, index);
    }
    computed.clear();
    if (op === Opcode.Each) index = verifyEach(instruction, index, end, block, barred);
  }
  ensure(!barred.has(end), end);
  for (const [target, from] of targets) ensure(!barred.has(target), from);
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
  barred: Set<number>,
): number {
  let match = index + 1;
  while (match < end && readInstruction(block.view, match).op >= Opcode.Always) match++;
  ensure(match + 1 < end && match > index + 1, index);
  verifyTests(block, index + 1, match, left);
  for (let i = index + 1; i <= match + 1; i++) barred.add(i);
  return match + 1;
}

/** Fills a scratch slot with what may be there. */
function computes({ op, kind, onTrue: into, onFalse: part }: DecodedInstruction, block: Block): boolean {
  const { scratch = 0 } = block.program;
  block.computed.add(into);
  block.computations++;
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
  if (op === Opcode.Each && list !== undefined) return false;
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
  if (shape === "any") return slot !== COMPUTED;
  const isList = slot.type.kind === "list";
  if (shape === "list") return isList || slot.type.kind === "items";
  const isOfKind = shape === "item" || shape === "items";
  return isList === (shape === "items") && comparesAs(isOfKind ? COMPARED[kind]! : shape, slot, rightIsSlot);
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
