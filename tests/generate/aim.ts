/**
 * Plans an input for which a condition holds. Without a plan hardly any rule with more than two
 * atoms would ever match. It goes through the atoms one after the other and tries values; where two
 * atoms want different things of one field, the later one may win, and the rule does not match then.
 */
import { rightMeaning } from "../reference/condition.ts";
import type { AtomDocument, ConditionDocument, Subject } from "../reference/documents.ts";
import { holds } from "../reference/operators.ts";
import { pathOf, pathsOf } from "../reference/policy.ts";
import { scalarOf, type Value } from "../reference/value.ts";
import { type DraftField, type DraftLeaf, isGroup } from "./draft.ts";
import type { Plain } from "./pools.ts";
import { drawValue, type Source } from "./values.ts";

/** What is settled so far: a leaf's value, an object's presence, or absence. */
export type Plan = Map<string, { value: Plain | Plain[] } | "present" | "absent">;

export interface Aim extends Source {
  plan: Plan;
  /** Every path of the action that is going to be decided. */
  fields: Map<string, DraftField>;
}

export function aimAt(aim: Aim, condition: ConditionDocument, wanted: boolean): void {
  if ("not" in condition) aimAt(aim, condition.not, !wanted);
  else if ("all" in condition) aimAtParts(aim, condition.all, wanted, wanted);
  else if ("any" in condition) aimAtParts(aim, condition.any, wanted, !wanted);
  else if (!("operator" in condition)) return;
  else if (condition.operator === "exists") aimAtExistence(aim, condition, wanted);
  else aimAtAtom(aim, condition, wanted);
}

function aimAtParts(aim: Aim, parts: ConditionDocument[], wanted: boolean, every: boolean): void {
  for (const part of every ? parts : [aim.random.pick(parts)]) aimAt(aim, part, wanted);
}

function aimAtExistence(aim: Aim, { subject, value }: AtomDocument, wanted: boolean): void {
  const asked = value !== undefined && "literal" in value ? value.literal : true;
  const path = pathOf(subject as Subject);
  const optional = partsOf(path).filter((part) => aim.fields.get(part)?.optional);
  if (asked === wanted) makePresent(aim, path);
  else if (optional.length > 0) aim.plan.set(aim.random.pick(optional), "absent");
}

function makePresent(aim: Aim, path: string): void {
  for (const part of partsOf(path)) {
    const settled = aim.plan.get(part);
    if (settled !== undefined && settled !== "absent") continue;
    const field = aim.fields.get(part);
    if (field === undefined) continue;
    aim.plan.set(part, isGroup(field) ? "present" : { value: drawValue(aim, field, part) });
  }
}

/** `action.a.b` gives `action.a` and `action.a.b`. */
function partsOf(path: string): string[] {
  const parts = path.split(".");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 2).join("."));
}

function aimAtAtom(aim: Aim, atom: AtomDocument, wanted: boolean): void {
  const paths = pathsOf(atom);
  for (const path of paths) makePresent(aim, path);
  // What is computed comes out as it comes out.
  if ("expression" in atom.subject || (atom.value && "expression" in atom.value)) return;
  for (let attempt = 0; attempt < 12; attempt++) {
    if (isSatisfied(aim, atom, paths, wanted)) return;
    const path = aim.random.pick(paths);
    const leaf = aim.fields.get(path);
    if (leaf && !isGroup(leaf)) aim.plan.set(path, { value: drawValue(aim, leaf, path) });
  }
}

function isSatisfied(aim: Aim, atom: AtomDocument, paths: string[], wanted: boolean): boolean {
  const [left, right] = paths.map((path) => plannedValue(aim, path));
  const leaf = aim.fields.get(paths[0]!);
  if (left === undefined || leaf === undefined || isGroup(leaf)) return true;
  if (paths.length > 1 && right === undefined) return true;
  return holds(atom.operator, left, right ?? rightMeaning(atom, leaf.base)) === wanted;
}

/** `undefined` for what is not to be planned, such as `action.type`. */
function plannedValue(aim: Aim, path: string): Value | undefined {
  const leaf = aim.fields.get(path) as DraftLeaf | undefined;
  const planned = aim.plan.get(path);
  if (leaf === undefined || planned === undefined || typeof planned === "string") return undefined;
  const meaning = (value: Plain) => scalarOf(value, leaf.base)!;
  return Array.isArray(planned.value) ? planned.value.map(meaning) : meaning(planned.value);
}
