import type { Field } from "../language/schema.ts";
import { fieldAt, hasFields } from "../language/schema.ts";
import { strictness } from "../language/types.ts";
import { ensure, invalid } from "./invalid.ts";
import { type Program, type ProgramRule, type Slot, TextUse } from "./program.ts";

const MOST_SLOTS = 0xffff;
/** Only the first slots have numbers for their texts: each is compared with all that were read before it. */
export const MOST_NUMBERED = 64;

/** Every slot is a path that the schema has, with the type that it has there. */
export function verifySlots({ slots, schema }: Program): void {
  ensure(slots.length <= MOST_SLOTS, "slots");
  slots.forEach((slot, i) => {
    const isSingle = i < MOST_NUMBERED && slot.type.kind === "scalar" && slot.list === undefined;
    const mostUse = isSingle ? TextUse.Number : TextUse.Bytes;
    const isUsed = slot.text <= (slot.type.scalar === "string" ? mostUse : TextUse.Handle);
    const isAlone = slot.list === undefined || isOf(slot, slots[slot.list]);
    // What action a slot belongs to, its rules tell.
    const isThere = isAlone && (slot.domain === "action" || fits(slot, schema[slot.domain].fields, slots));
    ensure(isUsed && isThere, `slots[${i}]`);
  });
}

/** Whether it is a field of an item of this list, or an item of it: of a list that stands in no other. */
function isOf({ domain, path, type, text }: Slot, list: Slot | undefined): boolean {
  if (list === undefined || list.list !== undefined || list.domain !== domain) return false;
  if (!list.path.every((name, i) => name === path[i])) return false;
  if (list.type.kind === "items") return path.length > list.path.length && type.kind !== "items";
  const isItem = list.type.kind === "list" && type.kind === "scalar" && type.scalar === list.type.scalar;
  return isItem && path.length === list.path.length && text <= list.text;
}

/** Rules stand in the order of the resolution and read what their actions have. */
export function verifyRules(program: Program): void {
  const { rules, schema, settings, slots } = program;
  const rank = settings.resolution === "strictest" ? rankByEffect : rankByScope;
  let before: ProgramRule | undefined;
  for (const rule of rules) {
    const { actions = [], approval, effect, reads, position } = rule;
    const isWhole =
      actions.every((action) => action < schema.actions.length) &&
      reads.every((slot) => canRead(slots[slot], rule, program)) &&
      (approval === undefined || effect === "require_approval") &&
      (before === undefined || (rank(before) - rank(rule) || before.position - position) < 0);
    if (!isWhole) throw invalid(`rules[${rules.indexOf(rule)}]`);
    before = rule;
  }
}

function rankByEffect({ effect }: ProgramRule): number {
  return strictness(effect);
}

/** `first_match` tries action rules, then actor rules, then global rules. */
function rankByScope({ actions, actor }: ProgramRule): number {
  return actions ? 0 : actor === undefined ? 2 : 1;
}

function canRead(slot: Slot | undefined, { actions }: ProgramRule, { schema, slots }: Program): boolean {
  if (slot === undefined) return false;
  if (slot.domain !== "action" || isActionType(slot)) return true;
  return actions?.every((number) => fits(slot, schema.actions[number]!.fields, slots)) === true;
}

/** `action.type`: it is always there, and a string. */
function isActionType({ path, type, list }: Slot): boolean {
  const isType = path.length === 1 && path[0] === "type";
  return isType && list === undefined && type.kind === "scalar" && type.scalar === "string";
}

function fits({ path, type, list: number }: Slot, fields: readonly Field[], slots: readonly Slot[]): boolean {
  if (number === undefined) return isField(fieldAt(fields, path), type);
  const list = slots[number]!;
  const around = fieldAt(fields, list.path);
  if (around?.kind === "items") return isField(fieldAt(around.fields, path.slice(list.path.length)), type);
  return isField(around, list.type);
}

function isField(field: Field | undefined, type: Slot["type"]): boolean {
  return field !== undefined && field.kind === type.kind && (hasFields(field) || field.type === type.scalar);
}
