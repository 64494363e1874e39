import type { Page } from "../catalogue.ts";

/** Codes of the phase "governance". */
export const GOVERNANCE_CODES = {
  "too-many-governance-rules": {
    title: "The governance document has more rules than the limit",
    explanation:
      "Each governance rule is held against each rule of the policy, so there may be 1,000 of them; the option " +
      "`limits.governanceRules` sets another number.",
    example: "a governance document of 1,001 rules",
  },
  "duplicate-governance-id": {
    title: "Two governance rules have one id",
    explanation:
      "A violation names its governance rule by id, so each id stands for one rule. Give one of them another id.",
    example: "rules: [{ id: no_global_block, … }, { id: no_global_block, … }]",
  },
  "governance-violation": {
    title: "The policy violates a governance rule",
    explanation:
      "The governance document says what policies must and must not contain; this one falls short of it. The message is " +
      "the governance rule's own `error`, the related places are the policy rules concerned. Change the policy, or have " +
      "the governance rule changed by whoever is responsible for it.",
    example: "must: { forbid: true }   # and the policy has a rule that `select` selects",
  },
  "governance-violation-warning": {
    title: "The policy violates a governance rule of severity warning",
    explanation:
      "As `governance-violation`, but the governance rule says `severity: warning`, so the policy compiles.",
    example: "must: { min_count: 1 }, severity: warning   # and the policy has no such rule",
  },
  "governance-selects-nothing": {
    title: "A governance rule selects no rule of the policy",
    explanation:
      "`required_effect` and `allowed_fields` hold for each selected rule, so they pass when none is selected. If there " +
      "has to be one, say so with a second governance rule and `exists: true`.",
    example: "select: { where: { id: a_rule_that_is_gone } }, must: { required_effect: block }",
  },
} satisfies Record<string, Page>;
