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

/** Blocks of tests with forward jumps, then one entry for each action: nothing else, nothing more. */
export function verifyCode(program: Program): void {
  const view = viewOf(program.code);
  const length = blocksLength(program) + entryCount(program);
  ensure(view.byteLength === length * Instruction.Size, 0);
  let at = 0;
  program.rules.forEach((rule, number) => {
    verifyBlock(program, view, rule, number, at);
    at += blockLength(rule);
  });
  verifyEntries(program, view, at);
}

function instructionAt(view: DataView, index: number): DecodedInstruction {
  ensure(!hasUnknownBits(view, index), index);
  return readInstruction(view, index);
}

/** What a block has read and computed so far. */
interface Scene {
  readonly program: Program;
  readonly reads: Set<number>;
  /** Scratch slots that the next test may read. */
  readonly computed: Set<number>;
}

/** Tests, each behind its computations, whose jumps go forward to such a group or to one of the ends, `Match` and `Fail`. */
function verifyBlock(
  program: Program,
  view: DataView,
  rule: ProgramRule,
  number: number,
  start: number,
): void {
  const match = start + blockLength(rule) - 2;
  const scene: Scene = { program, reads: new Set(), computed: new Set() };
  let tests = 0;
  for (let index = start; index < match; index++) {
    const instruction = instructionAt(view, index);
    const { op, onTrue, onFalse } = instruction;
    const last = match + 1 - index;
    const canJump = (by: number) => by >= 1 && by <= last && !isComputed(view, index + by, match);
    const isKnown = op >= Opcode.Always && OPCODES[op] !== undefined && hasItsOperands(instruction, scene);
    ensure(isKnown, index);
    if (isComputation(op)) ensure(computes(instruction, scene), index);
    else {
      ensure(canJump(onTrue) && canJump(onFalse), index);
      scene.computed.clear();
      tests++;
    }
  }
  ensure(tests === rule.tests && !isComputed(view, match, match + 1), match);
  const { op, right, rightIsSlot } = instructionAt(view, match);
  ensure(op === Opcode.Match && right === number && !rightIsSlot, match);
  ensure(instructionAt(view, match + 1).op === Opcode.Fail, match + 1);
  const { reads } = scene;
  ensure(reads.size === rule.reads.length && rule.reads.every((slot) => reads.has(slot)), start);
}

/** Whether a computation comes right before, so that a jump to it would leave that out; nothing is left out at `end`. */
function isComputed(view: DataView, index: number, end: number): boolean {
  return index < end && isComputation(readInstruction(view, index - 1).op);
}

/** Fills a scratch slot with what may be there. */
function computes({ op, kind, onTrue: into, onFalse: part }: DecodedInstruction, scene: Scene): boolean {
  const { scratch = 0 } = scene.program;
  scene.computed.add(into);
  const isThere = into >= Scratch.First && into < Scratch.First + scratch;
  const lastPart = op === Opcode.DatetimePart ? DatetimePart.Milliseconds : 0;
  return isThere && kind <= Range.Datetime && part <= lastPart;
}

function hasItsOperands(instruction: DecodedInstruction, scene: Scene): boolean {
  const { op, negate, rightIsSlot, left, right } = instruction;
  const row = OPCODES[op];
  const { constants } = scene.program;
  let slot: Slot = COMPUTED;
  if (isComputation(op) && negate) {
    if (row.either === undefined || !takesConstant(row, constants[left], COMPUTED, instruction, scene))
      return false;
  } else if (row.left !== undefined) {
    if (!takes(row.left, left, instruction, scene)) return false;
    slot = slotAt(left, scene)!;
  }
  if (rightIsSlot) return takes(row.slot, right, instruction, scene);
  return row.constant === undefined || takesConstant(row, constants[right], slot, instruction, scene);
}

/** What a scratch slot holds. */
const COMPUTED: Slot = {
  domain: "action",
  path: [],
  type: { kind: "scalar", scalar: "number" },
  text: false,
};

function slotAt(number: number, { program, computed }: Scene): Slot | undefined {
  return computed.has(number) ? COMPUTED : program.slots[number];
}

/** By its number: what a Kind compares. */
const COMPARED: readonly SlotShape[] = ["handle", "text", "ip", "text"];

function takes(
  shape: SlotShape | undefined,
  number: number,
  { kind, rightIsSlot }: DecodedInstruction,
  scene: Scene,
): boolean {
  const slot = slotAt(number, scene);
  if (slot === undefined || shape === undefined) return false;
  if (slot !== COMPUTED) scene.reads.add(number);
  const isList = slot.type.kind === "list";
  switch (shape) {
    case "any":
      return slot !== COMPUTED;
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
  { program: { literals } }: Scene,
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
