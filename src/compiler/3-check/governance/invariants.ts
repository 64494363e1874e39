import type { CheckedPolicy, Condition, Invariant } from "../../../language/model.ts";
import type { DecideNode, GovernanceDocument, GovernanceRuleNode, RuleNode } from "../../2-parse/ast.ts";
import type { CheckContext } from "../context.ts";
import type { RuleContext } from "../rules/rule-context.ts";
import { typeCondition } from "../rules/type-condition.ts";
import { targets } from "./select.ts";

/** What governance demands of decisions, typed as a rule's condition for the same actions would be. Nothing is proved here. */
export function typeInvariants(
  { rules }: GovernanceDocument,
  policy: CheckedPolicy,
  check: CheckContext,
): readonly Invariant[] {
  const due = rules.filter(({ must }) => must.kind === "decide");
  const typed = due.flatMap((node) => typeInvariant(node, node.must as DecideNode, policy, check));
  // Should one ever be lost without a word, nothing may compile.
  if (typed.length < due.length && !check.reporter.hasErrors)
    throw new Error("an invariant was lost without a diagnostic");
  return typed;
}

const ALWAYS: Condition = Object.freeze({ kind: "always" });

function typeInvariant(
  node: GovernanceRuleNode,
  { effect, whenever }: DecideNode,
  policy: CheckedPolicy,
  check: CheckContext,
): Invariant[] {
  const actions = node.appliesTo && [...new Set(node.appliesTo.actions.map(({ value }) => value))].sort();
  // An unknown action has been reported.
  if (actions?.some((name) => !check.index.hasAction(name))) return [];
  const condition =
    whenever === undefined ? ALWAYS : typeCondition(whenever, contextOf(node, actions, check));
  if (condition === undefined) return [];
  const { id, error, severity, unproved } = node;
  const applies = targets(node.appliesTo, policy);
  const said = { id: id.value, error: error.value, severity, unproved, span: id.span };
  return [{ ...said, effect, whenever: condition, applies, ...(actions && { actions }) }];
}

function contextOf(
  node: GovernanceRuleNode,
  actions: readonly string[] | undefined,
  check: CheckContext,
): RuleContext {
  const { id, span } = node;
  const standIn: RuleNode = { id, scope: { span }, effect: { value: "allow", span }, span };
  const together = actions !== undefined && actions.length > 1 && check.index.together(actions);
  return {
    node: standIn,
    where: `governance rule \`${id.value}\``,
    uses: [],
    ...(actions && { actions }),
    ...(together && { together }),
    check,
    report: check.reporter.report.bind(check.reporter),
  };
}
