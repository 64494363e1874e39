import { APPROVAL, DURATION } from "../compiler/2-parse/approval.ts";
import { RESERVED } from "../compiler/2-parse/names.ts";
import { POLICY } from "../compiler/2-parse/parse-policy.ts";
import { MODES, RULE } from "../compiler/2-parse/rule.ts";
import { SCOPE } from "../compiler/2-parse/scope.ts";
import {
  DEFAULT_SETTINGS,
  MISSING_POLICIES,
  RESOLUTIONS,
  SEMANTICS,
  UNKNOWN_ACTION_POLICIES,
} from "../language/settings.ts";
import { EFFECTS, NAME_PATTERN, RULE_ID_PATTERN } from "../language/types.ts";
import { CONDITION_DEFINITIONS } from "./condition.ts";
import {
  choose,
  count,
  file,
  implies,
  type JsonSchema,
  listOf,
  mapOf,
  named,
  ref,
  text,
  VERSION,
  words,
} from "./json-schema.ts";

function setting(all: readonly string[], standard: string, description: string): JsonSchema {
  return { ...words(all, description), default: standard };
}

const SOMEBODY = { type: "string", pattern: "\\S" };
const NAMES = named(NAME_PATTERN, RESERVED);

/** `policy.yaml`, and the files in `policies/` */
export const POLICY_FILE = file(
  "Policy",
  "Rules that decide on actions: `policy.yaml`, or a file in `policies/`, of an Actra policy.",
  mapOf(POLICY, {
    version: VERSION,
    description: text("For people"),
    semantics: setting(SEMANTICS, DEFAULT_SETTINGS.semantics, "Whether it decides as Actra 0.7 did"),
    resolution: setting(RESOLUTIONS, DEFAULT_SETTINGS.resolution, "Which of several matching rules decides"),
    default: setting(EFFECTS, DEFAULT_SETTINGS.default, "What holds when no rule matches"),
    missing: setting(
      MISSING_POLICIES,
      DEFAULT_SETTINGS.missing,
      "What a rule comes to whose required data is missing",
    ),
    unknown_action: setting(
      UNKNOWN_ACTION_POLICIES,
      DEFAULT_SETTINGS.unknownAction,
      "What an action comes to that the schema does not declare",
    ),
    conditions: {
      type: "object",
      description: "Conditions by name, used as `{ condition: name }`",
      propertyNames: NAMES,
      additionalProperties: ref("condition"),
    },
    lists: {
      type: "object",
      description: "Lists by name, used as `value: { list: name }`",
      propertyNames: NAMES,
      additionalProperties: { type: "array", items: { type: ["string", "number", "boolean"] } },
    },
    rules: listOf(ref("rule"), "Among equals the first one decides"),
  }),
  {
    rule: mapOf(
      RULE,
      {
        id: text("Its name, which decisions carry", { pattern: RULE_ID_PATTERN.source }),
        description: text("For people"),
        scope: ref("scope", "What it applies to"),
        when: {
          description: "When it applies; always when left out",
          ...choose([[{ type: "boolean" }, { const: true }]], ref("condition")),
        },
        effect: words(EFFECTS, "What holds where it decides"),
        reason: text("Shown to whoever is stopped"),
        mode: { ...words(MODES, "With `audit` it is reported, and decides nothing"), default: MODES[0] },
        approval: ref("approval"),
        owner: text("Whom to ask about it"),
        tags: listOf({ type: "string" }, "For governance to select it by"),
        expires: text("The day, or the instant, after which somebody has to look at it"),
      },
      implies({ required: ["approval"] }, { properties: { effect: { const: "require_approval" } } }),
    ),
    scope: mapOf(
      SCOPE,
      {
        action: text("One action", { pattern: "^[^*]*$" }),
        actions: listOf({ type: "string" }, "Several actions, or patterns for them such as `db.*`", {
          minItems: 1,
        }),
        actor: text("One actor, by its kind; alone, or beside `action` or `actions`"),
        global: { const: true, description: "All actions of all actors" },
      },
      {
        minProperties: 1,
        not: { anyOf: [{ required: ["action", "actions"] }, { required: ["global"], minProperties: 2 }] },
      },
    ),
    approval: mapOf(
      APPROVAL,
      {
        approvers: listOf(SOMEBODY, "Who may approve", { minItems: 1 }),
        quorum: count(1, "How many of them have to"),
        expires_in: text("For how long, such as `24h` or `1h30m`", { pattern: DURATION.source }),
      },
      { description: "Who approves, and how; with `effect: require_approval`" },
    ),
    ...CONDITION_DEFINITIONS,
  },
);
