/** Nested conditions, and the guards without which a rule that restricts would not compile. */
import type { AtomDocument, ConditionDocument, Domain, Effect, Subject } from "../reference/documents.ts";
import { atomsOf, pathsOf } from "../reference/policy.ts";
import { makeAtom, subjectOf } from "./atoms.ts";
import { optionalDepth, type Place, placesIn, rootsOf } from "./draft.ts";
import { makeComputedAtom } from "./terms.ts";
import type { Workshop } from "./workshop.ts";

export function makeCondition(shop: Workshop, actions: string[], depth: number): ConditionDocument {
  const { random } = shop;
  if (depth === 0 || random.chance(0.25)) return anyAtom(shop, actions);
  if (random.chance(0.18)) return { not: makeCondition(shop, actions, depth - 1) };
  const parts = random.times(
    random.weighted([
      [1, 1],
      [3, 2],
      [2, 3],
    ]),
    () => makeCondition(shop, actions, depth - 1),
  );
  return random.chance(0.5) ? { all: parts } : { any: parts };
}

/** In a small finite schema not every shape finds its fields. */
function anyAtom(shop: Workshop, actions: string[]): AtomDocument {
  const computed = shop.random.chance(0.1) ? makeComputedAtom(shop, actions) : undefined;
  if (computed !== undefined) return computed;
  for (;;) {
    const atom = makeAtom(shop, actions, shop.random.pick(shop.shapes));
    if (atom !== undefined) return atom;
  }
}

/** Adds what `unguarded-optional` asks of a rule that restricts. */
export function guarded(
  shop: Workshop,
  actions: string[],
  effect: Effect,
  condition: ConditionDocument,
): ConditionDocument {
  if (effect === "allow") return condition;
  const naked = negativeSubjects(condition, false)
    .map((subject) => placeOf(shop, actions, subject))
    .find((place) => place !== undefined && needsGuard(place, condition));
  if (naked === undefined) return condition;
  return guarded(shop, actions, effect, withGuard(shop, naked, condition));
}

function negativeSubjects(condition: ConditionDocument, negated: boolean): Subject[] {
  if ("all" in condition) return condition.all.flatMap((part) => negativeSubjects(part, negated));
  if ("any" in condition) return condition.any.flatMap((part) => negativeSubjects(part, negated));
  if ("not" in condition) return negativeSubjects(condition.not, !negated);
  if (!("operator" in condition)) return [];
  if (!negated && !isNegative(condition)) return [];
  return pathsOf(condition).map((path) => {
    const [domain, ...names] = path.split(".");
    return { domain: domain as Domain, field: names.join(".") };
  });
}

function isNegative({ operator, value }: AtomDocument): boolean {
  const asksForFalse = value !== undefined && "literal" in value && value.literal === false;
  return operator.startsWith("not_") || (operator === "is_empty" && asksForFalse);
}

/** `action.type` is in no schema and never optional. */
export function placeOf(shop: Workshop, actions: string[], { domain, field }: Subject): Place | undefined {
  if (domain === "item") return undefined;
  const places = placesIn(domain, rootsOf(shop.schema, domain, actions));
  return places.find(({ path }) => path.join(".") === field);
}

/** Guarded by `exists` on the path, or on a part of it after which nothing is optional any more. */
function needsGuard(place: Place, condition: ConditionDocument): boolean {
  const depth = optionalDepth(place);
  if (depth === 0) return false;
  return !atomsOf(condition).some(({ operator, subject }) => {
    if (operator !== "exists" || "expression" in subject || subject.domain !== place.domain) return false;
    const length = subject.field!.split(".").length;
    return length >= depth && place.path.slice(0, length).join(".") === subject.field;
  });
}

/** "Absence passes" or "absence stops", on the whole path or on the least that will do. */
function withGuard({ random }: Workshop, place: Place, condition: ConditionDocument): ConditionDocument {
  const length = random.between(optionalDepth(place), place.path.length);
  const subject = subjectOf({ ...place, path: place.path.slice(0, length) });
  const passes = random.chance(0.6);
  const exists: AtomDocument = { subject, operator: "exists", value: { literal: passes } };
  const parts = random.shuffled([exists, condition]);
  return passes ? { all: parts } : { any: parts };
}
