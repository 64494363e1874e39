import type { Approval, Condition, Rule, Scope } from "../../../language/model.ts";
import type { ApprovalNode, RuleNode } from "../../2-parse/ast.ts";
import type { CheckContext } from "../context.ts";
import { RULE_CHECKS } from "./rule-checks.ts";
import type { RuleContext } from "./rule-context.ts";
import { SCOPE_CHECKS } from "./scope-checks.ts";
import { typeCondition } from "./type-condition.ts";
import { typeScope } from "./type-scope.ts";

/** From a rule as written to a rule of the model; `undefined` when its condition is broken, which is reported. */
export function typeRule(node: RuleNode, check: CheckContext): Rule | undefined {
  const scope = typeScope(node.scope, check);
  const rule = contextOf(node, scope, check);
  for (const checkScope of SCOPE_CHECKS) checkScope(rule);
  const when = node.when === undefined ? ALWAYS : typeCondition(node.when, rule);
  if (when === undefined || node.isBroken) return undefined;
  for (const checkRule of RULE_CHECKS) checkRule(rule);
  return {
    id: node.id.value,
    scope,
    when,
    effect: node.effect.value,
    mode: node.mode?.value ?? "enforce",
    ...(node.reason && { reason: node.reason.value }),
    ...(node.description && { description: node.description.value }),
    ...(node.owner && { owner: node.owner.value }),
    ...(node.expires && { expires: node.expires.value }),
    tags: node.tags?.map((tag) => tag.value) ?? [],
    ...(node.approval && { approval: approval(node.approval) }),
    span: node.span,
    idSpan: node.id.span,
  };
}

function contextOf(node: RuleNode, { actions }: Scope, check: CheckContext): RuleContext {
  const report = check.reporter.report.bind(check.reporter);
  const together = actions !== undefined && actions.length > 1 && check.index.together(actions);
  const where = `rule \`${node.id.value}\``;
  return { node, where, uses: [], ...(actions && { actions }), ...(together && { together }), check, report };
}

const ALWAYS: Condition = Object.freeze({ kind: "always" });

function approval(node: ApprovalNode): Approval {
  return {
    approvers: node.approvers.map((approver) => approver.value),
    ...(node.quorum && { quorum: node.quorum.value }),
    ...(node.expiresIn && { expires_in: node.expiresIn.value }),
  };
}
