import {
  Index,
  IndexNode,
  Instruction,
  Record as Layout,
  Row,
  Rules,
  Scratch,
} from "../../assembly/shared/layout.ts";
import { Opcode } from "../../assembly/shared/opcode.ts";
import { fromHex } from "../language/hex.ts";
import { indexWords, readNode, ruleOfPart } from "../program/index-node.ts";
import { InstructionReader } from "../program/instruction.ts";
import { isComputation, LIST_BY_KIND, OPCODES } from "../program/opcodes.ts";
import { blockLength, type CidrConstant, type Constant } from "../program/program.ts";
import { isSound, type SoundProgram } from "../program/verify.ts";
import type { Machine } from "./machine.ts";
import type { Value } from "./staging.ts";
import { textRoom, utf8Length } from "./utf8.ts";
import { Words } from "./words.ts";
import { writeValue } from "./write.ts";

// A verified program → its image in the machine's memory: instructions with addresses in place of numbers, then the
// index, then the rows of lists, then the constants, each a record with what it points to behind it. A constant that lists
// rules is the addresses of their blocks, and no record.

export interface Linked {
  /** What `release` takes. */
  readonly base: number;
  /** Address of each rule's block. */
  readonly blocks: readonly number[];
  /** Address of each action's entry; the last is for undeclared ones. */
  readonly entries: readonly number[];
}

/** A program that has not been verified never gets past this line. */
export function link(program: SoundProgram, machine: Machine): Linked {
  if (!isSound(program)) throw new TypeError("the program has not been verified");
  const { code, constants, index, rules, schema, slots } = program;
  const values = constants.map(constantValue);
  const codeRoom = textRoom(code.length) + textRoom(index.length) + slots.length * Row.Size;
  const base = machine.allocate(values.reduce((room: number, value) => room + roomOf(value), codeRoom));
  let at = base;
  const blocks = rules.map((rule) => {
    const block = at;
    at += blockLength(rule) * Instruction.Size;
    return block;
  });
  const entries = Array.from({ length: schema.actions.length + 1 }, (_, i) => at + i * Instruction.Size);
  let free = base + codeRoom;
  const addresses = values.map((value) => {
    const address = free;
    free = writeValue(value, address, address + recordRoom(value), machine, NO_WORDS);
    return address;
  });
  constants.forEach((constant, i) => finish(constant, addresses[i]!, blocks, machine));
  const indexBase = base + textRoom(code.length);
  const rows = writeRows(program, indexBase + textRoom(index.length), machine);
  writeCode(program, base, addresses, rows, indexBase, machine);
  if (index.length > 0) writeIndex(index, indexBase, blocks, machine);
  return { base, blocks, entries };
}

const NO_WORDS = new Words([], 0);

/**
 * For each slot that items fill, two words: its place in the frame, and where those of the next slot of the same list
 * are, 0 after the last. Gives where those of each list begin.
 */
function writeRows({ slots }: SoundProgram, base: number, { u32 }: Machine): readonly number[] {
  const rows: number[] = [];
  for (let slot = slots.length - 1; slot >= 0; slot--) {
    const { list } = slots[slot]!;
    if (list === undefined) continue;
    const at = base + slot * Row.Size;
    u32.set([slot * Layout.Size, rows[list] ?? 0], at >>> 2);
    rows[list] = at;
  }
  return rows;
}

/** What is in the constant's record and behind it, but for what `finish` adds. */
function constantValue(constant: Constant): Value {
  switch (constant.kind) {
    case "range":
      return new Uint8Array(Float64Array.of(constant.low, constant.high).buffer);
    case "ip":
      return fromHex(constant.value);
    case "ips":
      return constant.values.map(fromHex);
    case "cidrs":
      return constant.values.map(cidrRecord);
    case "rules":
      return new Uint8Array(4 * (constant.values.length + 1));
    case "automaton":
      return constant.table;
    case "number":
    case "text":
      return constant.value;
    default:
      return constant.values;
  }
}

function cidrRecord({ address, prefix }: CidrConstant): Uint8Array {
  const record = new Uint8Array(Layout.Size);
  record.set(fromHex(address));
  record[Layout.Prefix] = prefix;
  return record;
}

function recordRoom(value: Value): number {
  return typeof value !== "number" && value instanceof Uint8Array ? textRoom(value.length) : Layout.Size;
}

/** With what is beside the record. */
export function roomOf(value: Value): number {
  return recordRoom(value) + roomBeside(value);
}

function roomBeside(value: Value): number {
  if (typeof value === "number") return 0;
  if (typeof value === "string") return textRoom(utf8Length(value));
  return Array.isArray(value) ? value.reduce((room, item) => room + Layout.Size + roomBeside(item), 0) : 0;
}

function finish(constant: Constant, address: number, blocks: readonly number[], { u32 }: Machine): void {
  const words = address >>> 2;
  const sorted = LIST_BY_KIND.indexOf(constant.kind) + 1;
  if (sorted > 0) u32[words + Layout.ListSorted / 4] = sorted;
  if (constant.kind === "rules") u32.set([...constant.values.map((rule) => blocks[rule]!), Rules.End], words);
}

/** Numbers of slots become their places in the frame, numbers of constants addresses, and jumps count bytes. */
function writeCode(
  { code, slots }: SoundProgram,
  base: number,
  addresses: readonly number[],
  rows: readonly number[],
  index: number,
  { u8, u32 }: Machine,
): void {
  u8.set(code, base);
  const instructions = new InstructionReader(code);
  const placeOf = (slot: number) =>
    (slot < Scratch.First ? slot : slots.length + slot - Scratch.First) * Layout.Size;
  for (let number = 0; number * Instruction.Size < code.length; number++) {
    const { op, negate, left, right, rightIsSlot, onTrue, onFalse } = instructions.read(number);
    const words = (base + number * Instruction.Size) >>> 2;
    const isEntry = op === Opcode.Scan;
    const jump = (to: number) => (isEntry ? to && index + to : to * Instruction.Size);
    const computes = isComputation(op);
    const leftIsConstant = isEntry || (computes && negate);
    u32[words + Instruction.Left / 4] = leftIsConstant ? addresses[left]! : placeOf(left);
    if (rightIsSlot) u32[words + Instruction.Right / 4] = placeOf(right);
    else if (OPCODES[op].constant) u32[words + Instruction.Right / 4] = addresses[right]!;
    else if (op === Opcode.Each) u32[words + Instruction.Right / 4] = rows[left] ?? 0;
    u32[words + Instruction.OnTrue / 4] = computes ? placeOf(onTrue) : jump(onTrue);
    u32[words + Instruction.OnFalse / 4] = computes ? onFalse : jump(onFalse);
  }
}

/** One node stands after the other. Rules become the addresses of their blocks, slots their places in the frame. */
function writeIndex(index: Uint8Array, base: number, blocks: readonly number[], { u32 }: Machine): void {
  const words = indexWords(index);
  for (let at: number = Index.Header, size = 0; at < index.length; at += size) {
    const node = readNode(words, at);
    const { parts } = node;
    size = node.size;
    words[(at + IndexNode.Slot) / 4]! *= Layout.Size;
    for (let i = 0; i < parts.length; i++) {
      const rule = ruleOfPart(parts[i]!);
      if (rule !== undefined) parts[i] = blocks[rule]! + 1;
    }
  }
  u32.set(words, base >>> 2);
}
