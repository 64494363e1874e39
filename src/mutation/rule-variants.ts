import type { Rule, Scalar } from "../language/model.ts";
import { type Atom, type Condition, fieldsOf, isComputed } from "../language/model.ts";
import { fieldAt, type Schema } from "../language/schema.ts";
import { EFFECTS } from "../language/types.ts";
import { conditionVariants } from "./condition-variants.ts";
import { type Variant, within } from "./variant.ts";
import { conditionWords } from "./words.ts";

/** The rule with one change in it, for each change. */
export function* ruleVariants(rule: Rule, schema: Schema): Generator<Variant<Rule>> {
  const { when } = rule;
  if (when.kind !== "always") {
    const change = `${conditionWords(when)} dropped, so that the rule always matches`;
    yield { kind: "dropped_condition", change, span: when.span, made: { ...rule, when: { kind: "always" } } };
  }
  const valuesOf = (atom: Atom) => enumOf(atom, rule, schema);
  yield* within(conditionVariants(when, valuesOf), (made) => ({ ...rule, when: made }));
  yield* effectVariants(rule);
  yield* scopeVariants(rule);
}

function* effectVariants(rule: Rule): Generator<Variant<Rule>> {
  const { approval: _, ...bare } = rule;
  for (const effect of EFFECTS) {
    const change = `\`effect: ${rule.effect}\` → \`effect: ${effect}\``;
    if (effect !== rule.effect)
      yield { kind: "effect", change, span: rule.idSpan, made: { ...bare, effect } };
  }
}

/** Without one of its actions, without its actor, and, where it reads nothing of the action, without its actions. */
function* scopeVariants(rule: Rule): Generator<Variant<Rule>> {
  const { actions = [], actor, span } = rule.scope;
  const made = (scope: Rule["scope"]): Rule => ({ ...rule, scope });
  if (actions.length > 1)
    for (const name of actions) {
      const rest = actions.filter((each) => each !== name);
      const scope = { ...rule.scope, actions: rest };
      yield { kind: "scope", change: `action \`${name}\` taken out of the scope`, span, made: made(scope) };
    }
  if (actor !== undefined) {
    const { actor: _, ...scope } = rule.scope;
    yield {
      kind: "scope",
      change: `actor \`${actor.name}\` taken out of the scope`,
      span,
      made: made(scope),
    };
  }
  if (actions.length > 0 && !readsAction(rule.when)) {
    const { actions: _, ...scope } = rule.scope;
    yield { kind: "scope", change: "the scope widened to every action", span, made: made(scope) };
  }
}

function readsAction(condition: Condition): boolean {
  switch (condition.kind) {
    case "always":
      return false;
    case "all":
    case "any":
      return condition.conditions.some(readsAction);
    case "not":
    case "named":
      return readsAction(condition.condition);
    case "atom":
      return fieldsOf(condition).some(({ domain, path }) => domain === "action" && path.join() !== "type");
    default:
      return condition.list.domain === "action" || readsAction(condition.where);
  }
}

/** What the schema allows its left side to be: of several actions, what the first one does. */
function enumOf({ left }: Atom, { scope }: Rule, { actions, actor, snapshot }: Schema): readonly Scalar[] {
  if (isComputed(left)) return [];
  const { domain, path } = left;
  if (domain === "action" && path.join() === "type") return actions.map(({ name }) => name);
  const action = actions.find(({ name }) => scope.actions?.includes(name));
  const fields = { action: action?.fields ?? [], actor: actor.fields, snapshot: snapshot.fields }[domain];
  const field = fieldAt(fields, path);
  return field !== undefined && "enum" in field ? (field.enum ?? []) : [];
}
