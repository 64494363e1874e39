/**
 * Many rules that hold one field against a literal each, as decision tables written as rules do: an
 * engine may look such rules up instead of trying one after the other.
 */
import type {
  AtomDocument,
  ConditionDocument,
  Effect,
  RuleDocument,
  Subject,
} from "../reference/documents.ts";
import { makeAtom } from "./atoms.ts";
import { guarded, makeCondition, placeOf } from "./conditions.ts";
import type { Kind, Place } from "./draft.ts";
import { makeLiteral } from "./literals.ts";
import type { Workshop } from "./workshop.ts";

export function makeTable(shop: Workshop): RuleDocument[] {
  const { random, schema } = shop;
  const action = random.chance(0.7) ? random.pick(schema.actions).name : undefined;
  const actions = action === undefined ? [] : [action];
  const left: Kind = {
    base: random.pick(["string", "string", "integer", "number", "ip", "datetime"]),
    list: false,
  };
  const first = makeAtom(shop, actions, { operator: "equals", left, right: "one" });
  const place = first && placeOf(shop, actions, first.subject as Subject);
  if (first === undefined || place === undefined) return [];
  return random.times(random.between(4, 14), (index) => {
    const effect = random.pick<Effect>(["allow", "require_approval", "block"]);
    const condition = makeRow(shop, actions, place, first);
    return {
      id: `t${index}`,
      scope: action === undefined ? { global: true } : { action },
      when: guarded(shop, actions, effect, condition),
      effect,
    };
  });
}

/** Mostly the bare comparison or one of `all`; sometimes a form that no look-up can take. */
function makeRow(shop: Workshop, actions: string[], place: Place, first: AtomDocument): ConditionDocument {
  const { random } = shop;
  const operator = random.weighted([
    [6, "equals"],
    [2, "in"],
    [0.5, "not_equals"],
    [0.5, "not_in"],
  ]);
  const literal = makeLiteral(shop, place, operator.endsWith("in") ? "list" : "one")!;
  const test: AtomDocument = { subject: first.subject, operator, value: { literal } };
  const more = () => makeCondition(shop, actions, 1);
  return random.weighted<() => ConditionDocument>([
    [4, () => test],
    [5, () => ({ all: random.shuffled([test, more()]) })],
    [1, () => ({ any: [test, more()] })],
    [0.5, () => ({ not: test })],
  ])();
}
