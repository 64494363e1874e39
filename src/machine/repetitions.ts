import { Instruction, Record, SlotState } from "../../assembly/shared/layout.ts";
import { Opcode } from "../../assembly/shared/opcode.ts";
import { ActraInputError } from "../errors.ts";
import { InstructionReader } from "../program/instruction.ts";
import { slotsOf } from "../program/opcodes.ts";
import { blockLength, type Slot, TextUse } from "../program/program.ts";
import type { ActionPlan, Loaded } from "./loaded.ts";
import type { Staging } from "./staging.ts";

// What a condition on items goes through outside of them, it may go through once for each: that much work nobody gets
// done whose input is only as large as an input may be. So it is counted as if it had been read.

/** What runs for each item of a list, and the texts and lists outside of it that this looks into. */
export interface Repetition {
  readonly list: number;
  readonly outside: ReadonlySet<number>;
  /** Some enforced rule looks into the list. */
  readonly enforced: boolean;
}

/** Of these rules; only those that look into anything outside. */
export function repetitionsIn(numbers: readonly number[], { program, linked }: Loaded): Repetition[] {
  const { code, rules, slots } = program;
  const instructions = new InstructionReader(code);
  const enforced = new Set(numbers.flatMap((number) => (rules[number]!.audit ? [] : rules[number]!.reads)));
  const found: (Repetition & { readonly outside: Set<number> })[] = [];
  for (const number of numbers) {
    const start = (linked.blocks[number]! - linked.base) / Instruction.Size;
    let outside: Set<number> | undefined;
    for (let index = start; index < start + blockLength(rules[number]!); index++) {
      const instruction = instructions.read(index);
      const { op, left } = instruction;
      if (op === Opcode.Match) outside = undefined;
      for (const slot of outside ? slotsOf(instruction) : []) if (isLong(slots[slot])) outside!.add(slot);
      if (op !== Opcode.Each) continue;
      outside = new Set();
      found.push({ list: left, outside, enforced: enforced.has(left) });
    }
  }
  return found.filter(({ outside }) => outside.size > 0);
}

/** A text or list that is no part of an item; scratch slots are none. */
function isLong(slot: Slot | undefined): boolean {
  return (
    slot !== undefined &&
    slot.list === undefined &&
    (slot.text > TextUse.Handle || slot.type.kind !== "scalar")
  );
}

/** @throws ActraInputError `INPUT_LIMIT` */
export function boundRepetitions({ repetitions, reads }: ActionPlan, staging: Staging): void {
  const most = staging.context.limits.inputBytes;
  for (const { list, outside, enforced } of repetitions) {
    if (staging.stateOf(list) !== SlotState.Present) continue;
    const count = staging.machine.u32[(staging.frame + list * Record.Size + Record.ListCount) >>> 2]!;
    let room = 0;
    for (const slot of outside)
      if (staging.stateOf(slot) === SlotState.Present) room += staging.room[slot] ?? 0;
    if (count * room <= most) continue;
    const expected = `at most ${most} bytes to go through, item by item`;
    const error = new ActraInputError("INPUT_LIMIT", reads.paths.get(list)!, expected, "more");
    if (enforced) throw error;
    (staging.bad ??= []).push({ slots: [list], error });
    staging.setState(list, SlotState.Bad);
  }
}
