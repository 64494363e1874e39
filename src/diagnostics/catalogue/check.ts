import type { Page } from "../catalogue.ts";

/** Codes of the phase "check". */
export const CHECK_CODES = {
  "constraint-not-allowed": {
    title: "A constraint does not go with the field's type",
    explanation:
      "`enum` goes with string, number and integer; `minimum` and `maximum` with number, integer and datetime; " +
      "`max_length` with string; on a list each holds for its items. `sensitive` goes with everything but objects, " +
      "whose fields are marked one by one. Elsewhere a constraint would have no effect.",
    example: "active: { type: boolean, enum: [true] }",
  },
  "empty-enum": {
    title: "An enum without values",
    explanation:
      "No value is in an empty enum, so every input with this field would be refused. List the values, or leave `enum` out.",
    example: "currency: { type: string, enum: [] }",
  },
  "enum-value-mismatch": {
    title: "An enum value is not of the field's type",
    explanation:
      "The values of an enum are values that the field can have: text for string, numbers for number, whole numbers for " +
      "integer. Text that looks like a number has to be quoted.",
    example: "size: { type: integer, enum: [1, 2.5] }",
  },
  "duplicate-enum-value": {
    title: "An enum lists a value twice",
    explanation: "The second mention has no effect, and was probably meant to be another value.",
    example: "currency: { type: string, enum: [USD, EUR, USD] }",
  },
  "enum-value-out-of-range": {
    title: "An enum value is refused by the field's own limits",
    explanation:
      "A value has to be in the `enum` and within `minimum`, `maximum` and `max_length`; this one can never be accepted.",
    example: "level: { type: integer, enum: [1, 20], maximum: 10 }",
  },
  "bound-mismatch": {
    title: "A minimum or maximum is not a value of the field's type",
    explanation:
      "The bounds of number and integer are numbers, those of datetime are text such as `2030-01-31T09:00:00Z`.",
    example: "amount: { type: number, maximum: lots }",
  },
  "minimum-above-maximum": {
    title: "A minimum is above the maximum",
    explanation: "No value lies between them, so every input with this field would be refused.",
    example: "amount: { type: number, minimum: 10, maximum: 1 }",
  },
  "action-type-redeclared": {
    title: "The field `type` of an action is declared as something else",
    explanation:
      "`action.type` always exists, is a required string and holds the action's name. `type: string` may be written, as " +
      "old schemas do, and has no effect; anything else would contradict it.",
    example: "refund: { fields: { type: { type: string, enum: [full, partial] } } }",
  },
  "unknown-actor-kind": {
    title: "`kind` names no field of the actor",
    explanation:
      "`kind` under `actor:` says which of the actor's own fields tells one actor from another, for scopes `actor: name`.",
    example: "actor: { kind: rol, fields: { role: { type: string, enum: [bot, human] } } }",
  },
  "setting-repeated": {
    title: "A setting is set in two files",
    explanation:
      "All files of a policy are one policy, and each top-level setting may stand in at most one of them.",
    example: "default: block   # in policies/a.yaml and in policies/b.yaml",
  },
  "semantics-disagree": {
    title: "The policy and the compiler's options name different semantics",
    explanation:
      "`semantics` may stand at the top of the policy or among the options; where it stands in both, both have to say the same.",
    example: "semantics: actra-0.7   # and the options say actra-1",
  },
  "setting-fixed-by-semantics": {
    title: "A setting that `semantics: actra-0.7` fixes is set",
    explanation:
      "`semantics: actra-0.7` means first_match, no_match and evaluate. A policy that sets `resolution`, `missing` or " +
      "`unknown_action` itself would say two things. `default` may be set.",
    example: "semantics: actra-0.7\nresolution: strictest",
  },
  "too-many-rules": {
    title: "The policy has more rules than the limit",
    explanation:
      "All files of a policy together may have 100,000 rules; the option `limits.rules` sets another number.",
    example: "a policy of 100,001 rules",
  },
  "duplicate-rule-id": {
    title: "Two rules have one id",
    explanation:
      "A decision names its rule by id, so an id stands for one rule over all files of the policy.",
    example: "rules: [{ id: big_refund, … }, { id: big_refund, … }]",
  },
  "duplicate-name": {
    title: "Two conditions, or two lists, have one name",
    explanation:
      "All files of a policy are one policy, in which a condition's name stands for one condition and a list's for one list.",
    example: "lists: { eu: [DE, FR] }   # in policies/a.yaml and in policies/b.yaml",
  },
  "unknown-condition": {
    title: "A condition that the policy does not define",
    explanation: "`condition: name` stands for what one of the policy's files defines under `conditions:`.",
    example: "when: { condition: lagre }   # and the policy has conditions: { large: … }",
  },
  "unknown-list": {
    title: "A list that the policy does not define",
    explanation: "`list: name` stands for what one of the policy's files defines under `lists:`.",
    example: "value: { list: ue }   # and the policy has lists: { eu: [DE, FR] }",
  },
  "condition-cycle": {
    title: "A named condition that is defined by itself",
    explanation:
      "Names are replaced by what they stand for, and here that never ends. The message shows the way from the condition " +
      "back to itself.",
    example: "conditions: { a: { not: { condition: b } }, b: { condition: a } }",
  },
  "unused-name": {
    title: "A named condition or list that no rule uses",
    explanation:
      "Nothing depends on it, so a rule that was meant to use it probably does not. What is used only by conditions that no " +
      "rule uses counts as unused.",
    example: "lists: { eu: [DE, FR] }   # and no rule says { list: eu }",
  },
  "too-much-expansion": {
    title: "Names and patterns stand for more than the limits allow",
    explanation:
      "Named conditions, named lists and patterns for actions are replaced by what they stand for, in each rule that uses " +
      "them. Conditions that use others twice, and these others again, soon stand for millions of atoms. The options " +
      "`limits.expansion`, `limits.actionPatterns` and `limits.depth` set how much it may be.",
    example: "twenty conditions, each of which uses the one before it twice",
  },
  "invalid-expires": {
    title: "`expires` is no date",
    explanation:
      "`expires` is a day of the calendar, `YYYY-MM-DD`, at whose end in UTC the rule expires, or a datetime with an offset.",
    example: "expires: 2030-02-30",
  },
  "rule-expired": {
    title: "A rule is past its `expires`",
    explanation:
      "The compiler was given a date, and the rule had expired by then. Decisions never look at a clock, so the rule would " +
      "go on to apply: delete it, or have somebody look at it and give it a later date.",
    example: "expires: 2020-01-31   # and the option asOf is 2026-01-01",
  },
  "invalid-as-of": {
    title: "The option `asOf` is no date",
    explanation:
      "`asOf` is the day to which `expires` is compared: `YYYY-MM-DD`, a datetime with an offset, or a valid `Date`.",
    example: "Actra.compile(sources, { asOf: 'yesterday' })",
  },
  "unknown-action": {
    title: "An action that the schema does not declare",
    explanation:
      "Scopes, governance and, under `unknown_action: reject`, conditions on `action.type` name actions of the schema. A " +
      "misspelt one would switch the rule off in silence.",
    example: "scope: { action: refnd }",
  },
  "duplicate-action": {
    title: "A scope names an action twice",
    explanation:
      "The second mention has no effect, and was probably meant to be another action, which the rule now misses.",
    example: "scope: { actions: [refund, payout, refund] }",
  },
  "pattern-matches-nothing": {
    title: "A pattern that no action matches",
    explanation:
      "In `actions:` a `*` stands for any run of characters, the empty one too. A pattern has to match an action of the " +
      "schema: one that is misspelt would switch the rule off in silence.",
    example: "scope: { actions: [bd.*] }   # and the schema declares db.read and db.write",
  },
  "actor-scope-without-kind": {
    title: "An actor scope, and no field that tells which actor it is",
    explanation:
      "`scope: { actor: name }` compares one field of the actor with the name: the field that `kind` names under `actor:` " +
      "in the schema, or else the field `type`. This schema has neither.",
    example: "scope: { actor: support_bot }   # and the schema says actor: { fields: { id: string } }",
  },
  "actor-kind-unfit": {
    title: "The field that tells the actors apart is no required string with an enum",
    explanation:
      "`scope: { actor: name }` needs to know all names there are, and that there always is one, so that a misspelt or " +
      "missing one cannot slip past a rule. Declare the field as a required string with an `enum` of all actors.",
    example: "actor: { kind: role, fields: { role: string? } }",
  },
  "unknown-actor": {
    title: "An actor that the schema does not know",
    explanation: "The name in an actor scope has to be in the enum of the field that tells the actors apart.",
    example: "scope: { actor: suport_bot }",
  },
  "unknown-field": {
    title: "A field that the schema does not declare",
    explanation:
      "Conditions, and governance, read fields of the schema. In a scope of several actions all of them have to declare the field.",
    example: "subject: { domain: action, field: amout }",
  },
  "action-field-out-of-scope": {
    title: "A field of the action in a rule for no particular action",
    explanation:
      "Global rules, and those whose scope names only an actor, apply to every action, so they know nothing of it but its " +
      "name, `action.type`. Name the actions in the scope.",
    example: "scope: { global: true }, when: { subject: { domain: action, field: amount }, … }",
  },
  "field-types-differ": {
    title: "The actions of a scope declare a field with different types",
    explanation:
      "A rule for several actions may read a field that all of them declare with the same base type. Whether it is optional, " +
      "its enum and its range may differ. Write one rule for each type.",
    example: "scope: { actions: [refund, payout] }   # amount is number in one, string in the other",
  },
  "operator-type-mismatch": {
    title: "An operator does not fit the types around it",
    explanation:
      "Each operator takes certain types on its left and on its right; number and integer count as one. The help names the " +
      "operators that would fit. Objects can only be asked whether they exist.",
    example:
      "{ subject: { domain: snapshot, field: fraud_flag }, operator: greater_than, value: { literal: 10 } }",
  },
  "arithmetic-type-mismatch": {
    title: "Arithmetic with types that do not go together",
    explanation:
      "Numbers and integers are computed with each other. A datetime less a datetime is a duration; durations are added to " +
      "datetimes and durations, and subtracted from them. `size` takes text and lists, `getHours()` and its kin a datetime.",
    example: "when: action.amount + action.currency > 100",
  },
  "arithmetic-fault": {
    title: "Arithmetic that never has a result",
    explanation:
      "Dividing by zero, and leaving the range of the type, are faults: whatever the input, the condition could not be told. " +
      "What only some inputs lead to is no error here, and counts as the worst when it happens.",
    example: "when: action.amount / 0 > 1",
  },
  "missing-value": {
    title: "An operator has nothing on its right",
    explanation: "Every operator but `exists` and `is_empty` compares with a `value`.",
    example: "{ subject: { domain: action, field: amount }, operator: greater_than }",
  },
  "exists-on-required": {
    title: "`exists` on a path without an optional part",
    explanation:
      "A required field that is absent is missing data, which `missing:` deals with for the whole policy; `exists` asks about " +
      "what may be absent. Mark the field with `?` when it may.",
    example: "{ subject: { domain: action, field: amount }, operator: exists }   # amount: number",
  },
  "between-takes-two": {
    title: "`between` without exactly two bounds",
    explanation: "`between` takes the list `[low, high]`; both bounds belong to the range.",
    example: "operator: between, value: { literal: [1, 5, 10] }",
  },
  "between-out-of-order": {
    title: "`between` with the low bound above the high one",
    explanation:
      "No value lies in such a range, so the condition could never be true. Write the lower bound first.",
    example: "operator: between, value: { literal: [10, 1] }",
  },
  "invalid-datetime": {
    title: "A literal for a datetime field is no datetime",
    explanation:
      "Datetimes are written `YYYY-MM-DDThh:mm:ss`, with digits of the second if wanted, and `Z` or an offset such as " +
      "`+02:00`. The date has to be in the calendar.",
    example: "operator: less_than, value: { literal: 2030-01-31 }",
  },
  "invalid-duration": {
    title: "A duration that is none",
    explanation:
      "Durations are written as CEL and Go do, numbers with units: `h`, `m`, `s`, `ms`, also `us` and `ns` as long as whole " +
      "milliseconds come out, since datetimes tell no more apart. There is no unit for days: 24 hours is what `24h` says.",
    example: 'when: snapshot.now - action.created > duration("2d")',
  },
  "invalid-ip": {
    title: "A literal for an ip field is no address",
    explanation:
      "Addresses are IPv4 (four decimal numbers without leading zeros) or IPv6 (RFC 4291, without a zone).",
    example: "operator: equals, value: { literal: 10.0.0.256 }",
  },
  "invalid-cidr": {
    title: "A literal is no block of addresses",
    explanation:
      "`in_cidr` and `not_in_cidr` take an address, `/` and the length of the prefix, or a list of such.",
    example: "operator: in_cidr, value: { literal: 10.0.0.1 }",
  },
  "cidr-host-bits": {
    title: "A block of addresses has bits set after its prefix",
    explanation:
      "`10.0.0.1/8` is either the block `10.0.0.0/8` or the address `10.0.0.1/32`; it does not say which.",
    example: "operator: in_cidr, value: { literal: 10.0.0.1/8 }",
  },
  "invalid-pattern": {
    title: "A text pattern that is not well-formed",
    explanation:
      "`matches` takes a regular expression as ECMAScript reads it with the flag `u`, and `like` a pattern in which something " +
      "follows each backslash. In double quotes YAML takes a backslash for itself: write two, or use single quotes.",
    example: "operator: matches, value: { literal: '^(a|b$' }",
  },
  "unsupported-pattern": {
    title: "A regular expression with what `matches` leaves out",
    explanation:
      "Patterns become automata, which take one step for each byte of a text whatever the pattern is. Back-references, " +
      "look-ahead and look-behind are beyond them; modifiers and properties that the JavaScript engine does not know are left out.",
    example: "operator: matches, value: { literal: '^(?!tmp)' }",
  },
  "pattern-too-large": {
    title: "A text pattern whose automaton would be too large",
    explanation:
      "A pattern that has to remember much of the text takes many states, and counted repeats multiply. The message says which " +
      "limit was met and how far it got, and what is underlined makes most of it. All patterns of a policy have a limit together.",
    example: "operator: matches, value: { literal: '(a|b)*a(a|b){20}' }",
  },
  "literal-not-in-enum": {
    title: "A literal that the field can never be equal to",
    explanation:
      "The field has an enum without this value, so the condition would always be false, or always be true. In a scope of " +
      "several actions the literal has to be in the enum of each of them.",
    example: "{ subject: { domain: action, field: currency }, operator: equals, value: { literal: GPB } }",
  },
  "duplicate-literal": {
    title: "A list names a value twice",
    explanation: "The second mention has no effect, and was probably meant to be another value.",
    example: "operator: in, value: { literal: [USD, EUR, USD] }",
  },
  "vacuous-condition": {
    title: "A condition that does not depend on the value",
    explanation:
      "Every text starts with the empty text, nothing is in an empty list, no integer equals 1.5, and every value equals " +
      "itself: such a condition is always true or always false, so something else was probably meant.",
    example: 'operator: starts_with, value: { literal: "" }',
  },
  "nested-items": {
    title: "Lists of objects, and what looks into lists, do not nest",
    explanation:
      "`any_item` and `all_items` run their condition once for each item of one list. Inside it there is no other list of objects, " +
      "and no other quantifier: what a decision costs would else grow with each of them.",
    example: "any_item: { in: { domain: action, field: lines }, where: { all_items: … } }",
  },
  "item-out-of-scope": {
    title: "An item where no list is looked into",
    explanation:
      "`domain: item` is the item that `any_item` or `all_items` is about, and means something in their `where` alone. A named " +
      "condition that reads an item can be used there, and nowhere else.",
    example:
      "when: { subject: { domain: item, field: price }, operator: greater_than, value: { literal: 1 } }",
  },
  "unguarded-optional": {
    title: "A rule that restricts asks what an absent field is not",
    explanation:
      "An atom on an absent optional field is false, negative ones such as `not_equals` too. So in a rule with effect block or " +
      "require_approval the caller could pass by leaving the field out. Say in the same rule, by `exists`, what shall hold " +
      "then: the help shows the form in which absence stops, and the one in which absence passes.",
    example:
      "effect: block, when: { subject: { domain: actor, field: department }, operator: not_equals, value: { literal: finance } }   # department: string?",
  },
} satisfies Record<string, Page>;
