/** From the judged rules to the whole decision (docs/semantics.md, points 10 to 13). */
import type { Approval, AuditError, Decision } from "./answer.ts";
import type { Rule, Settings } from "./policy.ts";
import { type Judged, type Outcome, resolve } from "./resolve.ts";

export interface Circumstances {
  settings: Settings;
  /** Of audit rules that read a bad value, in file order; those rules are not among the judged. */
  errors: AuditError[];
  /** Every path that is missing as required, in schema order. */
  missing: string[];
}

export function conclude(judged: Judged[], circumstances: Circumstances): Decision {
  const outcome = resolve(
    judged.filter(({ rule }) => !rule.audit),
    circumstances.settings,
  );
  const { effect, matched } = outcome;
  const approvals = approvalsOf(outcome);
  const blamed = blamedRules(outcome);
  const isNamed = circumstances.settings.missing === "assume_worst";
  const missing = circumstances.missing.filter((path) => isNamed && isRead(path, blamed));
  const audited = auditedOf(judged, circumstances);
  return {
    effect,
    matched_rule: matched?.id ?? "",
    ...(matched?.reason !== undefined && { reason: matched.reason }),
    ...(approvals.length > 0 && { approvals }),
    ...(missing.length > 0 && { missing }),
    ...(judged.some(({ rule, blame }) => blame !== "none" && blamed.includes(rule)) && {
      assumed: "arithmetic",
    }),
    ...(audited && { audited }),
  };
}

/** Under `first_match` a certain rule after the one that decides has no say. */
function approvalsOf({ effect, supporting, deciding, assumed }: Outcome): Approval[] {
  if (effect !== "require_approval") return [];
  return supporting
    .filter((rule) => deciding.includes(rule) || assumed.includes(rule))
    .flatMap((rule) => (rule.approval ? [{ rule: rule.id, ...rule.approval }] : []));
}

/** The rules whose missing data brought the decision about, if any did. */
function blamedRules({ effect, matched, certain, possible, assumed }: Outcome): Rule[] {
  if (matched) return assumed.includes(matched) ? assumed.filter((rule) => rule.effect === effect) : [];
  return certain.length === 0 ? possible : [];
}

function isRead(path: string, rules: Rule[]): boolean {
  return rules.some((rule) => rule.reads.has(path));
}

/** As if every audit rule were enforced. */
function auditedOf(judged: Judged[], { settings, errors }: Circumstances): Decision["audited"] {
  const { effect, certain, assumed } = resolve(judged, settings);
  const rules = judged
    .map(({ rule }) => rule)
    .filter((rule) => rule.audit && (certain.includes(rule) || assumed.includes(rule)))
    .map((rule) => rule.id);
  if (rules.length === 0 && errors.length === 0) return undefined;
  return { rules, ...(errors.length > 0 && { errors }), effect };
}
