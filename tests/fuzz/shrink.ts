/** Makes a differing case smaller, greedily, for as long as it differs in the same way. */
import type { Case } from "../generate/case.ts";
import { heldPaths, without } from "../generate/without.ts";
import type { PolicyDocument, WrittenCondition, WrittenRule } from "../reference/documents.ts";
import { spellOut } from "../reference/names.ts";
import { compare, type Difference } from "./compare.ts";

export interface Shrunk {
  documents: Case;
  difference: Difference;
}

export function shrink(documents: Case, difference: Difference): Shrunk {
  const inputs = difference.kind === "compile" ? [] : [difference.input];
  let smallest: Shrunk = { documents: { ...documents, inputs }, difference };
  for (let budget = 2000; budget > 0; ) {
    const next = smaller(smallest, () => budget-- > 0);
    if (next === undefined) return smallest;
    smallest = next;
  }
  return smallest;
}

function smaller({ documents, difference }: Shrunk, mayTry: () => boolean): Shrunk | undefined {
  for (const candidate of candidates(documents)) {
    if (!mayTry()) return undefined;
    const found = tried(candidate);
    if (found && isSameFailure(found, difference)) return { documents: candidate, difference: found };
  }
  return undefined;
}

/** With a field gone that a rule reads, the reference makes no sense of the documents. */
function tried(candidate: Case): Difference | undefined {
  try {
    return compare(candidate);
  } catch {
    return undefined;
  }
}

/** A difference of another sort, which shrinking itself brings about, would lead astray. */
function isSameFailure(a: Difference, b: Difference): boolean {
  return sortOf(a) === sortOf(b);
}

function sortOf({ kind, reference, engine }: Difference): string {
  return [kind, outline(reference), outline(engine)].join();
}

/** An answer's error code or the keys of its decision; the codes of a compile error; any other throw. */
function outline(answer: unknown): string {
  const { decision, error, threw, diagnostics } = (answer ?? {}) as Record<string, Record<string, unknown>>;
  if (decision) return Object.keys(decision).join();
  if (error) return String(error.code);
  if (Array.isArray(diagnostics)) return [...new Set(diagnostics.map(({ code }) => code))].sort().join();
  return String(threw ?? answer);
}

function* candidates(documents: Case): Generator<Case> {
  if (documents.policies.some(({ conditions, lists }) => conditions ?? lists))
    yield { ...documents, policies: withoutNames(documents) };
  for (const policies of smallerPolicies(documents.policies)) yield { ...documents, policies };
  for (const schema of smallerObjects(documents.schema)) yield { ...documents, schema };
  const [input] = documents.inputs;
  for (const path of heldPaths(input)) {
    const less = without(input, path);
    if (less !== undefined) yield { ...documents, inputs: [less] };
  }
}

/** Where it differs all the same, names have nothing to do with it. */
function withoutNames({ policies, schema }: Case): PolicyDocument[] {
  const rules = spellOut(policies, schema);
  return policies.map(({ conditions: _, lists: __, ...rest }, index) => ({ ...rest, rules: rules[index]! }));
}

/** Of a schema anything may go: what is not valid then is no smaller case. */
function* smallerObjects<T extends object>(object: T): Generator<T> {
  for (const [key, value] of Object.entries(object)) {
    const { [key as keyof T]: _, ...rest } = object;
    yield rest as T;
    if (typeof value !== "object" || value === null || Array.isArray(value)) continue;
    for (const smallerValue of smallerObjects(value)) yield { ...object, [key]: smallerValue };
  }
}

function* smallerPolicies(policies: PolicyDocument[]): Generator<PolicyDocument[]> {
  for (const [index, policy] of policies.entries()) {
    const rest = policies.filter((other) => other !== policy);
    if (policies.length > 1) yield rest;
    for (const rules of smallerLists(policy.rules, smallerRules)) {
      if (rules.length > 0) yield policies.with(index, { ...policy, rules });
    }
  }
}

function* smallerRules(rule: WrittenRule): Generator<WrittenRule> {
  const { when, reason: _, approval, ...rest } = rule;
  if (rule.reason !== undefined) yield { ...rest, ...(when && { when }), ...(approval && { approval }) };
  if (when === undefined || when === true) return;
  for (const condition of smallerConditions(when)) yield { ...rule, when: condition };
}

function* smallerConditions(condition: WrittenCondition): Generator<WrittenCondition> {
  if ("not" in condition) {
    yield condition.not;
    for (const not of smallerConditions(condition.not)) yield { not };
  }
  for (const key of ["all", "any"] as const) {
    const parts = (condition as Record<typeof key, WrittenCondition[] | undefined>)[key];
    if (parts === undefined) continue;
    yield* parts;
    for (const fewer of smallerLists(parts, smallerConditions))
      if (fewer.length > 0) yield { [key]: fewer } as WrittenCondition;
  }
}

/** One element gone, or one element smaller. */
function* smallerLists<T>(list: T[], smallerOnes: (item: T) => Iterable<T>): Generator<T[]> {
  for (const index of list.keys()) yield list.toSpliced(index, 1);
  for (const [index, item] of list.entries())
    for (const smallerItem of smallerOnes(item)) yield list.with(index, smallerItem);
}
