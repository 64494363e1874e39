import type { Field } from "../language/schema.ts";
import { fieldAt } from "../language/schema.ts";
import { strictness } from "../language/types.ts";
import { ensure } from "./misshapen.ts";
import type { Program, ProgramRule, Slot } from "./program.ts";

const MOST_SLOTS = 0xffff;

/** Every slot is a path that the schema has, with the type that it has there. */
export function verifySlots({ slots, schema }: Program): void {
  ensure(slots.length <= MOST_SLOTS, "slots");
  slots.forEach((slot, i) => {
    const isText = slot.type.scalar === "string" || !slot.text;
    // What action a slot belongs to, its rules tell.
    const isThere = slot.domain === "action" || fits(slot, schema[slot.domain].fields);
    ensure(isText && isThere, `slots[${i}]`);
  });
}

/** Rules stand in the order of the resolution and read what their actions have. */
export function verifyRules(program: Program): void {
  const { rules, schema, slots } = program;
  rules.forEach((rule, i) => {
    const { actions = [], approval, effect, reads } = rule;
    const isWhole =
      actions.every((action) => action < schema.actions.length) &&
      reads.every((slot) => slot < slots.length && canRead(slots[slot]!, rule, program)) &&
      (approval === undefined || effect === "require_approval") &&
      (i === 0 || inOrder(rules[i - 1]!, rule, program));
    ensure(isWhole, `rules[${i}]`);
  });
}

function inOrder(before: ProgramRule, after: ProgramRule, { settings }: Program): boolean {
  const rank = settings.resolution === "strictest" ? rankByEffect : rankByScope;
  return (rank(before) - rank(after) || before.position - after.position) < 0;
}

function rankByEffect({ effect }: ProgramRule): number {
  return strictness(effect);
}

/** `first_match` tries action rules, then actor rules, then global rules. */
function rankByScope({ actions, actor }: ProgramRule): number {
  return actions ? 0 : actor === undefined ? 2 : 1;
}

function canRead(slot: Slot, { actions }: ProgramRule, { schema }: Program): boolean {
  if (slot.domain !== "action" || isActionType(slot)) return true;
  return actions?.every((number) => fits(slot, schema.actions[number]!.fields)) === true;
}

/** `action.type`: it is always there, and a string. */
function isActionType({ path, type }: Slot): boolean {
  return path.join() === "type" && type.kind === "scalar" && type.scalar === "string";
}

function fits({ path, type }: Slot, fields: readonly Field[]): boolean {
  const field = fieldAt(fields, path);
  return (
    field !== undefined && field.kind === type.kind && (field.kind === "object" || field.type === type.scalar)
  );
}
