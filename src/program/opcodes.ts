import { Opcode } from "../../assembly/shared/opcode.ts";
import type { DecodedInstruction } from "./instruction.ts";
import type { Constant } from "./program.ts";

// The table of instructions: what their operands are. Verifier, linker and disassembler read it; the numbers and their
// meaning are in assembly/shared/opcode.ts, the cases in assembly/vm.ts.

/**
 * What a slot has to hold: `number` something compared as a number, `handle` that or a string by its handle, `item` what the Kind in
 * the flags compares, `list` any list, `items` a list of what the Kind compares. A list of objects is a list.
 */
export type SlotShape = "any" | "number" | "handle" | "text" | "ip" | "list" | "item" | "items";

export interface OpcodeRow {
  /** The slot in `left`. */
  readonly left?: SlotShape;
  /** What a slot in `right` has to hold, when a slot may stand there. */
  readonly slot?: SlotShape;
  /** The constants that may stand in `right`; a list has those that each Kind takes, by its number. */
  readonly constant?: Constant["kind"] | readonly (Constant["kind"] | undefined)[];
  /** Of a computation: a constant of that kind may stand in `left` as well. */
  readonly either?: true;
}

const ITEM_BY_KIND = ["number", "text", "ip"] as const;
export const LIST_BY_KIND: readonly (Constant["kind"] | undefined)[] = ["numbers", undefined, "ips", "texts"];

const NUMBERS: OpcodeRow = { left: "number", slot: "number", constant: "number" };
const ARITHMETIC: OpcodeRow = { ...NUMBERS, either: true };
const TEXTS: OpcodeRow = { left: "text", slot: "text", constant: "text" };
const LISTS: OpcodeRow = { left: "items", slot: "items", constant: LIST_BY_KIND };

export const OPCODES: Readonly<Record<Opcode, OpcodeRow>> = {
  [Opcode.Fail]: {},
  [Opcode.Match]: {},
  [Opcode.Scan]: { constant: "rules" },
  [Opcode.Always]: {},
  [Opcode.Exists]: { left: "any" },
  [Opcode.Equals]: { left: "handle", slot: "handle", constant: "number" },
  [Opcode.EqualsText]: { left: "text", slot: "text" },
  [Opcode.EqualsIp]: { left: "ip", slot: "ip", constant: "ip" },
  [Opcode.EqualsFolded]: TEXTS,
  [Opcode.Greater]: NUMBERS,
  [Opcode.GreaterOrEquals]: NUMBERS,
  [Opcode.Between]: { left: "number", constant: "range" },
  [Opcode.In]: { left: "item", constant: LIST_BY_KIND },
  [Opcode.InCidr]: { left: "ip", constant: "cidrs" },
  [Opcode.TextContains]: TEXTS,
  [Opcode.TextStartsWith]: TEXTS,
  [Opcode.TextEndsWith]: TEXTS,
  [Opcode.TextIsEmpty]: { left: "text" },
  [Opcode.ListIsEmpty]: { left: "list" },
  [Opcode.ListContains]: { left: "items", slot: "item", constant: ITEM_BY_KIND },
  [Opcode.ListContainsAny]: LISTS,
  [Opcode.ListContainsAll]: LISTS,
  [Opcode.TextMatches]: { left: "text", constant: "automaton" },
  [Opcode.Each]: { left: "list" },
  [Opcode.Add]: ARITHMETIC,
  [Opcode.Subtract]: ARITHMETIC,
  [Opcode.Multiply]: ARITHMETIC,
  [Opcode.Divide]: ARITHMETIC,
  [Opcode.Remainder]: ARITHMETIC,
  [Opcode.Negative]: { left: "number" },
  [Opcode.TextSize]: { left: "text" },
  [Opcode.ListSize]: { left: "list" },
  [Opcode.DatetimePart]: { left: "number", constant: "number" },
};

/** The slots that it reads, scratch slots included. */
export function slotsOf({ op, left, right, negate, rightIsSlot }: DecodedInstruction): number[] {
  const leftIsSlot = OPCODES[op].left !== undefined && !(isComputation(op) && negate);
  return [...(leftIsSlot ? [left] : []), ...(rightIsSlot ? [right] : [])];
}

/** Whether it fills a scratch slot, and the next instruction follows. */
export function isComputation(op: Opcode): boolean {
  return op >= Opcode.Add;
}
