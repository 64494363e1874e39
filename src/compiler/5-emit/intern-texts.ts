import { Kind } from "../../../assembly/shared/layout.ts";
import { Opcode } from "../../../assembly/shared/opcode.ts";
import type { DecodedInstruction } from "../../program/instruction.ts";
import { slotsOf } from "../../program/opcodes.ts";
import { type Slot, TextUse } from "../../program/program.ts";
import { MOST_NUMBERED } from "../../program/verify-rules.ts";

// Fields of which is only asked whether they are equal, as owners and tenants are, need not have their bytes in the machine: the
// host gives equal texts one number, and numbers are what is compared.

type Draft = { -readonly [K in keyof Slot]: Slot[K] };

/** Marks such slots, and gives the instructions with their comparisons as ones of numbers. */
export function internTexts(
  instructions: readonly DecodedInstruction[],
  slots: readonly Draft[],
): readonly DecodedInstruction[] {
  const interned = internable(instructions, slots);
  for (const slot of interned) slots[slot]!.text = TextUse.Number;
  return instructions.map((instruction) =>
    comparesTexts(instruction) && interned.has(instruction.left)
      ? { ...instruction, op: Opcode.Equals, kind: Kind.Number }
      : instruction,
  );
}

/** The scalars that are compared with each other and have no other use. */
function internable(instructions: readonly DecodedInstruction[], slots: readonly Slot[]): Set<number> {
  const partners = new Map<number, Set<number>>();
  const others = new Set<number>();
  for (const instruction of instructions) {
    const [left, right] = slotsOf(instruction);
    if (comparesTexts(instruction)) connect(left!, right!, partners);
    else if (instruction.op !== Opcode.Exists) for (const slot of slotsOf(instruction)) others.add(slot);
  }
  for (const slot of partners.keys())
    if (slot >= MOST_NUMBERED || slots[slot]!.list !== undefined) others.add(slot);
  // Whose partner has its bytes is compared by its own.
  for (const slot of others) for (const partner of partners.get(slot) ?? []) others.add(partner);
  return new Set([...partners.keys()].filter((slot) => !others.has(slot)));
}

function comparesTexts({ op }: DecodedInstruction): boolean {
  return op === Opcode.EqualsText;
}

function connect(left: number, right: number, partners: Map<number, Set<number>>): void {
  partners.set(left, (partners.get(left) ?? new Set()).add(right));
  partners.set(right, (partners.get(right) ?? new Set()).add(left));
}
