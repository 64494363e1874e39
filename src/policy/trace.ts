import { Instruction, Record as Layout, SlotState, type Truth } from "../../assembly/shared/layout.ts";
import { Opcode } from "../../assembly/shared/opcode.ts";
import type { Loaded } from "../machine/loaded.ts";
import type { Staging } from "../machine/staging.ts";
import { fillSlots } from "../machine/write.ts";
import { readInstruction, viewOf } from "../program/instruction.ts";
import type { DebugCondition } from "../program/program.ts";

// What became of each test of a rule, over the frame that the last decision has left.

export interface Traced {
  readonly truth: Truth;
  /** For what is asked of each item of a list that is there: what became of the tests for each of them. */
  readonly items?: readonly (readonly Traced[])[];
}

/** The instructions of a rule's block but for its ends. */
export function instructionsOf(rule: number, { program, linked }: Loaded): readonly Opcode[] {
  const first = (linked.blocks[rule]! - linked.base) / Instruction.Size;
  const view = viewOf(program.code);
  const { tests } = program.rules[rule]!;
  return Array.from({ length: tests }, (_, i) => readInstruction(view, first + i).op);
}

/** Whether this condition, of which the shape is all that is known, has the tests of these instructions. */
export function isOf(condition: DebugCondition, instructions: readonly Opcode[]): boolean {
  return condition.kind === "always" || endOf(condition, 0, instructions) === instructions.length;
}

/** Where the instructions of the condition end that begin at `at`; NaN when they are others. */
function endOf(condition: DebugCondition, at: number, instructions: readonly Opcode[]): number {
  const op = instructions[at];
  switch (condition.kind) {
    case "all":
    case "any":
      return condition.conditions.reduce((end, part) => endOf(part, end, instructions), at);
    case "not":
    case "named":
      return endOf(condition.condition, at, instructions);
    case "any_item":
    case "all_items": {
      const end = endOf(condition.condition, at + 1, instructions);
      return op === Opcode.Each && instructions[end] === Opcode.Match ? end + 2 : Number.NaN;
    }
    default:
      return op !== undefined && op > Opcode.Match && op !== Opcode.Each ? at + 1 : Number.NaN;
  }
}

/** One for each atom and quantifier, in order. */
export function traceRule(
  rule: number,
  instructions: readonly Opcode[],
  staging: Staging,
  loaded: Loaded,
): Traced[] {
  const block = loaded.linked.blocks[rule]!;
  const traced: Traced[] = [];
  for (let at = 0; at < instructions.length; at++) {
    const test = block + at * Instruction.Size;
    if (instructions[at] === Opcode.Each) {
      const length = instructions.indexOf(Opcode.Match, at) - at;
      traced.push(traceEach(test, length, staging, loaded));
      at += length + 1;
    } else {
      const next = instructions.indexOf(Opcode.Each, at);
      const count = (next < 0 ? instructions.length : next) - at;
      traced.push(...traceTests(test, count, loaded));
      at += count - 1;
    }
  }
  return traced;
}

function traceTests(block: number, count: number, { machine }: Loaded): Traced[] {
  return machine.trace(block, count).map((truth) => ({ truth }));
}

/** @param length of the `Each` and its tests, which two ends follow */
function traceEach(each: number, length: number, staging: Staging, loaded: Loaded): Traced {
  const { machine, program } = loaded;
  const list = machine.u32[(each + Instruction.Left) >>> 2]! / Layout.Size;
  const [truth] = machine.trace(each, 1, length + 2);
  if (staging.states[list] !== SlotState.Present) return { truth: truth! };
  const row = [...program.slots.keys()].filter((slot) => program.slots[slot]!.list === list);
  const items = Array.from({ length: itemCount(list, staging) }, (_, item) => {
    fillSlots(list, row, item, machine);
    return traceTests(each + Instruction.Size, length - 1, loaded);
  });
  return { truth: truth!, items };
}

/** Of a list that is there. */
export function itemCount(list: number, { given }: Staging): number {
  const items = given![list] as { readonly count?: number; readonly length: number };
  return items.count ?? items.length;
}
