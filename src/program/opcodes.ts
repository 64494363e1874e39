import { Opcode } from "../../assembly/shared/opcode.ts";
import type { Constant } from "./program.ts";

// The table of instructions: what their operands are. Verifier and disassembler read it; the numbers and their
// meaning are in assembly/shared/opcode.ts, the cases in assembly/vm.ts.

/**
 * What a slot has to hold: `number` something compared as a number, `handle` that or a string by its handle, `item` what the Kind in
 * the flags compares, `list` any list, `items` a list of what the Kind compares.
 */
export type SlotShape = "any" | "number" | "handle" | "text" | "ip" | "list" | "item" | "items";

export interface OpcodeRow {
  readonly word: string;
  /** For tests: the slot in `left`. */
  readonly left?: SlotShape;
  /** For tests: what a slot in `right` has to hold, when a slot may stand there. */
  readonly slot?: SlotShape;
  /** For tests: the constants that may stand in `right`; a list has those that each Kind takes, by its number. */
  readonly constant?: Constant["kind"] | readonly (Constant["kind"] | undefined)[];
}

const BY_KIND = ["number", "text", "ip"] as const;
const LIST_BY_KIND = ["numbers", undefined, "ips", "texts"] as const;

export const OPCODES: Readonly<Record<Opcode, OpcodeRow>> = {
  [Opcode.Fail]: { word: "fail" },
  [Opcode.Match]: { word: "match" },
  [Opcode.Scan]: { word: "scan" },
  [Opcode.Always]: { word: "always" },
  [Opcode.Exists]: { word: "exists", left: "any" },
  [Opcode.Equals]: { word: "equals", left: "handle", slot: "handle", constant: "number" },
  [Opcode.EqualsText]: { word: "equals_text", left: "text", slot: "text" },
  [Opcode.EqualsIp]: { word: "equals_ip", left: "ip", slot: "ip", constant: "ip" },
  [Opcode.EqualsFolded]: { word: "equals_folded", left: "text", slot: "text", constant: "text" },
  [Opcode.Greater]: { word: "greater", left: "number", slot: "number", constant: "number" },
  [Opcode.GreaterOrEquals]: { word: "greater_or_equals", left: "number", slot: "number", constant: "number" },
  [Opcode.Between]: { word: "between", left: "number", constant: "range" },
  [Opcode.In]: { word: "in", left: "item", constant: LIST_BY_KIND },
  [Opcode.InCidr]: { word: "in_cidr", left: "ip", constant: "cidrs" },
  [Opcode.TextContains]: { word: "text_contains", left: "text", slot: "text", constant: "text" },
  [Opcode.TextStartsWith]: { word: "text_starts_with", left: "text", slot: "text", constant: "text" },
  [Opcode.TextEndsWith]: { word: "text_ends_with", left: "text", slot: "text", constant: "text" },
  [Opcode.TextIsEmpty]: { word: "text_is_empty", left: "text" },
  [Opcode.ListIsEmpty]: { word: "list_is_empty", left: "list" },
  [Opcode.ListContains]: { word: "list_contains", left: "items", slot: "item", constant: BY_KIND },
  [Opcode.ListContainsAny]: {
    word: "list_contains_any",
    left: "items",
    slot: "items",
    constant: LIST_BY_KIND,
  },
  [Opcode.ListContainsAll]: {
    word: "list_contains_all",
    left: "items",
    slot: "items",
    constant: LIST_BY_KIND,
  },
};

/** The constant kinds that the row takes when its flags say `kind`. */
export function constantFor(row: OpcodeRow, kind: number): Constant["kind"] | undefined {
  return typeof row.constant === "object"
    ? row.constant[kind]
    : (row.constant as Constant["kind"] | undefined);
}

export const FIRST_TEST = Opcode.Always;
export const LAST_OPCODE = Opcode.ListContainsAll;
