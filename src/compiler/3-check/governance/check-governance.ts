import type { CheckedPolicy, Rule } from "../../../language/model.ts";
import type { GovernanceDocument } from "../../2-parse/ast.ts";
import type { CheckContext } from "../context.ts";
import type { GovernanceContext } from "./governance-context.ts";
import { governanceIdsAreUnique } from "./governance-ids-are-unique.ts";
import { governanceRulesAreWithinTheLimit } from "./governance-rules-are-within-the-limit.ts";
import { countsEnforcedOnly, holdsForEach, type Shortfall, shortfall } from "./must.ts";
import { NAME_CHECKS } from "./name-checks.ts";
import { RuleReads } from "./reads.ts";
import { applies, selectedRules } from "./select.ts";

// Governance looks at a policy that compiled: each governance rule selects rules of the policy, and says what must
// hold for them. All violations are reported, one diagnostic for each governance rule that is violated.

export function checkGovernance(
  document: GovernanceDocument,
  policy: CheckedPolicy,
  check: CheckContext,
): void {
  if (!governanceRulesAreWithinTheLimit(document, check)) return;
  const reads = new RuleReads(policy.settings.semantics);
  const report = check.reporter.report.bind(check.reporter);
  governanceIdsAreUnique(document, report);
  for (const node of document.rules) {
    const governed = { node, policy, reads, check, report };
    const names = NAME_CHECKS.map((checkNames) => checkNames(governed));
    if (!names.includes(false) && applies(governed)) judge(governed);
  }
}

function judge(governed: GovernanceContext): void {
  const { node, report } = governed;
  const selected = selectedRules(governed);
  const counting = countsEnforcedOnly(node.must)
    ? selected.filter((rule) => isEnforced(rule, governed))
    : selected;
  const short = shortfall(governed, counting);
  if (short !== undefined) reportViolation(governed, short, notCounted(selected, counting));
  else if (counting.length === 0 && holdsForEach(node.must)) {
    report({
      code: "governance-selects-nothing",
      message: `governance rule \`${node.id.value}\` selects no rule of the policy, so it checks nothing`,
      span: node.id.span,
      governanceRule: node.id.value,
    });
  }
}

/** A selection by mode may ask for audit rules. Under `semantics: actra-0.7` a rule whose scope names an actor never applies. */
function isEnforced({ mode, scope }: Rule, { node, policy }: GovernanceContext): boolean {
  if (scope.actor !== undefined && policy.settings.semantics === "actra-0.7") return false;
  return mode === "enforce" || node.where.mode !== undefined;
}

function notCounted(selected: readonly Rule[], counting: readonly Rule[]): string[] {
  const counted = new Set(counting);
  const others = selected.filter((rule) => !counted.has(rule));
  const audited = others.filter(({ mode }) => mode === "audit").length;
  const idle = others.length - audited;
  return [
    ...(audited > 0 ? [`${audited} more with \`mode: audit\` do not count`] : []),
    ...(idle > 0 ? [`${idle} more for an actor never apply under \`semantics: actra-0.7\``] : []),
  ];
}

function reportViolation(
  { node, report }: GovernanceContext,
  short: Shortfall,
  others: readonly string[],
): void {
  const notes = [short.found, ...others];
  if (short.more > 0) notes.push(`${short.more} more places are not shown`);
  report({
    code: node.severity === "error" ? "governance-violation" : "governance-violation-warning",
    message: `governance rule \`${node.id.value}\` is violated: ${node.error.value}`,
    span: node.id.span,
    help: notes.join("; "),
    governanceRule: node.id.value,
    ...(short.related.length > 0 && { related: short.related }),
  });
}
