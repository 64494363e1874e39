import type { CheckedPolicy, Rule, Scope } from "../../../language/model.ts";
import type { GovernanceRuleNode, GovernanceScopeNode, WhereNode } from "../../2-parse/ast.ts";
import type { GovernanceContext } from "./governance-context.ts";
import type { RuleReads } from "./reads.ts";

/** Whether the governance rule is to be checked at all: a targeted one only where a rule names one of its actions. */
export function applies({ node, policy }: Pick<GovernanceContext, "node" | "policy">): boolean {
  return targets(node.appliesTo, policy);
}

export function targets(appliesTo: GovernanceRuleNode["appliesTo"], policy: CheckedPolicy): boolean {
  if (appliesTo === undefined || appliesTo.if === "declared") return true;
  const actions = new Set(appliesTo.actions.map((action) => action.value));
  return policy.rules.some((rule) => rule.scope.actions?.some((action) => actions.has(action)));
}

/** The rules of the policy that it is about: those that cover its actions and have all that `where` says. */
export function selectedRules({ node, policy, reads }: GovernanceContext): readonly Rule[] {
  const actions = node.appliesTo && new Set(node.appliesTo.actions.map((action) => action.value));
  const tests = testsOf(node.where, reads);
  return policy.rules.filter((rule) => covers(rule.scope, actions) && tests.every((test) => test(rule)));
}

/** A scope that names no action covers every action. */
function covers(scope: Scope, actions: ReadonlySet<string> | undefined): boolean {
  if (actions === undefined || scope.actions === undefined) return true;
  return scope.actions.some((action) => actions.has(action));
}

type Test = (rule: Rule) => boolean;

/** What is asked of each rule of the policy: made once, since there may be a hundred million looks. */
function testsOf({ id, effect, mode, scope, tags = [], when }: WhereNode, reads: RuleReads): readonly Test[] {
  const tests: (Test | false | undefined)[] = [
    id && ((rule) => rule.id === id.value),
    effect && ((rule) => rule.effect === effect.value),
    mode && ((rule) => rule.mode === mode.value),
    scope && ((rule) => hasScope(rule.scope, scope)),
    tags.length > 0 && ((rule) => tags.every((tag) => rule.tags.includes(tag.value))),
    when && ((rule) => hasAtom(rule, when, reads)),
  ];
  return tests.filter((test) => test !== undefined && test !== false);
}

function hasScope(scope: Scope, wanted: GovernanceScopeNode): boolean {
  switch (wanted.kind) {
    case "global":
      return scope.actions === undefined && scope.actor === undefined;
    case "action":
      return scope.actions?.includes(wanted.name.value) ?? false;
    case "actor":
      return scope.actor?.name === wanted.name.value;
  }
}

/** Subject and operator of one and the same atom. */
function hasAtom(
  rule: Rule,
  { subject, operator }: NonNullable<WhereNode["when"]>,
  reads: RuleReads,
): boolean {
  const path = subject && `${subject.domain.value}.${subject.field.value}`;
  return reads.of(rule).some((read) => {
    return (
      (path === undefined || read.path === path) &&
      (operator === undefined || read.operator === operator.value)
    );
  });
}
