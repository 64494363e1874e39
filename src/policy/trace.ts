import { Instruction, Record as Layout, SlotState, type Truth } from "../../assembly/shared/layout.ts";
import { Opcode } from "../../assembly/shared/opcode.ts";
import type { Loaded } from "../machine/loaded.ts";
import type { Staging } from "../machine/staging.ts";
import { fillSlots } from "../machine/write.ts";

// What became of each test of a rule, over the frame that the last decision has left.

export interface Traced {
  readonly truth: Truth;
  /** For what is asked of each item of a list that is there: what became of the tests for each of them. */
  readonly items?: readonly (readonly Traced[])[];
}

/** One for each atom and quantifier, in order. */
export function traceRule(rule: number, staging: Staging, loaded: Loaded): Traced[] {
  const { u8 } = loaded.machine;
  const traced: Traced[] = [];
  let at = loaded.linked.blocks[rule]!;
  while (u8[at]! > Opcode.Match) {
    if (u8[at] === Opcode.Each) {
      let length = 1;
      while (u8[at + length * Instruction.Size]! > Opcode.Match) length++;
      traced.push(traceEach(at, length, staging, loaded));
      at += (length + 2) * Instruction.Size;
    } else {
      traced.push(...traceTests(at, 1, loaded));
      at += Instruction.Size;
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
  if (staging.stateOf(list) !== SlotState.Present) return { truth: truth! };
  const row = [...program.slots.keys()].filter((slot) => program.slots[slot]!.list === list);
  const items = Array.from({ length: itemCount(list, staging) }, (_, item) => {
    fillSlots(list, row, item, machine);
    return traceTests(each + Instruction.Size, length - 1, loaded);
  });
  return { truth: truth!, items };
}

/** Of a list that is there. */
export function itemCount(list: number, { given }: Staging): number {
  return (given![list] as readonly unknown[]).length;
}
