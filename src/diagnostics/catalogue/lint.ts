import type { Page } from "../catalogue.ts";

/** Codes of lint: of policies that compile, and may not say what was meant. All are warnings. */
export const LINT_CODES = {
  "default-not-written": {
    title: "The policy does not say what holds when no rule matches",
    explanation:
      "Without `default:` every action that no rule speaks of is allowed. Whoever reads the policy should not have to know " +
      "that: write it. `default: block` is for policies in which only what a rule allows may happen.",
    example: "version: 1\nrules: []",
    fix: "Writes the default that holds, `default: allow`.",
  },
  "rule-expired-warning": {
    title: "A rule is past its `expires` today",
    explanation:
      "Decisions never look at a clock, so the rule goes on to apply. Delete it, or have somebody look at it and give it a later " +
      "date. With `--as-of`, a rule that has expired by that day is the error `rule-expired`.",
    example: "expires: 2020-01-31",
  },
  "repeated-rule": {
    title: "A rule repeats another one",
    explanation:
      "Scope, condition, effect and mode are those of an earlier rule, so the earlier one decides wherever this one could, and " +
      "the reason of this one is never shown. It was probably meant to differ.",
    example:
      "rules:\n  - { id: a, scope: { action: refund }, effect: block }\n  - { id: b, scope: { action: refund }, effect: block }",
    fix: "Deletes the later rule, where it asks for no approvals of its own, is enforced, and no comment would be left behind.",
  },
  "unused-field": {
    title: "A field that no rule reads",
    explanation:
      "What no rule reads is not looked at: a limit such as `enum` or `maximum` on it is never checked, and a rule that was " +
      "meant to read it is missing. Fields of the actor and the snapshot are told of in any case. Fields of an action only " +
      "where they have such a limit: they also place arguments, and are what observers and approvers see of a call. A field that " +
      "is there for those alone can be kept with a comment, `# actra-ignore-next-line unused-field: why`.",
    example: "snapshot: { fields: { fraud_flag: boolean } }   # and no rule reads it",
  },
  "action-without-rules": {
    title: "An action that no rule covers",
    explanation:
      "No rule has it in its scope, and none is for all actions, so `default` decides on it whatever the input. Under " +
      "`default: allow` that means that everybody may.",
    example: "actions: { refund: {}, payout: {} }   # and all rules have scope: { action: refund }",
  },
  "unguarded-read": {
    title: "A rule that restricts reads an optional field, and does not say what holds without it",
    explanation:
      "A condition on an optional field that is absent is false, so such a rule does not hold for whoever leaves the field out. " +
      "When that is meant, say so: `has(action.note) && …`. When absence shall stop: `!has(action.note) || …`. A condition " +
      "that asks what the field is not has to say it: there it is the error `unguarded-optional`.",
    example: 'when: action.note.contains("urgent")   # note: string?, effect: block',
  },
  "allow-overrides-nothing": {
    title: "An `allow` rule under `default: allow` that changes no effect",
    explanation:
      "What no rule restricts is allowed already. Under `strictest` an `allow` rule never wins against one that restricts; " +
      "under `first_match` it does only against those that come after it, and here none does. So nothing but the rule's name in " +
      "the decision depends on it. Either the default was meant to be `block`, or the rule was meant to be an exception.",
    example: "default: allow\nrules: [{ id: small, scope: { action: refund }, effect: allow }]",
  },
  "allow-before-global-block": {
    title: "Under `first_match`, rules for actions that allow come before a global rule that blocks",
    explanation:
      "`first_match` tries rules for actions before those for actors, and these before global ones, wherever they stand in " +
      "the file. So where one of the allowing rules matches, the global block never gets to decide. When it has to hold always, " +
      "use `resolution: strictest`, or repeat its condition in the rules that allow.",
    example:
      "resolution: first_match\nrules:\n  - { id: frozen, scope: { global: true }, when: snapshot.frozen, effect: block }\n  - { id: small, scope: { action: refund }, effect: allow }",
  },
  "governance-skipped": {
    title: "A governance rule was not checked",
    explanation:
      "It applies to actions that no rule of the policy names, and says `if: targeted` or nothing, which means: only when a rule " +
      "names one. Deleting the last such rule switches the check off. `if: declared` checks it whenever the schema declares one.",
    example: "applies_to: { actions: [payout] }   # and no rule has payout in its scope",
  },
  "bad-suppression": {
    title: "A comment that suppresses nothing, because it is not written right",
    explanation:
      "`# actra-ignore-next-line CODE: reason` suppresses warnings of this code that begin on the next line with something on " +
      "it, `# actra-ignore-file CODE: reason`, before everything else in a file, those of the whole file. Several codes are separated by " +
      "commas. The reason has to be there, and errors cannot be suppressed.",
    example: "# actra-ignore-next-line unused-field",
  },
  "unused-suppression": {
    title: "A comment that suppresses a warning which is not there",
    explanation:
      "What it was for has been fixed, or has moved to another line. Left behind, it would hide the next warning of its kind.",
    example: "# actra-ignore-next-line unused-field: kept for the audit log   # and a rule reads the field",
    fix: "Deletes the comment, where all of it is unused.",
  },
} satisfies Record<string, Page>;
