/** Conditions that look into lists: what is asked of an item is made as of a domain of its own, the snapshot's place. */
import { isDeepStrictEqual } from "node:util";
import type {
  AtomDocument,
  ConditionDocument,
  Effect,
  ExpressionDocument,
  Quantified,
  Subject,
} from "../reference/documents.ts";
import { guarded, makeCondition } from "./conditions.ts";
import {
  type DraftField,
  type DraftLeaf,
  isGroup,
  optionalDepth,
  type Place,
  placesIn,
  rootsOf,
} from "./draft.ts";
import { kindName, shapes } from "./shapes.ts";
import type { Workshop } from "./workshop.ts";

/** A list that rules may look into, and what its items have. */
export interface ListDraft {
  subject: Subject;
  optional: boolean;
  /** The items' fields as a snapshot's. */
  shop: Workshop;
  /** The items are scalars: the field `x` of that snapshot stands for one. */
  scalar: boolean;
}

export function makeQuantifier(shop: Workshop, lists: ListDraft[], effect: Effect): ConditionDocument {
  const { random } = shop;
  const list = random.pick(lists);
  const { subject, optional } = list;
  if (random.chance(0.1))
    return { subject, operator: "is_empty", value: { literal: optional || random.chance(0.5) } };
  const free = makeCondition(list.shop, [], random.between(0, 2));
  const where = guarded(list.shop, [], effect, free);
  const quantified: Quantified<ConditionDocument> = { in: subject, where: ofItem(where, list) };
  const condition = random.chance(0.5) ? { any_item: quantified } : { all_items: quantified };
  if (!random.chance(0.35) || !mayBeNegated(list, effect, where)) return condition;
  if (!optional || effect === "allow") return { not: condition };
  const exists: AtomDocument = { subject, operator: "exists" };
  return { all: random.shuffled([exists, { not: condition }]) };
}

/** Under `not` other atoms are negative than before, and would want guards of their own. */
function mayBeNegated({ shop }: ListDraft, effect: Effect, where: ConditionDocument): boolean {
  const negated = { not: where };
  return isDeepStrictEqual(guarded(shop, [], effect, negated), negated);
}

function ofItem(condition: ConditionDocument, list: ListDraft): ConditionDocument {
  if ("all" in condition) return { all: condition.all.map((part) => ofItem(part, list)) };
  if ("any" in condition) return { any: condition.any.map((part) => ofItem(part, list)) };
  if ("not" in condition) return { not: ofItem(condition.not, list) };
  const { subject, value, ...rest } = condition as AtomDocument;
  const left = "expression" in subject ? computedOfItem(subject, list) : itemSubject(subject, list);
  return { ...rest, subject: left, ...(value && { value: valueOfItem(value, list) }) };
}

function valueOfItem(
  value: NonNullable<AtomDocument["value"]>,
  list: ListDraft,
): NonNullable<AtomDocument["value"]> {
  if ("expression" in value) return computedOfItem(value, list);
  return "subject" in value ? { subject: itemSubject(value.subject, list) } : value;
}

function computedOfItem({ expression }: ExpressionDocument, { scalar }: ListDraft): ExpressionDocument {
  return { expression: expression.replaceAll(scalar ? /\bsnapshot\.x\b/g : /\bsnapshot\b/g, "item") };
}

function itemSubject(subject: Subject, { scalar }: ListDraft): Subject {
  if (subject.domain !== "snapshot") return subject;
  return scalar ? { domain: "item" } : { domain: "item", field: subject.field! };
}

/** Shares the actor, which may be asked about inside as well. */
export function itemShop(shop: Workshop, snapshot: DraftField[], isFixed: boolean): Workshop {
  const schema = { ...shop.schema, actions: [], snapshot };
  const kinds = snapshot.map((field) => (isGroup(field) ? "object" : kindName(field)));
  const fitting = shapes.filter(({ left, right }) => {
    const isField = typeof right === "object";
    return !isFixed || (kinds.includes(kindName(left)) && !isField);
  });
  const drawn = isFixed ? fitting : shop.random.some(fitting, 12);
  return { ...shop, schema, shapes: drawn, freshness: isFixed ? 0 : 0.3 };
}

/** The lists of scalars that a rule of these actions may look into. */
export function scalarLists(shop: Workshop, actions: string[]): ListDraft[] {
  const domains = actions.length > 0 ? (["action", "snapshot"] as const) : (["snapshot"] as const);
  const places = domains.flatMap((domain) => placesIn(domain, rootsOf(shop.schema, domain, actions)));
  return places.flatMap((place) => scalarList(shop, place) ?? []);
}

function scalarList(shop: Workshop, place: Place): ListDraft | undefined {
  const leaves = place.chains.map((chain) => chain.at(-1)!);
  const [leaf] = leaves as DraftLeaf[];
  if (leaves.some(isGroup) || !leaf!.list) return undefined;
  // A literal has to be in the enum of each action.
  if (leaves.some((each) => (each as DraftLeaf).enum)) return undefined;
  const item: DraftLeaf = { ...leaf!, name: "x", list: false, optional: false };
  const subject = { domain: place.domain, field: place.path.join(".") };
  const optional = optionalDepth(place) > 0;
  return { subject, optional, shop: itemShop(shop, [item], true), scalar: true };
}
