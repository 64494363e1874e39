import { Kind } from "../../assembly/shared/layout.ts";
import { Opcode } from "../../assembly/shared/opcode.ts";
import { printable } from "../language/printable.ts";
import { decodeProgram } from "./decode.ts";
import { indexLines } from "./disassemble-index.ts";
import { type DecodedInstruction, readInstruction, viewOf } from "./instruction.ts";
import { OPCODES } from "./opcodes.ts";
import type { Constant, Program, Slot } from "./program.ts";
import { verifyProgram } from "./verify.ts";

/**
 * The bytes of a `.actra` file as text, one instruction a line: number, word, operands, where it goes on true and on
 * false; below an entry, how its index finds rules. Meant for people; its form may change.
 *
 * @throws ActraProgramError when the bytes are no valid program
 */
export function disassemble(bytes: Uint8Array): string {
  return listing(verifyProgram(decodeProgram(bytes).content));
}

function listing(program: Program): string {
  const view = viewOf(program.code);
  const lines: string[] = [];
  let at = 0;
  for (const rule of program.rules) {
    lines.push(`${rule.id}: ${rule.effect}${rule.audit ? " (audit)" : ""}`);
    for (const end = at + rule.tests + 2; at < end; at++) {
      lines.push(line(at, readInstruction(view, at), program));
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

function line(index: number, instruction: DecodedInstruction, program: Program): string {
  const kind = instruction.kind === Kind.Number ? "" : `.${word(Kind[instruction.kind]!)}`;
  const negation = instruction.negate ? "not " : "";
  const head = `  ${String(index).padStart(5)}  ${negation}${word(Opcode[instruction.op])}${kind}`;
  return `${head.padEnd(36)}${printable(operands(instruction, index, program))}`.trimEnd();
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
  return `${tested(instruction, program)}  ? ${index + onTrue} : ${index + onFalse}`;
}

function tested({ op, left, right, rightIsSlot }: DecodedInstruction, program: Program): string {
  const row = OPCODES[op];
  const slot = row.left === undefined ? undefined : program.slots[left]!;
  const parts = slot ? [path(slot)] : [];
  if (rightIsSlot) parts.push(path(program.slots[right]!));
  else if (row.constant !== undefined) parts.push(shown(program.constants[right]!, slot, program));
  return parts.join(", ");
}

function path({ domain, path }: Slot): string {
  return `${domain}.${path.join(".")}`;
}

function rules(program: Program, constant: number): string {
  const list = program.constants[constant]!;
  const ids = list.kind === "rules" ? list.values.map((number) => program.rules[number]!.id) : [];
  return `[${ids.join(" ")}]`;
}

function shown(constant: Constant, slot: Slot | undefined, { literals }: Program): string {
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
