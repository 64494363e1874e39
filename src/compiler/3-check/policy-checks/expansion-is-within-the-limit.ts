import type { RuleNode } from "../../2-parse/ast.ts";
import { isPattern } from "../action-pattern.ts";
import type { PolicyContext } from "../context.ts";
import { Expansion, type Measure } from "../expansion.ts";

/** The document, its list of rules and the rule stand around a rule's condition. */
const AROUND = 3;

/** What names and patterns stand for may be written out. Beyond the limit it is not, and no rule is looked at. */
export function expansionIsWithinTheLimit(policy: PolicyContext): boolean {
  if (!patternsAreFew(policy)) return false;
  const expansion = new Expansion(policy.definitions, policy.index);
  let size = 0;
  let isWithin = true;
  for (const rule of policy.rules) {
    const measure = expansion.of(rule);
    size += measure.size;
    if (size > policy.limits.expansion) return reportSize(rule, policy);
    if (!isLow(rule, measure, policy)) isWithin = false;
  }
  return isWithin;
}

/** Each pattern is held against each action, once. */
function patternsAreFew({ rules, limits, reporter }: PolicyContext): boolean {
  const patterns = new Set<string>();
  for (const { scope } of rules) {
    for (const { value, span } of scope.actions ?? []) {
      if (isPattern(value)) patterns.add(value);
      if (patterns.size <= limits.actionPatterns) continue;
      reporter.report({
        code: "too-much-expansion",
        message: `the policy has more than ${limits.actionPatterns} different patterns for actions`,
        span,
        help: "the limit is the option `limits.actionPatterns`",
      });
      return false;
    }
  }
  return true;
}

function reportSize({ id }: RuleNode, { limits, reporter }: PolicyContext): false {
  reporter.report({
    code: "too-much-expansion",
    message: `up to rule \`${id.value}\`, names and patterns stand for more than ${limits.expansion} atoms, list items and actions`,
    span: id.span,
    help: "the limit is the option `limits.expansion`",
  });
  return false;
}

function isLow({ id }: RuleNode, { height }: Measure, { limits, reporter }: PolicyContext): boolean {
  if (height + AROUND <= limits.depth) return true;
  reporter.report({
    code: "too-much-expansion",
    message: `written out, the condition of rule \`${id.value}\` is ${height + AROUND} collections deep, the limit is ${limits.depth}`,
    span: id.span,
    help: "the limit is the option `limits.depth`",
  });
  return false;
}
