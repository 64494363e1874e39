import { SPELLINGS } from "../compiler/2-parse/field-type.ts";
import { ITEM, ITEMS_FIELD, OBJECT_FIELD, VALUE_FIELD } from "../compiler/2-parse/fields.ts";
import { RESERVED } from "../compiler/2-parse/names.ts";
import { ACTION, ACTOR, SCHEMA, SNAPSHOT } from "../compiler/2-parse/parse-schema.ts";
import { ACTION_NAME_PATTERN, NAME_PATTERN } from "../language/types.ts";
import { choose, count, file, has, listOf, mapOf, named, ref, text, VERSION, words } from "./json-schema.ts";

const DESCRIPTION = text("For people");
const OPTIONAL = {
  type: "boolean",
  description: "Whether it may be absent; the same as `?` behind the type",
};
/** Blank is taken for none, with a warning. */
const DOMAIN_FIELDS = {
  anyOf: [ref("fields"), { type: "null" }],
  description: "Fields by name, each with its type",
};
const BOUND = { type: ["number", "string"] };

/** `schema.yaml` */
export const SCHEMA_FILE = file(
  "Policy schema",
  "What actions, actors and snapshots look like: `schema.yaml` of an Actra policy.",
  mapOf(SCHEMA, {
    version: VERSION,
    actions: {
      type: "object",
      description: "The actions that are decided on, by name",
      propertyNames: named(ACTION_NAME_PATTERN, RESERVED),
      additionalProperties: ref("action"),
    },
    actor: mapOf(
      ACTOR,
      {
        fields: DOMAIN_FIELDS,
        kind: text("The field that tells one actor from another, for `scope: { actor: name }`"),
        description: DESCRIPTION,
      },
      { description: "Who acts" },
    ),
    snapshot: mapOf(
      SNAPSHOT,
      { fields: DOMAIN_FIELDS, description: DESCRIPTION },
      { description: "How things stand" },
    ),
  }),
  {
    action: mapOf(ACTION, { fields: DOMAIN_FIELDS, description: DESCRIPTION }),
    fields: {
      type: "object",
      propertyNames: named(NAME_PATTERN, RESERVED),
      additionalProperties: ref("field"),
    },
    field: choose(
      [
        [{ type: "string" }, ref("type")],
        [
          has("items"),
          mapOf(ITEMS_FIELD, {
            items: mapOf(
              ITEM,
              { fields: ref("fields") },
              { description: "What the objects of the list look like" },
            ),
            optional: OPTIONAL,
            description: DESCRIPTION,
          }),
        ],
        [
          has("fields"),
          mapOf(OBJECT_FIELD, { fields: ref("fields"), optional: OPTIONAL, description: DESCRIPTION }),
        ],
      ],
      mapOf(VALUE_FIELD, {
        type: ref("type"),
        optional: OPTIONAL,
        enum: listOf({ type: ["string", "number", "boolean"] }, "The values that there are", { minItems: 1 }),
        minimum: { ...BOUND, description: "The smallest value: a number, or a datetime" },
        maximum: { ...BOUND, description: "The largest value: a number, or a datetime" },
        max_length: count(0, "Most characters, in code points"),
        sensitive: {
          type: "boolean",
          description: "Whether its value stays out of explanations, events and logs",
        },
        description: DESCRIPTION,
      }),
    ),
    type: words(
      SPELLINGS.flatMap((type) => [type, `${type}?`]),
      "A type; with `?` it may be absent",
    ),
  },
);
