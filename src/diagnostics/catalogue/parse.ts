import type { Page } from "../catalogue.ts";

/** Codes of the phase "parse": from a tree of nodes to a schema, a policy, a governance document. */
export const PARSE_CODES = {
  "unknown-version": {
    title: "A version that this compiler does not know",
    explanation: "Every document says `version: 1`, the one version there is.",
    example: "version: 2",
  },
  "missing-key": {
    title: "A required key is missing",
    explanation: "The map cannot be understood without this key.",
    example: "rules:\n  - id: a rule without scope and effect",
  },
  "unknown-key": {
    title: "A key that has no meaning here",
    explanation:
      "Nothing in a document is ignored: a key that is not known is an error, since it is most likely misspelt.",
    example: "rules:\n  - id: a\n    efect: block",
  },
  "wrong-kind": {
    title: "Another kind of value was expected",
    explanation:
      "A map stands where a list belongs, a number where text belongs, and so on. A key left blank is `null`, which is never " +
      "the same as leaving the key out.",
    example: "reason: 42",
  },
  "blank-fields": {
    title: "`fields:` of an action, the actor or the snapshot is left blank",
    explanation:
      "Elsewhere a key left blank is an error. Here it is taken for no fields, as Actra 0.7.8 did, since documents " +
      "exist that say so. Write `fields: {}`, or the fields that are missing.",
    example: "snapshot:\n  fields:",
  },
  "unknown-word": {
    title: "A word that is none of the choices",
    explanation: "Effects, operators, domains, types and settings are words out of a fixed list.",
    example: "effect: deny",
  },
  "fixed-value": {
    title: "A key that takes one value only",
    explanation: "The key is there to be `true`; to say the opposite, leave it out.",
    example: "scope: { global: false }",
  },
  "bad-name": {
    title: "A name with characters that names cannot have",
    explanation:
      "Fields: letters, digits, `_`, not starting with a digit. Actions also have `.`, `:`, `/`, `-` after the first character. " +
      "Rule ids are letters, digits, `_`, `.`, `:`, `-`. Named conditions and lists are called as fields are. Patterns for actions " +
      "such as `db.*` are for `actions:` in the scope of a rule.",
    example: "actions:\n  refund money: {}",
  },
  "reserved-name": {
    title: "A name that every JavaScript object already has",
    explanation:
      "`constructor`, `toString`, `__proto__` and their like can be found on every object, so they cannot name a field or an action.",
    example: "fields: { constructor: string }",
  },
  contradiction: {
    title: "Two statements that exclude each other",
    explanation: "The document says one thing twice, and differently.",
    example: "note: { type: string?, optional: false }",
  },
  "scope-takes-one": {
    title: "A scope with none or several targets",
    explanation:
      "A scope has exactly one of `action`, `actions`, `actor`, `global`. Only `actor` may stand beside `action` or `actions`.",
    example: "scope: { action: refund, global: true }",
  },
  "must-takes-one": {
    title: "A governance rule with none or several demands",
    explanation:
      "`must` has exactly one of `exists`, `min_count`, `max_count`, `forbid`, `allowed_fields`, `required_effect`.",
    example: "must: { exists: true, max_count: 3 }",
  },
  "value-takes-one": {
    title: "A value that is nothing, or two things",
    explanation: "The right side of a comparison is a `literal`, a `subject`, or the name of a `list`.",
    example: "value: { literal: 1, subject: { domain: action, field: amount } }",
  },
  "mixed-condition": {
    title: "Different kinds of condition in one map",
    explanation:
      "A map is an atom (`subject`, `operator`, `value`), or it is one of `all`, `any`, `not`, `condition`. Nest them instead.",
    example: "when: { all: […], any: […] }",
  },
  "empty-list": {
    title: "A list that has to have items",
    explanation: "With no item there is nothing to decide on, and what was meant cannot be told.",
    example: "when: { all: [] }",
  },
  "empty-text": {
    title: "Text that has to have characters",
    explanation: "Somebody or something is to be named here.",
    example: 'approvers: [""]',
  },
  "never-applies": {
    title: "A rule that is switched off by its condition",
    explanation:
      "`when: false` would keep a rule that looks active and is not. Delete the rule; to try a rule out without enforcing it there is `mode: audit`.",
    example: "when: false",
  },
  "bad-duration": {
    title: "Not a duration",
    explanation:
      "A duration is days, hours, minutes and seconds, in this order: `30m`, `24h`, `7d`, `1h30m`. It is longer than nothing.",
    example: "expires_in: 24",
  },
  "expression-syntax": {
    title: "The text is no expression",
    explanation:
      "A condition may be written as one text in CEL syntax: paths such as `action.amount`, comparisons, `&&`, `||`, `!` and " +
      "parentheses. In YAML, an expression that begins with `!`, `[` or a quote, or has `: ` or ` #` in it, goes into quotes or below a `|`.",
    example: "when: action.amount > 1000 &&",
  },
  "expression-unsupported": {
    title: "A part of CEL that expressions here do not have",
    explanation:
      "Expressions are the conditions of this language in CEL syntax, no more: no macros but those of the language, no conditional, " +
      "no `null`, no maps, no bytes, no conversions. Values have the types that the schema says.",
    example: "when: 'action.amount > 1000 ? true : false'",
  },
  "expression-mismatch": {
    title: "Parts of an expression that do not go together",
    explanation:
      "A comparison has a field on one side at least; `&&`, `||` and `!` join conditions, everything else takes values. A boolean field " +
      "alone is a condition, a literal is none.",
    example: "when: 1000 < 2000",
  },
  "unknown-function": {
    title: "A function or method that expressions do not have",
    explanation:
      "There is `has(path)`, `timestamp(text)`, and a method for each operator that has no symbol: `path.startsWith(text)`.",
    example: 'when: action.note.beginsWith("urgent")',
  },
  "number-out-of-range": {
    title: "A number that is too small, or not whole",
    explanation: "Counts are whole numbers, and a quorum is at least 1.",
    example: "quorum: 0",
  },
  "approval-needs-its-effect": {
    title: "`approval` on a rule that asks for none",
    explanation: "Who approves, and how, is only meaningful on a rule with `effect: require_approval`.",
    example: "effect: block\napproval: { approvers: [cfo] }",
  },
} satisfies Record<string, Page>;
