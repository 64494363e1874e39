import { Instruction, Kind } from "../../assembly/shared/layout.ts";
import { Opcode } from "../../assembly/shared/opcode.ts";
import { type DecodedInstruction, hasUnknownBits, readInstruction, viewOf } from "./instruction.ts";
import { constantFor, FIRST_TEST, LAST_OPCODE, OPCODES, type SlotShape } from "./opcodes.ts";
import {
  blocksLength,
  type Constant,
  entryCount,
  type Program,
  type ProgramRule,
  type Slot,
} from "./program.ts";
import { Misshapen } from "./shape.ts";

/** Blocks of tests with forward jumps, then one entry for each action: nothing else, nothing more. */
export function verifyCode(program: Program): void {
  const view = viewOf(program.code);
  const length = blocksLength(program) + entryCount(program);
  if (program.code.length !== length * Instruction.Size)
    throw new Misshapen("code", "has another length than its rules need", 0);
  let at = 0;
  program.rules.forEach((rule, number) => {
    verifyBlock(program, view, rule, number, at);
    at += rule.tests + 2;
  });
  verifyEntries(program, view, at);
}

function wrong(index: number, message: string): Misshapen {
  return new Misshapen(`instruction ${index}`, message, index * Instruction.Size);
}

function instructionAt(view: DataView, index: number): DecodedInstruction {
  if (hasUnknownBits(view, index)) throw wrong(index, "has unknown bits set");
  return readInstruction(view, index);
}

function verifyBlock(
  program: Program,
  view: DataView,
  rule: ProgramRule,
  number: number,
  start: number,
): void {
  const end = start + rule.tests;
  const reads = new Set<number>();
  for (let index = start; index < end; index++) {
    const instruction = instructionAt(view, index);
    verifyJumps(instruction, index, end + 1);
    verifyTest(instruction, index, program, reads);
  }
  const match = instructionAt(view, end);
  if (match.op !== Opcode.Match || match.right !== number) throw wrong(end, "is not the match of its rule");
  if (instructionAt(view, end + 1).op !== Opcode.Fail) throw wrong(end + 1, "does not end its block");
  if (reads.size !== rule.reads.length || !rule.reads.every((slot) => reads.has(slot))) {
    throw wrong(start, "begins a block that reads other slots than its rule says");
  }
}

/** Forward, and not past the block's last instruction. */
function verifyJumps({ onTrue, onFalse }: DecodedInstruction, index: number, last: number): void {
  for (const jump of [onTrue, onFalse]) {
    if (jump < 1 || index + jump > last) throw wrong(index, "jumps out of its block or not forward");
  }
}

function verifyTest(
  instruction: DecodedInstruction,
  index: number,
  program: Program,
  reads: Set<number>,
): void {
  const { op, rightIsSlot, kind, left, right } = instruction;
  if (op < FIRST_TEST || op > LAST_OPCODE) throw wrong(index, `is no test (opcode ${op})`);
  const row = OPCODES[op];
  if (row.left !== undefined) {
    verifySlot(program.slots[left], row.left, kind, rightIsSlot, index);
    reads.add(left);
  }
  if (rightIsSlot) {
    verifySlot(program.slots[right], row.slot, kind, rightIsSlot, index);
    reads.add(right);
  } else if (row.constant !== undefined) {
    verifyConstant(program.constants[right], constantFor(row, kind), program.slots[left]!, program, index);
  }
}

function verifySlot(
  slot: Slot | undefined,
  shape: SlotShape | undefined,
  kind: Kind,
  bothSlots: boolean,
  index: number,
): void {
  if (slot === undefined) throw wrong(index, "reads a slot that is not there");
  if (shape === undefined || !hasShape(slot, shape, kind))
    throw wrong(index, "reads a slot of the wrong type");
  // Two strings that are no literals of the program share the handle 0, so handles only meet constants.
  const byHandle = slot.type.scalar === "string" && kind === Kind.Number && BY_NUMBER.has(shape);
  if (bothSlots && byHandle) throw wrong(index, "compares two strings by handle");
}

const BY_NUMBER: ReadonlySet<SlotShape> = new Set(["number", "handle", "item", "items"]);

function hasShape({ type, text }: Slot, shape: SlotShape, kind: Kind): boolean {
  const scalar = type.kind === "scalar";
  switch (shape) {
    case "any":
      return true;
    case "list":
      return type.kind === "list";
    case "items":
      return type.kind === "list" && comparesBy(type.scalar, text, kind);
    case "item":
      return scalar && comparesBy(type.scalar, text, kind);
    case "text":
      return scalar && text;
    case "ip":
      return scalar && type.scalar === "ip";
    case "handle":
      return scalar && type.scalar !== "ip";
    case "number":
      return scalar && type.scalar !== "ip" && type.scalar !== "string";
  }
}

function comparesBy(type: Slot["type"]["scalar"], text: boolean, kind: Kind): boolean {
  if (kind === Kind.Number) return type !== "ip";
  return kind === Kind.Ip ? type === "ip" : text;
}

function verifyConstant(
  constant: Constant | undefined,
  kind: Constant["kind"] | undefined,
  left: Slot,
  { literals }: Program,
  index: number,
): void {
  if (constant === undefined || constant.kind !== kind)
    throw wrong(index, "has a constant of the wrong kind");
  if (left.type.scalar !== "string") return;
  const handles =
    constant.kind === "number" ? [constant.value] : constant.kind === "numbers" ? constant.values : [];
  for (const handle of handles) {
    if (!Number.isInteger(handle) || handle < 1 || handle > literals.length)
      throw wrong(index, "compares with no literal");
  }
}

function verifyEntries(program: Program, view: DataView, start: number): void {
  const shared = enforced(program, (rule) => rule.actions === undefined);
  const own = program.schema.actions.map((): number[] => []);
  program.rules.forEach((rule, number) => {
    if (!rule.audit) for (const action of rule.actions ?? []) own[action]!.push(number);
  });
  [...own, []].forEach((list, i) => {
    const { op, left, right } = instructionAt(view, start + i);
    const fits = op === Opcode.Scan && isList(program, left, list) && isList(program, right, shared);
    if (!fits) throw wrong(start + i, "does not scan the rules of its action");
  });
}

function enforced(program: Program, select: (rule: ProgramRule) => boolean): number[] {
  return program.rules.flatMap((rule, number) => (!rule.audit && select(rule) ? [number] : []));
}

function isList({ constants }: Program, number: number, list: readonly number[]): boolean {
  const constant = constants[number];
  if (constant?.kind !== "rules" || constant.values.length !== list.length) return false;
  return constant.values.every((rule, i) => rule === list[i]);
}
