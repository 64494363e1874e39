import type { Field } from "../language/schema.ts";
import { fieldsOnPath } from "../language/schema.ts";
import { strictness } from "../language/types.ts";
import type { DebugCondition, Program, ProgramRule, Slot } from "./program.ts";
import { Misshapen } from "./shape.ts";

/** Every slot is a path that the schema has, with the type that it has there. */
export function verifySlots({ slots, schema }: Program): void {
  if (slots.length > 0xffff) throw new Misshapen("slots", "are too many");
  const distinct = new Set(
    slots.map(({ domain, path, type }) => [domain, ...path, type.kind, type.scalar].join(".")),
  );
  if (distinct.size !== slots.length) throw new Misshapen("slots", "have a path twice");
  slots.forEach((slot, i) => {
    const path = `slots[${i}]`;
    if ((slot.type.kind === "object") !== (slot.type.scalar === undefined)) {
      throw new Misshapen(path, "has no proper type");
    }
    if (slot.text && slot.type.scalar !== "string") throw new Misshapen(path, "has no text");
    if (slot.domain !== "action" && !fits(slot, schema[slot.domain].fields)) {
      throw new Misshapen(path, "is not in the schema");
    }
  });
}

/** Rules stand in the order of the resolution and read what their actions have. */
export function verifyRules(program: Program): void {
  const { rules, slots, schema } = program;
  if (new Set(rules.map(({ id }) => id)).size !== rules.length)
    throw new Misshapen("rules", "has an id twice");
  rules.forEach((rule, i) => {
    const path = `rules[${i}]`;
    ascending(rule.reads, slots.length, `${path}.reads`);
    if (rule.actions) ascending(rule.actions, schema.actions.length, `${path}.actions`);
    if (rule.approval && rule.effect !== "require_approval")
      throw new Misshapen(path, "has an approval for nothing");
    if (i > 0 && !inOrder(rules[i - 1]!, rule, program)) throw new Misshapen(path, "is out of order");
    for (const slot of rule.reads) verifyRead(slots[slot]!, rule, program, path);
  });
}

function ascending(numbers: readonly number[], end: number, path: string): void {
  numbers.forEach((number, i) => {
    if (number >= end || (i > 0 && numbers[i - 1]! >= number))
      throw new Misshapen(path, "is not ascending in range");
  });
}

function inOrder(before: ProgramRule, after: ProgramRule, { settings }: Program): boolean {
  const rank =
    settings.resolution === "strictest" ? (rule: ProgramRule) => strictness(rule.effect) : specificity;
  return (rank(before) - rank(after) || before.position - after.position) < 0;
}

/** `first_match` tries action rules, then actor rules, then global rules. */
function specificity(rule: ProgramRule): number {
  return rule.actions ? 0 : rule.actor === undefined ? 2 : 1;
}

function verifyRead(slot: Slot, rule: ProgramRule, { schema }: Program, path: string): void {
  if (slot.domain !== "action" || isActionType(slot)) return;
  const has = rule.actions?.every((number) => fits(slot, schema.actions[number]!.fields));
  if (!has) throw new Misshapen(path, `reads action.${slot.path.join(".")}, which its actions do not have`);
}

/** `action.type`: it is always there, and a string. */
export function isActionType({ domain, path, type }: Slot): boolean {
  return (
    domain === "action" &&
    path.length === 1 &&
    path[0] === "type" &&
    type.kind === "scalar" &&
    type.scalar === "string"
  );
}

function fits({ path, type }: Slot, fields: readonly Field[]): boolean {
  const field = fieldsOnPath(fields, path)?.at(-1);
  return (
    field !== undefined && field.kind === type.kind && (field.kind === "object" || field.type === type.scalar)
  );
}

/** Debug information names every rule and every test, and files that it has. */
export function verifyDebug({ debug, rules, slots }: Program): void {
  if (debug === undefined) return;
  if (debug.rules.length !== rules.length) throw new Misshapen("debug.rules", "are not as many as the rules");
  const known = new Set(slots.map(({ domain, path }) => `${domain}.${path.join(".")}`));
  debug.rules.forEach((rule, i) => {
    const path = `debug.rules[${i}]`;
    if (countTests(rule.condition, known, path) !== rules[i]!.tests)
      throw new Misshapen(path, "has other tests than the rule");
    if (rule.place.length !== 3 || rule.place[0]! >= debug.files.length)
      throw new Misshapen(path, "stands nowhere");
  });
}

function countTests(condition: DebugCondition, known: ReadonlySet<string>, path: string): number {
  switch (condition.kind) {
    case "always":
      return 1;
    case "atom":
      if (!known.has(condition.left))
        throw new Misshapen(path, `shows ${condition.left}, which no rule reads`);
      return 1;
    case "not":
      return countTests(condition.condition, known, path);
    default:
      return condition.conditions.reduce((sum, part) => sum + countTests(part, known, path), 0);
  }
}
