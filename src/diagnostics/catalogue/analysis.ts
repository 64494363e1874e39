import type { CatalogueEntry } from "../catalogue.ts";

/** Codes of the phase "analysis": what is proved over all inputs. `actra check` has them, a compile the invariants alone. */
export const ANALYSIS_CODES = {
  "contradictory-rule": {
    severity: "warning",
    title: "A rule whose condition no input meets",
    explanation:
      "Parts of the condition exclude each other, or what the schema allows, so the rule is true of no input. Where something is " +
      "missing that it reads, it may still count as if it matched. The related places are parts that are enough for it.",
    example: "when: action.amount > 100 && action.amount < 10",
  },
  "always-true-rule": {
    severity: "warning",
    title: "A rule whose condition every input meets",
    explanation:
      "Whatever the schema allows meets the condition, as long as nothing that is required is missing. Without `when` the rule " +
      "would say the same; so either it can go, or something else was meant.",
    example: "when: action.amount >= 0   # and the schema says minimum: 0",
  },
  "shadowed-rule": {
    severity: "warning",
    title: "A rule that another always comes before",
    explanation:
      "Wherever the rule matches or is assumed to, one other rule matches and comes first by the resolution, so this one never " +
      "decides anything. Move it, narrow the other, or delete it.",
    example: "a rule on action.amount > 1000, and before it one on action.amount > 100 with the same effect",
  },
  "unreachable-rule": {
    severity: "warning",
    title: "A rule that others together always come before",
    explanation:
      "Wherever the rule matches or is assumed to, one of some other rules matches and comes first by the resolution, so this one " +
      "never decides anything. No one of them is enough for it; together they leave nothing.",
    example: "a rule on every amount, after one on action.amount > 100 and one on action.amount <= 100",
  },
  "effect-never-wins": {
    severity: "warning",
    title: "A rule whose effect a stricter one always beats",
    explanation:
      "Under `strictest` the strictest effect wins. Wherever this rule matches, a rule with a stricter effect matches too, so " +
      "this one changes nothing. An exception has to be written into the condition of the stricter rule.",
    example: "effect: allow, when: action.amount > 5000   # and a rule blocks action.amount > 1000",
  },
  "redundant-rule": {
    severity: "warning",
    title: "A rule without which every effect is the same",
    explanation:
      "The rule decides some inputs, and if it were deleted other rules, or the default, would give all of them the same effect. " +
      "Rules with a reason or approvers of their own are not meant: they say more than their effect.",
    example: "effect: allow   # and the policy has default: allow, under `strictest`",
  },
  "analysis-cut-off": {
    severity: "warning",
    title: "Some rules were too much work to look through",
    explanation:
      "What rules can never do is proved by looking at all inputs at once, with a limit on the work. It was reached, so nothing " +
      "is said of the rules that are named. All others were looked through.",
    example: "hundreds of rules, each on ten fields with values of their own",
  },
} satisfies Record<string, CatalogueEntry>;
