import { INPUT_ERROR_CODES } from "../errors.ts";
import { DOMAINS, EFFECTS, NAME_PATTERN } from "../language/types.ts";
import {
  APPROVAL,
  AUDIT_ERROR,
  AUDITED,
  CASE,
  ERROR,
  EXPECTATION,
  TEST_FILE as FILE,
  TEST,
} from "../testing/shapes.ts";
import {
  choose,
  count,
  file,
  has,
  implies,
  listOf,
  mapOf,
  ref,
  text,
  VERSION,
  words,
} from "./json-schema.ts";

const PATH = `^(${DOMAINS.join("|")})(\\.${NAME_PATTERN.source.slice(1, -1)})*$`;
const FILLED = { type: "string", pattern: "\\S" };

/** `*.test.yaml` */
export const TEST_FILE = file(
  "Policy tests",
  "A test file of a policy, `*.test.yaml`: inputs, and what the policy has to decide on them.",
  mapOf(FILE, {
    version: VERSION,
    description: text("For people"),
    policy_hash: text("The hash of the policy that the tests are for; another policy is then an error"),
    fixtures: {
      type: "object",
      description: "Parts of inputs, by the names under which tests `use` them",
      additionalProperties: ref("input"),
    },
    tests: listOf(ref("test"), "At least one", { minItems: 1 }),
  }),
  {
    test: mapOf(
      TEST,
      {
        name: { ...FILLED, description: "No other test of the file has it" },
        use: listOf(
          FILLED,
          "Fixtures, merged in order, for each domain, shallow; the test's own input comes last",
        ),
        input: ref("input"),
        vary: {
          type: "object",
          description:
            "Values for paths. Every combination is a case: under the test's own `expect`, or covered by exactly one of `cases`",
          minProperties: 1,
          propertyNames: ref("path"),
          additionalProperties: { type: "array", minItems: 1, uniqueItems: true, items: ref("value") },
        },
        cases: listOf(
          ref("case"),
          "With `vary` they say what to expect of its combinations; without it each is a case of its own",
          { minItems: 1 },
        ),
        expect: ref("expectation"),
      },
      { anyOf: [{ required: ["expect"] }, { required: ["cases"] }] },
    ),
    case: mapOf(CASE, {
      when: {
        type: "object",
        description: "Values by their paths. Of a path that `vary` has and that is left out, every value",
        propertyNames: ref("path"),
        additionalProperties: ref("value"),
      },
      expect: ref("expectation", "The test's own where it is left out"),
    }),
    input: {
      type: "object",
      additionalProperties: false,
      properties: Object.fromEntries(DOMAINS.map((domain) => [domain, ref("value")])),
    },
    path: {
      type: "string",
      description: "A domain, or a field such as `action.customer.country`",
      pattern: PATH,
    },
    value: {
      description: "What stands in the input. `{ $value: absent }` leaves out what stands there otherwise",
      ...choose(
        [[has("$value"), { additionalProperties: false, properties: { $value: { const: "absent" } } }]],
        {
          propertyNames: { pattern: "^(?!\\$)" },
          additionalProperties: ref("value"),
          items: ref("value"),
        },
      ),
    },
    expectation: mapOf(
      EXPECTATION,
      {
        effect: ref("effect"),
        rule: ref("rule", 'The rule that decides; `""` for the default'),
        reason: text("The reason that the decision gives"),
        missing: listOf({ type: "string" }, "Paths, in any order"),
        assumed: words(["arithmetic", ""], "Whether an arithmetic fault brought the decision about"),
        approvals: listOf(ref("approval"), "What is asked for"),
        audited: ref("audited"),
        error: ref("error", "The input error that comes instead of a decision"),
      },
      {
        description: 'What is left out may be anything; `""` and an empty list say that there is none',
        minProperties: 1,
        ...implies({ required: ["error"] }, { maxProperties: 1 }),
      },
    ),
    approval: mapOf(APPROVAL, {
      rule: ref("rule"),
      approvers: listOf({ type: "string" }, "Who may approve"),
      quorum: count(1, "How many of them have to"),
      expires_in: text("For how long"),
    }),
    audited: mapOf(
      AUDITED,
      {
        rules: listOf(ref("rule"), "Those that matched"),
        effect: ref("effect"),
        errors: listOf(ref("audit_error"), "Bad values that they alone read"),
      },
      { description: "What the rules in `mode: audit` say", minProperties: 1 },
    ),
    audit_error: mapOf(AUDIT_ERROR, { rule: ref("rule"), code: ref("error_code"), path: text("Where") }),
    error: mapOf(ERROR, { code: ref("error_code"), path: text("Such as `action.tags[3]`") }),
    rule: text("A rule's id"),
    effect: words(EFFECTS, "What is decided"),
    error_code: words(INPUT_ERROR_CODES, "What is wrong with the input"),
  },
);
