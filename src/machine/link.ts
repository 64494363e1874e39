import { Instruction, Kind, Record } from "../../assembly/shared/layout.ts";
import { Opcode } from "../../assembly/shared/opcode.ts";
import { fromHex } from "../language/hex.ts";
import { readInstruction, viewOf } from "../program/instruction.ts";
import { OPCODES } from "../program/opcodes.ts";
import type { Constant, Program } from "../program/program.ts";
import { isVerified, type VerifiedProgram } from "../program/verify.ts";
import type { Machine } from "./machine.ts";

// A verified program → its image in the machine's memory: instructions with addresses in place of numbers, constants
// as records, then the items and texts that these point to.

export interface Linked {
  /** What `release` takes. */
  readonly base: number;
  /** Address of each rule's block. */
  readonly blocks: readonly number[];
  /** Address of each action's entry; the last is for undeclared ones. */
  readonly entries: readonly number[];
}

const encoder = new TextEncoder();

/** A program that has not been verified never gets past this line. */
export function link(program: VerifiedProgram, machine: Machine): Linked {
  if (!isVerified(program)) throw new TypeError("the program has not been verified");
  const constants = program.constants.map(encodeTexts);
  const codeSize = align(program.code.length);
  const recordsSize = program.constants.length * Record.Size;
  const rest = constants.reduce((sum, constant) => sum + sizeBeyond(constant), 0);
  const base = machine.allocate(codeSize + recordsSize + rest);
  const blocks = blockAddresses(program, base);
  const image = new Image(machine, base + codeSize, base + codeSize + recordsSize, blocks);
  for (const constant of constants) image.write(constant);
  const count = program.code.length / Instruction.Size;
  writeCode(program, machine, base, image.address);
  const first = count - program.schema.actions.length - 1;
  const entries = Array.from({ length: count - first }, (_, i) => base + (first + i) * Instruction.Size);
  return { base, blocks, entries };
}

function align(size: number): number {
  return (size + 7) & ~7;
}

function blockAddresses({ rules }: Program, base: number): number[] {
  let at = base;
  return rules.map(({ tests }) => {
    const block = at;
    at += (tests + 2) * Instruction.Size;
    return block;
  });
}

function writeCode(
  program: Program,
  machine: Machine,
  base: number,
  addressOf: (constant: number) => number,
): void {
  machine.u8.set(program.code, base);
  const view = viewOf(program.code);
  const { u32 } = machine;
  for (let index = 0, at = base >>> 2; index * Instruction.Size < program.code.length; index++) {
    const { op, left, right, rightIsSlot, onTrue, onFalse } = readInstruction(view, index);
    u32[at + Instruction.Left / 4] = op === Opcode.Scan ? addressOf(left) : left * Record.Size;
    if (rightIsSlot) u32[at + Instruction.Right / 4] = right * Record.Size;
    else if (op === Opcode.Scan || OPCODES[op].constant !== undefined)
      u32[at + Instruction.Right / 4] = addressOf(right);
    u32[at + Instruction.OnTrue / 4] = onTrue * Instruction.Size;
    u32[at + Instruction.OnFalse / 4] = onFalse * Instruction.Size;
    at += Instruction.Size / 4;
  }
}

/** A constant with its strings in UTF-8, so that each is encoded once. */
type Encoded =
  | Exclude<Constant, { kind: "text" | "texts" }>
  | { kind: "text" | "texts"; texts: Uint8Array[] };

function encodeTexts(constant: Constant): Encoded {
  if (constant.kind === "text") return { kind: "text", texts: [encoder.encode(constant.value)] };
  if (constant.kind === "texts")
    return { kind: "texts", texts: constant.values.map((value) => encoder.encode(value)) };
  return constant;
}

/** Bytes that a constant needs beside its record. */
function sizeBeyond(constant: Encoded): number {
  switch (constant.kind) {
    case "text":
    case "texts": {
      const items = constant.kind === "texts" ? constant.texts.length * Record.Size : 0;
      return items + constant.texts.reduce((sum, { length }) => sum + align(length), 0);
    }
    case "rules":
      return align(constant.values.length * 4);
    case "numbers":
    case "ips":
    case "cidrs":
      return constant.values.length * Record.Size;
    default:
      return 0;
  }
}

/** Writes constants one after the other: records at one place, what they point to at another. */
class Image {
  readonly #machine: Machine;
  readonly #records: number;
  readonly #blocks: readonly number[];
  #next: number;
  #free: number;

  constructor(machine: Machine, records: number, free: number, blocks: readonly number[]) {
    this.#machine = machine;
    this.#records = records;
    this.#next = records;
    this.#free = free;
    this.#blocks = blocks;
  }

  readonly address = (constant: number): number => this.#records + constant * Record.Size;

  write(constant: Encoded): void {
    const at = this.#next;
    this.#next += Record.Size;
    switch (constant.kind) {
      case "number":
        return this.#number(at, constant.value);
      case "range":
        this.#number(at, constant.low);
        return this.#number(at + Record.High, constant.high);
      case "text":
        return this.#text(at, constant.texts[0]!);
      case "ip":
        return this.#ip(at, constant.value);
      case "numbers":
        return this.#list(at, Kind.Number, constant.values, (item, value) => this.#number(item, value));
      case "texts":
        return this.#list(at, Kind.Folded, constant.texts, (item, value) => this.#text(item, value));
      case "ips":
        return this.#list(at, Kind.Ip, constant.values, (item, value) => this.#ip(item, value));
      case "cidrs":
        return this.#list(at, Kind.Ip, constant.values, (item, { address, prefix, family }) => {
          this.#ip(item, address);
          this.#u32(item + Record.Prefix, prefix);
          this.#u32(item + Record.Family, family);
        });
      case "rules":
        return this.#rules(at, constant.values);
    }
  }

  #list<T>(
    at: number,
    kind: Kind,
    values: readonly T[],
    writeItem: (address: number, value: T) => void,
  ): void {
    const items = this.#take(values.length * Record.Size);
    this.#u32(at + Record.ListItems, items);
    this.#u32(at + Record.ListCount, values.length);
    this.#u32(at + Record.ListSorted, kind + 1);
    values.forEach((value, i) => writeItem(items + i * Record.Size, value));
  }

  /** Rules by the addresses of their blocks, which ascend as their numbers do. */
  #rules(at: number, numbers: readonly number[]): void {
    const items = this.#take(align(numbers.length * 4));
    this.#u32(at + Record.ListItems, items);
    this.#u32(at + Record.ListCount, numbers.length);
    numbers.forEach((number, i) => this.#u32(items + i * 4, this.#blocks[number]!));
  }

  #text(at: number, bytes: Uint8Array): void {
    const place = this.#take(align(bytes.length));
    this.#machine.u8.set(bytes, place);
    this.#u32(at + Record.TextBytes, place);
    this.#u32(at + Record.TextLength, bytes.length);
  }

  #ip(at: number, hex: string): void {
    this.#machine.u8.set(fromHex(hex), at);
  }

  #number(at: number, value: number): void {
    this.#machine.f64[at >>> 3] = value;
  }

  #u32(at: number, value: number): void {
    this.#machine.u32[at >>> 2] = value;
  }

  #take(size: number): number {
    const place = this.#free;
    this.#free += size;
    return place;
  }
}
