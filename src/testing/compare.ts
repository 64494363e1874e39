import type { AuditError, Decision } from "../language/decision.ts";
import type { Expectation } from "./expectation.ts";
import type { Difference, Outcome } from "./report.ts";
import { identityOf } from "./written.ts";

/** Where an outcome is not what was expected. What is not expected in words may be anything. */
export function differencesOf(expected: Expectation, outcome: Outcome): readonly Difference[] {
  const wanted = Object.entries(flat(expected)).filter(([, value]) => value !== undefined);
  const came = "error" in outcome ? flat({ error: outcome.error }) : flat(decided(outcome, expected));
  return wanted
    .map(([key, value]) => ({ key, expected: value, actual: came[key] }))
    .filter((each) => comparable(each.key, each.expected) !== comparable(each.key, each.actual));
}

/** A decision in the words of an expectation: what it does not have is empty. */
function decided(decision: Decision, expected: Expectation): Expectation {
  const { effect, matched_rule, reason = "", missing = [], assumed = "", approvals = [], audited } = decision;
  const { rules = [], errors = [] } = audited ?? {};
  const wanted = expected.audited?.errors;
  const faults = errors.map((error, index) => auditFault(error, wanted?.[index]?.path !== undefined));
  return {
    effect,
    rule: matched_rule,
    reason,
    missing,
    assumed,
    approvals,
    audited: { rules, effect: audited?.effect ?? effect, errors: faults },
  };
}

/** With what an expectation can say of it. */
function auditFault({ rule, code, path }: AuditError, hasPath: boolean) {
  return { rule, code, ...(hasPath && { path }) } as NonNullable<
    NonNullable<Expectation["audited"]>["errors"]
  >[number];
}

/** One key for each thing that is compared. Where no decision came its parts are absent, and so is the error where one did. */
function flat({ audited, error, ...parts }: Expectation): Record<string, unknown> {
  return {
    ...parts,
    "audited.rules": audited?.rules,
    "audited.effect": audited?.effect,
    "audited.errors": audited?.errors,
    "error.code": error?.code,
    "error.path": error?.path,
  };
}

/** Paths that are missing are a set; the order of rules has a meaning. */
function comparable(key: string, value: unknown): string {
  if (key === "missing" && Array.isArray(value)) return identityOf(value.toSorted());
  return value === undefined ? "" : identityOf(value);
}
