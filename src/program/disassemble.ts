import { DatetimePart, Kind, Range, Scratch } from "../../assembly/shared/layout.ts";
import { Opcode } from "../../assembly/shared/opcode.ts";
import { printable } from "../language/printable.ts";
import { decodeProgram } from "./decode.ts";
import { indexLines } from "./disassemble-index.ts";
import { type DecodedInstruction, readInstruction, viewOf } from "./instruction.ts";
import { isComputation, OPCODES } from "./opcodes.ts";
import { blockLength, type Constant, type Program, type Slot } from "./program.ts";
import { requireSound } from "./verify.ts";

/**
 * The bytes of a `.actra` file as text, one instruction a line: number, word, operands, where it goes on true and on
 * false; below an entry, how its index finds rules. Meant for people; its form may change.
 *
 * @throws ActraProgramError when the bytes are no valid program
 */
export function disassemble(bytes: Uint8Array): string {
  return listing(requireSound(decodeProgram(bytes)));
}

function listing(program: Program): string {
  const view = viewOf(program.code);
  const lines: string[] = [];
  let at = 0;
  for (const rule of program.rules) {
    lines.push(`${rule.id}: ${rule.effect}${rule.audit ? " (audit)" : ""}`);
    let indent = "";
    for (const end = at + blockLength(rule); at < end; at++) {
      const instruction = readInstruction(view, at);
      lines.push(line(at, instruction, program, indent));
      if (instruction.op === Opcode.Each) indent = "  ";
      if (instruction.op === Opcode.Fail) indent = "";
    }
  }
  for (const name of [...program.schema.actions.map((action) => action.name), "(any other action)"]) {
    const entry = readInstruction(view, at);
    lines.push(`entry ${name}:`, line(at, entry, program));
    if (entry.onTrue) lines.push(...indexLines(program, entry.onTrue));
    at++;
  }
  const { onFalse } = readInstruction(view, at - 1);
  if (onFalse) lines.push("the rules of all entries:", ...indexLines(program, onFalse));
  return lines.join("\n");
}

/** @param indent for what runs for each item */
function line(index: number, instruction: DecodedInstruction, program: Program, indent = ""): string {
  const kinds = isComputation(instruction.op) ? Range : Kind;
  const kind = instruction.kind === 0 ? "" : `.${word(kinds[instruction.kind]!)}`;
  const head = `  ${String(index).padStart(5)}  ${indent}${named(instruction)}${kind}`;
  return `${head.padEnd(36)}${printable(operands(instruction, index, program))}`.trimEnd();
}

function named({ op, negate }: DecodedInstruction): string {
  if (op === Opcode.Each) return negate ? "all_items" : "any_item";
  return `${negate && !isComputation(op) ? "not " : ""}${word(Opcode[op]!)}`;
}

/** `GreaterOrEquals` → `greater_or_equals` */
function word(name: string): string {
  return name.replace(/\B[A-Z]/g, "_$&").toLowerCase();
}

function operands(instruction: DecodedInstruction, index: number, program: Program): string {
  const { op, left, right, onTrue, onFalse } = instruction;
  if (op === Opcode.Fail) return "";
  if (op === Opcode.Match) return program.rules[right]!.id;
  if (op === Opcode.Scan) return `${rules(program, left)} + ${rules(program, right)}`;
  if (isComputation(op)) return computed(instruction, program);
  return `${compared(instruction, program)}  ? ${index + onTrue} : ${index + onFalse}`;
}

function computed(instruction: DecodedInstruction, program: Program): string {
  const { op, negate, left, onTrue: into, onFalse: part } = instruction;
  const operands = negate
    ? [shown(program.constants[left]!, undefined, program), ...rightOf(instruction, program)].join(", ")
    : compared(instruction, program);
  const ofPart = op === Opcode.DatetimePart ? ` ${word(DatetimePart[part]!)}` : "";
  return `${operands}${ofPart}  → ${slotName(into, program)}`;
}

function compared(instruction: DecodedInstruction, program: Program): string {
  const { op, left } = instruction;
  const parts = OPCODES[op].left === undefined ? [] : [slotName(left, program)];
  return [...parts, ...rightOf(instruction, program)].join(", ");
}

function rightOf({ op, left, right, rightIsSlot }: DecodedInstruction, program: Program): string[] {
  if (rightIsSlot) return [slotName(right, program)];
  if (OPCODES[op].constant === undefined) return [];
  return [shown(program.constants[right]!, program.slots[left], program)];
}

/** The path of a field, or the number of a scratch slot. */
function slotName(number: number, { slots }: Program): string {
  const slot = slots[number];
  return slot === undefined ? `%${number - Scratch.First}` : `${slot.domain}.${slot.path.join(".")}`;
}

function rules(program: Program, constant: number): string {
  const list = program.constants[constant]!;
  const ids = list.kind === "rules" ? list.values.map((number) => program.rules[number]!.id) : [];
  return `[${ids.join(" ")}]`;
}

function shown(constant: Constant, slot: Slot | undefined, program: Program): string {
  const { literals } = program;
  const byHandle = slot?.type.scalar === "string";
  const number = (value: number) => JSON.stringify(byHandle ? literals[value - 1] : value);
  switch (constant.kind) {
    case "number":
      return number(constant.value);
    case "numbers":
      return `[${constant.values.map(number).join(" ")}]`;
    case "range":
      return `${constant.low}..${constant.high}`;
    case "cidrs":
      return `[${constant.values.map(({ address, prefix }) => `${address}/${prefix}`).join(" ")}]`;
    case "text":
      return JSON.stringify(constant.value);
    case "ip":
      return constant.value;
    case "automaton":
      return `an automaton of ${constant.table.length} bytes`;
    case "texts":
    case "ips":
    case "rules":
      return `[${constant.values.map((value) => JSON.stringify(value)).join(" ")}]`;
  }
}
