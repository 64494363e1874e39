import { Instruction, Record as Layout, type Truth } from "../../assembly/shared/layout.ts";
import { Opcode } from "../../assembly/shared/opcode.ts";
import type { Loaded } from "../machine/loaded.ts";
import type { Result } from "../machine/machine.ts";
import { rowOf } from "../machine/plan.ts";
import type { Staging } from "../machine/staging.ts";
import { fillSlots } from "../machine/write.ts";
import { isComputation } from "../program/opcodes.ts";

// What became of each test of a rule, over the frame that the last decision has left.

export interface Traced {
  readonly truth: Truth;
  /** For what is asked of each item of a list that is there: what became of the tests for each of them. */
  readonly items?: readonly TracedBlock[];
}

export interface TracedBlock {
  /** One for each atom and quantifier, in order. */
  readonly tests: readonly Traced[];
  /** What was computed, by its place among the computations of the rule. */
  readonly results: readonly Result[];
}

/** @param block its address */
export function traceRule(block: number, staging: Staging, loaded: Loaded): TracedBlock {
  return traceBlock({ at: block, computed: 0 }, staging, loaded);
}

/** How far a trace has come: an instruction, and how many computations came before. */
interface Progress {
  at: number;
  computed: number;
}

/** Up to the `Match` of the block. */
function traceBlock(progress: Progress, staging: Staging, loaded: Loaded): TracedBlock {
  const { machine } = loaded;
  const tests: Traced[] = [];
  const results: Result[] = [];
  for (let op = machine.u8[progress.at]!; op > Opcode.Match; op = machine.u8[progress.at]!) {
    const { at } = progress;
    if (op === Opcode.Each) {
      tests.push(traceEach(progress, staging, loaded));
      continue;
    }
    if (isComputation(op)) results[progress.computed++] = machine.resultOf(at);
    else tests.push({ truth: machine.truthOf(at) });
    progress.at += Instruction.Size;
  }
  return { tests, results };
}

/** Goes to what stands behind the block that runs for each item. */
function traceEach(progress: Progress, staging: Staging, loaded: Loaded): Traced {
  const { machine } = loaded;
  const each = progress.at;
  const body = { at: each + Instruction.Size, computed: progress.computed };
  const ops = opsOf(body.at, loaded);
  progress.at = body.at + (ops.length + 2) * Instruction.Size;
  progress.computed += ops.filter(isComputation).length;
  const truth = machine.truthOf(each, ops.length + 3);
  const list = machine.u32[(each + Instruction.Left) >>> 2]! / Layout.Size;
  const length = itemCount(list, staging);
  if (length === undefined) return { truth };
  const row = rowOf(list, loaded);
  const items = Array.from({ length }, (_, item) => {
    fillSlots(list, row, item, machine);
    return traceBlock({ ...body }, staging, loaded);
  });
  return { truth, items };
}

/** Of a block, up to its `Match`. */
function opsOf(block: number, { machine: { u8 } }: Loaded): Opcode[] {
  const ops: Opcode[] = [];
  for (let at = block; u8[at]! > Opcode.Match; at += Instruction.Size) ops.push(u8[at]!);
  return ops;
}

/** `undefined` for a list that is not there, and for what is none. */
export function itemCount(slot: number, { given }: Staging): number | undefined {
  const list = given![slot];
  return Array.isArray(list) ? list.length : undefined;
}
