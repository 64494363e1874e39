import type { Policy } from "actra";
import { type Field, hasFields, type ScalarField } from "../../../src/language/schema.ts";
import type { ExplainedCondition, ExplainedOperand } from "../../../src/policy/explanation.ts";
import type { ExplainedData } from "./protocol.ts";

type Value = string | number | boolean;

/** A field whose values a surface can go through. */
export interface SurfaceField {
  readonly path: string;
  readonly field: ScalarField;
  /** What rules compare it with, as they show it: literals, and what other fields hold. */
  readonly limits: readonly Value[];
}

/** The scalar fields that decisions on this action read, those with limits first. */
export function surfaceFields(policy: Policy, explanation: ExplainedData): SurfaceField[] {
  const { actions, actor, snapshot } = policy.getSchema();
  const action = actions.find(({ name }) => name === explanation.action);
  const limits = limitsIn(explanation);
  const fields = [
    ...scalarsIn(action?.fields ?? [], "action"),
    ...scalarsIn(actor.fields, "actor"),
    ...scalarsIn(snapshot.fields, "snapshot"),
  ].filter(({ path, field }) => limits.has(path) && !field.sensitive);
  return fields
    .map(({ path, field }) => ({ path, field, limits: [...limits.get(path)!] }))
    .sort((a, b) => weightOf(b) - weightOf(a));
}

/** Ordered values with limits make the picture that tells the most. */
function weightOf({ field, limits }: SurfaceField): number {
  const isOrdered = isOrderedType(field);
  return (
    (isOrdered ? 100 : 0) + Math.min(limits.length, 10) + (field.enum || field.type === "boolean" ? 5 : 0)
  );
}

export function isOrderedType({ type, enum: values }: ScalarField): boolean {
  return (type === "number" || type === "integer" || type === "datetime") && values === undefined;
}

function scalarsIn(fields: readonly Field[], around: string): { path: string; field: ScalarField }[] {
  return fields.flatMap((field) => {
    const path = `${around}.${field.name}`;
    if (field.kind === "scalar") return [{ path, field }];
    return hasFields(field) && field.kind === "object" ? scalarsIn(field.fields, path) : [];
  });
}

/** Every field that some condition in scope speaks of, with what it is compared with there. */
function limitsIn({ rules }: ExplainedData): Map<string, Set<Value>> {
  const limits = new Map<string, Set<Value>>();
  const add = (one: ExplainedOperand, other: ExplainedOperand) => {
    for (const { field } of leavesOf(one)) {
      if (field === undefined) continue;
      const known = limits.get(field) ?? new Set();
      limits.set(field, known);
      if (one.field === field && other.value !== undefined)
        for (const value of [other.value].flat() as Value[]) known.add(value);
    }
  };
  for (const { condition } of rules) {
    if (condition)
      eachAtom(condition, (left, right) => {
        add(left, right);
        add(right, left);
      });
  }
  return limits;
}

function leavesOf(operand: ExplainedOperand): readonly ExplainedOperand[] {
  return operand.parts ? operand.parts.flatMap(leavesOf) : [operand];
}

function eachAtom(
  condition: ExplainedCondition,
  visit: (left: ExplainedOperand, right: ExplainedOperand) => void,
): void {
  if (condition.kind === "atom") visit(condition.left, condition.right);
  else if ("conditions" in condition) for (const each of condition.conditions) eachAtom(each, visit);
  else if ("condition" in condition) eachAtom(condition.condition, visit);
}
