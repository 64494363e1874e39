import type { Page } from "../catalogue.ts";

/** Codes of the phase "analysis": what is proved over all inputs. `actra check` has them, a compile the invariants alone. */
export const ANALYSIS_CODES = {
  "contradictory-rule": {
    title: "A rule whose condition no input meets",
    explanation:
      "Parts of the condition exclude each other, or what the schema allows, so the rule is true of no input. Where something is " +
      "missing that it reads, it may still count as if it matched. The related places are parts that are enough for it.",
    example: "when: action.amount > 100 && action.amount < 10",
  },
  "always-true-rule": {
    title: "A rule whose condition every input meets",
    explanation:
      "Whatever the schema allows meets the condition, as long as nothing that is required is missing. Without `when` the rule " +
      "would say the same; so either it can go, or something else was meant.",
    example: "when: action.amount >= 0   # and the schema says minimum: 0",
  },
  "shadowed-rule": {
    title: "A rule that another always comes before",
    explanation:
      "Wherever the rule matches or is assumed to, one other rule matches and comes first by the resolution, so this one never " +
      "decides anything. Move it, narrow the other, or delete it.",
    example: "a rule on action.amount > 1000, and before it one on action.amount > 100 with the same effect",
  },
  "unreachable-rule": {
    title: "A rule that others together always come before",
    explanation:
      "Wherever the rule matches or is assumed to, one of some other rules matches and comes first by the resolution, so this one " +
      "never decides anything. No one of them is enough for it; together they leave nothing.",
    example: "a rule on every amount, after one on action.amount > 100 and one on action.amount <= 100",
  },
  "effect-never-wins": {
    title: "A rule whose effect a stricter one always beats",
    explanation:
      "Under `strictest` the strictest effect wins. Wherever this rule matches, a rule with a stricter effect matches too, so " +
      "this one changes nothing. An exception has to be written into the condition of the stricter rule.",
    example: "effect: allow, when: action.amount > 5000   # and a rule blocks action.amount > 1000",
  },
  "redundant-rule": {
    title: "A rule without which every effect is the same",
    explanation:
      "The rule decides some inputs, and if it were deleted other rules, or the default, would give all of them the same effect. " +
      "Rules with a reason or approvers of their own are not meant: they say more than their effect. Two rules may each stand in " +
      "for the other: delete one at a time.",
    example: "effect: allow   # and the policy has default: allow, under `strictest`",
  },
  "cannot-prove": {
    title: "An invariant that cannot be proved",
    explanation:
      "`must: { decide: … }` holds for every input or not at all. Here no input was found that breaks it, and it could not be " +
      "proved either: the message names the tests that are beyond the proof (arithmetic, order between fields, lists beyond " +
      "membership), or says that the work limit was reached. Write the rule plainer, or let it be by `unproved: warning`.",
    example: "must: { decide: block, whenever: snapshot.refunded + action.amount > 5000 }",
  },
  "cannot-prove-warning": {
    title: "An invariant that cannot be proved, and need not be",
    explanation:
      "As `cannot-prove`, but the governance rule says `unproved: warning`, or `severity: warning`.",
    example: "unproved: warning, must: { decide: block, whenever: snapshot.refunded + action.amount > 5000 }",
  },
  "invariants-not-proved": {
    title: "An invariant, and nothing to prove it by",
    explanation:
      "The proof is not in `actra` itself, which would grow by it for everybody. The command line has it; elsewhere pass it to " +
      "the compiler: `proveInvariants` of `actra/analysis`, and the option `invariants: proveInvariants`.",
    example:
      "must: { decide: block, whenever: action.amount > 10000 }   # compiled without the option `invariants`",
  },
  "analysis-cut-off": {
    title: "Some rules were too much work to look through",
    explanation:
      "What rules can never do is proved by looking at all inputs at once, with a limit on the work. It was reached, so nothing " +
      "is said of the rules that are named. All others were looked through.",
    example: "hundreds of rules, each on ten fields with values of their own",
  },
} satisfies Record<string, Page>;
