import type { Page } from "../catalogue.ts";

/** Codes of test files, `*.test.yaml`. */
export const TEST_CODES = {
  "tests-nothing": {
    title: "A test that would test nothing",
    explanation:
      "No test files, a file without tests, an `expect` that names nothing: each would pass whatever the policy says.",
    example: "expect: {}",
  },
  "policy-hash-differs": {
    title: "The tests are pinned to another policy",
    explanation:
      "`policy_hash` says which policy the tests were written for. The policy has changed since in a way that can change a " +
      "decision. Look at the change, and when it was meant, write the new hash.",
    example: `policy_hash: ${"0".repeat(64)}`,
  },
  "duplicate-test-name": {
    title: "Two tests of one file have one name",
    explanation: "Reports and filters know a test by its name.",
    example: "tests:\n  - { name: refund, … }\n  - { name: refund, … }",
  },
  "unknown-fixture": {
    title: "A fixture that the file does not have",
    explanation: "`use` names fixtures of the same file.",
    example: "use: [agnet]",
  },
  "unused-fixture": {
    title: "A fixture that no test uses",
    explanation: "It has no effect. A test was probably meant to `use` it.",
    example: "fixtures:\n  agent: { actor: { role: support } }",
  },
  "undeclared-input": {
    title: "An input field that the schema does not declare",
    explanation:
      "The policy never looks at it. When it is misspelt, the field that was meant is absent, and what is tested is absence.",
    example: "input: { action: { type: refund, amout: 10 } }",
  },
  "duplicate-variation": {
    title: "`vary` lists a value twice",
    explanation:
      "The same combinations would be tested twice. The second mention was probably meant to be another value.",
    example: "vary: { action.amount: [1000, 1000] }",
  },
  "unmatched-case": {
    title: "A case that no combination of `vary` matches",
    explanation:
      "The values under `when` are values that `vary` lists for the path. This one would never be tested.",
    example:
      "vary: { action.amount: [1000] }\ncases:\n  - { when: { action.amount: 1001 }, expect: { effect: block } }",
  },
  "uncovered-combination": {
    title: "A combination of `vary` that no case covers",
    explanation:
      "With `cases`, every combination of the values under `vary` is covered by exactly one case, so that none is forgotten.",
    example:
      "vary: { action.amount: [1, 2] }\ncases:\n  - { when: { action.amount: 1 }, expect: { effect: allow } }",
  },
  "combination-covered-twice": {
    title: "A combination of `vary` that two cases cover",
    explanation:
      "With `cases`, every combination of the values under `vary` is covered by exactly one case. Which of two would count cannot be told.",
    example: "cases:\n  - { when: {}, expect: … }\n  - { when: { action.amount: 1 }, expect: … }",
  },
  "unused-expectation": {
    title: "An `expect` that no case falls back on",
    explanation:
      "The `expect` of a test is for the cases that have none of their own. Here all of them have one.",
    example: "expect: { effect: allow }\ncases:\n  - { when: …, expect: { effect: block } }",
  },
  "unknown-rule": {
    title: "A rule that the policy does not have",
    explanation: 'Expectations name rules of the policy by their ids; `""` stands for the default.',
    example: "expect: { effect: block, rule: frud }",
  },
} satisfies Record<string, Page>;
