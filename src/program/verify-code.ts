import { DatetimePart, Instruction, Range, Scratch } from "../../assembly/shared/layout.ts";
import { Opcode } from "../../assembly/shared/opcode.ts";
import { type DecodedInstruction, InstructionReader } from "./instruction.ts";
import { isComputation, OPCODES, type OpcodeRow, type SlotShape } from "./opcodes.ts";
import { blockLength, blocksLength, entryCount, type Program, type Slot, TextUse } from "./program.ts";
import { verifyIndex } from "./verify-index.ts";

/** Blocks of tests with forward jumps, then one entry for each action: nothing else, nothing more. */
export function verifyCode(program: Program): void {
  const { code, rules } = program;
  const length = blocksLength(program) + entryCount(program);
  const reader: InstructionReader = new InstructionReader(code);
  reader.ensure(code.length === length * Instruction.Size, 0);
  const verifier = new BlockVerifier(program, reader);
  let at = 0;
  for (let number = 0; number < rules.length; number++) {
    verifier.verify(number, at);
    at += blockLength(rules[number]!);
  }
  verifyEntries(program, at, reader);
}

const INSIDE = 2;

/** Tests, each behind its computations, then `Match` and `Fail`. */
class BlockVerifier {
  readonly #program: Program;
  readonly #code: InstructionReader;
  /** By slot, the last of the rules that read it, counted from 1: a set for each rule, and none to be made. */
  readonly #readBy: Uint32Array;
  /** By scratch slot, the last test that it was computed for. */
  readonly #computedFor: Uint32Array;
  /** Instructions to which no jump may lead: it would leave a computation out, or be where no item is. */
  readonly #isBarred: Uint8Array;
  /** The rule whose block is looked at. */
  #number = 0;
  #reads = 0;
  #computations = 0;
  /** Counts the tests; its computations come before it. */
  #test = 1;

  constructor(program: Program, code: InstructionReader) {
    this.#program = program;
    this.#code = code;
    this.#readBy = new Uint32Array(program.slots.length);
    this.#computedFor = new Uint32Array(program.scratch);
    this.#isBarred = new Uint8Array(program.code.length / Instruction.Size);
  }

  verify(number: number, start: number): void {
    const rule = this.#program.rules[number]!;
    const match = start + blockLength(rule) - 2;
    this.#number = number;
    this.#reads = 0;
    this.#computations = 0;
    this.#test++;
    this.#verifyTests(start, match, undefined);
    this.#code.ensure(this.#computations === rule.computations, match);
    this.#code.ensure(
      this.#reads === rule.reads.length &&
        rule.reads.every((slot) => this.#readBy[slot] === this.#number + 1),
      start,
    );
  }

  /**
   * Tests whose jumps go forward: to the computations of another, or to the `Match` and `Fail` after them, which stand at `end`.
   *
   * @param list the slot of the list for each of whose items they run
   */
  #verifyTests(start: number, end: number, list: number | undefined): void {
    for (let index = start; index < end; index++) {
      const instruction = this.#code.known(index);
      const { op, left } = instruction;
      const isKnown = op >= Opcode.Always && OPCODES[op] !== undefined;
      this.#code.ensure(isKnown && this.#hasItsOperands(instruction, list), index);
      if (isComputation(op)) {
        this.#code.ensure(this.#computes(instruction), index);
        this.#isBarred[index + 1] = 1;
        continue;
      }
      for (const by of [instruction.onTrue, instruction.onFalse])
        this.#code.ensure(by >= 1 && index + by <= end + 1, index);
      this.#test++;
      if (op !== Opcode.Each) continue;
      index = this.#verifyEach(left, index, end);
    }
    this.#verifyTargets(start, end);
    const { op, right, rightIsSlot } = this.#code.known(end);
    this.#code.ensure(op === Opcode.Match && right === this.#number && !rightIsSlot, end);
    this.#code.ensure(this.#code.known(end + 1).op === Opcode.Fail, end + 1);
  }

  #verifyTargets(start: number, end: number): void {
    this.#code.ensure(this.#isBarred[end] === 0, end);
    for (let index = start; index < end; index++) {
      const { op, onTrue, onFalse } = this.#code.read(index);
      // What runs for each item has been looked at, as a block of its own.
      if (isComputation(op) || this.#isBarred[index] === INSIDE) continue;
      this.#code.ensure(this.#isBarred[index + onTrue] === 0 && this.#isBarred[index + onFalse] === 0, index);
    }
  }

  /**
   * What runs for each item is a block of its own, up to the first `Match`. It has no `Each` in it, so that a rule takes no
   * more steps than its block has instructions, times the items of the longest list. Gives the place of its `Fail`.
   */
  #verifyEach(list: number, index: number, end: number): number {
    let match = index + 1;
    while (match < end && this.#code.read(match).op >= Opcode.Always) match++;
    this.#code.ensure(match + 1 < end && match > index + 1, index);
    this.#verifyTests(index + 1, match, list);
    this.#isBarred.fill(INSIDE, index + 1, match + 2);
    return match + 1;
  }

  /** Fills a scratch slot with what may be there. */
  #computes({ op, kind, onTrue: into, onFalse: part }: DecodedInstruction): boolean {
    const scratch = into - Scratch.First;
    const isThere = scratch >= 0 && scratch < this.#program.scratch;
    const lastPart = op === Opcode.DatetimePart ? DatetimePart.Milliseconds : 0;
    if (isThere) this.#computedFor[scratch] = this.#test;
    this.#computations++;
    return isThere && kind <= Range.Datetime && part <= lastPart;
  }

  /** Of the slots of items only those of `list` are filled. */
  #hasItsOperands(instruction: DecodedInstruction, list: number | undefined): boolean {
    const { op, negate, rightIsSlot, left, right } = instruction;
    const row = OPCODES[op];
    let slot: Slot = COMPUTED;
    if (isComputation(op) && negate) {
      if (row.either === undefined || !this.#takesConstant(row, left, COMPUTED, instruction)) return false;
    } else if (row.left !== undefined) {
      if (!this.#takes(row.left, left, instruction, list)) return false;
      slot = this.#slotAt(left)!;
    }
    if (rightIsSlot) return this.#takes(row.slot, right, instruction, list);
    if (op === Opcode.Each && list !== undefined) return false;
    return row.constant === undefined || this.#takesConstant(row, right, slot, instruction);
  }

  #slotAt(number: number): Slot | undefined {
    const { slots } = this.#program;
    if (number < Scratch.First) return slots[number];
    return this.#computedFor[number - Scratch.First] === this.#test ? COMPUTED : undefined;
  }

  #takes(
    shape: SlotShape | undefined,
    number: number,
    { kind, rightIsSlot }: DecodedInstruction,
    list: number | undefined,
  ): boolean {
    const slot = this.#slotAt(number);
    const isFilled = slot?.list === undefined || slot.list === list;
    if (slot === undefined || shape === undefined || !isFilled) return false;
    if (slot !== COMPUTED) this.#countRead(number);
    if (shape === "any") return slot !== COMPUTED;
    const isList = slot.type.kind === "list";
    if (shape === "list") return isList || slot.type.kind === "items";
    const isOfKind = shape === "item" || shape === "items";
    return (
      isList === (shape === "items") && comparesAs(isOfKind ? COMPARED[kind]! : shape, slot, rightIsSlot)
    );
  }

  #countRead(slot: number): void {
    if (this.#readBy[slot] !== this.#number + 1) this.#reads++;
    this.#readBy[slot] = this.#number + 1;
  }

  #takesConstant(
    { constant: kinds }: OpcodeRow,
    number: number,
    left: Slot,
    { kind }: DecodedInstruction,
  ): boolean {
    const constant = this.#program.constants[number];
    if (constant === undefined || constant.kind !== (typeof kinds === "object" ? kinds[kind] : kinds))
      return false;
    if (left.type.scalar !== "string") return true;
    if (constant.kind === "numbers") return constant.values.every(this.#isHandle);
    return constant.kind !== "number" || this.#isHandle(constant.value);
  }

  #isHandle = (value: number): boolean =>
    Number.isInteger(value) && value >= 1 && value <= this.#program.literals.length;
}

/** What a scratch slot holds. */
const COMPUTED: Slot = {
  domain: "action",
  path: [],
  type: { kind: "scalar", scalar: "number" },
  text: TextUse.Handle,
  list: undefined,
};

/** By its number: what a Kind compares. */
const COMPARED: readonly SlotShape[] = ["handle", "text", "ip", "text"];

function comparesAs(shape: SlotShape, { type: { scalar }, text }: Slot, bothAreSlots: boolean): boolean {
  if (shape === "text") return text === TextUse.Bytes;
  if (shape === "ip" || scalar === "ip" || scalar === undefined) return scalar === shape;
  // Two strings that are no literals of the program share the handle 0, so handles only meet constants; and numbers that
  // are no handles say nothing but which texts are equal.
  return scalar !== "string" || (shape === "handle" && bothAreSlots === (text === TextUse.Number));
}

/** For each declared action, and for every other, its own enforced rules and those that all actions share. */
function verifyEntries(program: Program, start: number, code: InstructionReader): void {
  const shared: number[] = [];
  const own = Array.from({ length: entryCount(program) }, (): number[] => []);
  program.rules.forEach(({ audit, actions }, number) => {
    if (audit) return;
    if (actions === undefined) shared.push(number);
    else for (const action of actions) own[action]!.push(number);
  });
  const entries = own.map((list, i) => {
    const entry = { ...code.known(start + i) };
    const isScan = entry.op === Opcode.Scan && !entry.rightIsSlot;
    code.ensure(
      isScan && isList(program, entry.left, list) && isList(program, entry.right, shared),
      start + i,
    );
    return entry;
  });
  verifyIndex(program, entries, own, shared);
}

function isList({ constants }: Program, number: number, list: readonly number[]): boolean {
  const constant = constants[number];
  if (constant?.kind !== "rules" || constant.values.length !== list.length) return false;
  return constant.values.every((rule, i) => rule === list[i]);
}
