import { DECIDED, DEMANDS, MUST } from "../compiler/2-parse/must.ts";
import {
  APPLIES_TO,
  DOCUMENT,
  GOVERNANCE,
  RULE,
  SELECT,
  SEVERITIES,
  TIMES,
} from "../compiler/2-parse/parse-governance.ts";
import { MODES } from "../compiler/2-parse/rule.ts";
import { SCOPE, WHEN, WHERE } from "../compiler/2-parse/where.ts";
import { DOMAINS, EFFECTS, RULE_ID_PATTERN } from "../language/types.ts";
import { CONDITION_DEFINITIONS } from "./condition.ts";
import { count, file, listOf, mapOf, oneKeyOf, ref, text, VERSION, words } from "./json-schema.ts";

const ACTION = { type: "string", pattern: "^[^*]*$" };

/** `governance.yaml` */
export const GOVERNANCE_FILE = file(
  "Governance",
  "What whoever changes the rules has to keep to: `governance.yaml` of an Actra policy.",
  mapOf(DOCUMENT, {
    version: VERSION,
    governance: mapOf(GOVERNANCE, { rules: listOf(ref("rule"), "All of them have to hold") }),
  }),
  {
    rule: mapOf(RULE, {
      id: text("Its name, which violations carry", { pattern: RULE_ID_PATTERN.source }),
      description: text("For people"),
      applies_to: mapOf(
        APPLIES_TO,
        {
          actions: listOf(ACTION, "Only rules that cover one of them are selected", { minItems: 1 }),
          if: {
            ...words(
              TIMES,
              "When it is checked: when a rule names one of the actions, or when the schema declares one",
            ),
            default: TIMES[0],
          },
        },
        { description: "The actions that it is about; all when left out" },
      ),
      select: mapOf(
        SELECT,
        { where: ref("where") },
        { description: "The rules that it is about; all when left out" },
      ),
      must: ref("must"),
      error: text("What is said when it is violated", { pattern: "\\S" }),
      severity: {
        ...words(SEVERITIES, "Whether a violation keeps the policy from compiling"),
        default: SEVERITIES[0],
      },
      unproved: {
        ...words(SEVERITIES, "What a `decide` is that can be neither proved nor refuted"),
        default: SEVERITIES[0],
      },
    }),
    where: mapOf(
      WHERE,
      {
        id: text("The rule with this id"),
        effect: words(EFFECTS, "Rules with this effect"),
        scope: mapOf(
          SCOPE,
          {
            global: { const: true, description: "Rules for everything" },
            action: { ...ACTION, description: "Rules whose scope has this action" },
            actor: text("Rules for this actor"),
          },
          { minProperties: 1, maxProperties: 1 },
        ),
        mode: words(MODES, "Rules of this mode"),
        tags: listOf({ type: "string" }, "Rules that have all of these tags"),
        when: mapOf(
          WHEN,
          { subject: ref("subject"), operator: ref("operator") },
          { minProperties: 1, description: "Rules with a condition on this field, by this operator" },
        ),
      },
      { description: "All of it has to hold" },
    ),
    must: mapOf(
      MUST,
      {
        exists: { type: "boolean", description: "Whether there is one" },
        min_count: count(0, "At least so many"),
        max_count: count(0, "At most so many"),
        forbid: { const: true, description: "There is none" },
        allowed_fields: listOf(
          { type: "string", pattern: `^(${DOMAINS.join("|")})(\\.[A-Za-z_][A-Za-z0-9_]*)+$` },
          "They read no other fields, such as `snapshot.fraud_flag`",
        ),
        required_effect: words(EFFECTS, "Each of them has this effect"),
        decide: words(DECIDED, "Decisions are at least as strict, which is proved over all inputs"),
        whenever: {
          description: "For which inputs; for all when left out",
          anyOf: [{ const: true }, ref("condition")],
        },
      },
      { ...oneKeyOf(DEMANDS), dependencies: { whenever: ["decide"] } },
    ),
    ...CONDITION_DEFINITIONS,
  },
);
