import { Scratch } from "../../assembly/shared/layout.ts";
import { LARGEST_INPUT_LIMIT } from "../language/largest-limits.ts";
import type { Field, ScalarField } from "../language/schema.ts";
import { MISSING_POLICIES, RESOLUTIONS, SEMANTICS, UNKNOWN_ACTION_POLICIES } from "../language/settings.ts";
import { ACTION_NAME_PATTERN, EFFECTS, NAME_PATTERN, SCALAR_TYPES } from "../language/types.ts";
import {
  also,
  bytes,
  type Check,
  distinct,
  either,
  finite,
  flag,
  integer,
  kinds,
  list,
  matching,
  nested,
  object,
  text,
  without,
  word,
} from "./shape.ts";

// The shape of what a program file holds, as content.ts declares it, but for what stands in its streams (read-program.ts).

/** Objects inside one another. */
const DEEPEST = 200;

const size = integer(0, Number.MAX_SAFE_INTEGER);
const limit = integer(0, LARGEST_INPUT_LIMIT);
const scalar = word(...SCALAR_TYPES);
const utf8 = without(/\p{Surrogate}/u);
const name = also(text, isName);

/** Of a field. */
export function isName(value: string): boolean {
  return NAME_PATTERN.test(value) && !(value in Object.prototype);
}

const base = { name, optional: flag, "description?": text };

const value = {
  ...base,
  sensitive: flag,
  "enum?": list(either(utf8, finite)),
  "minimum?": finite,
  "maximum?": finite,
  "maxLength?": size,
};

const field = nested(
  (inner) =>
    also(
      kinds({
        scalar: { ...value, type: scalar },
        list: { ...value, type: also(scalar, (type) => type !== "boolean") },
        object: { ...base, fields: named(inner) },
        items: { ...base, fields: named(inner) },
      }),
      constraintsFit,
    ),
  DEEPEST,
);

/** How far from 0 the bounds of a type may be; the others have none. */
export const LARGEST: Partial<Record<string, number>> = {
  number: Number.MAX_VALUE,
  integer: Number.MAX_SAFE_INTEGER,
  datetime: 864e13,
};

/** Objects have no constraints. */
function constraintsFit({ type, enum: words, minimum, maximum, maxLength }: ScalarField): boolean {
  const isText = type === "string";
  const hasWords = isText || type === "number" || type === "integer";
  return (
    [minimum, maximum].every((bound) => bound === undefined || Math.abs(bound) <= LARGEST[type]!) &&
    (isText || maxLength === undefined) &&
    (words === undefined || (hasWords && words.every((word) => isText === (typeof word === "string"))))
  );
}

function named(item: Check): Check {
  return distinct(item, ({ name }: { name: string }) => name);
}

const fields = named(field);

/** `action.type` is the action's own name, and never one of its fields. */
const actionFields = also(fields, (all: Field[]) => all.every(({ name }) => name !== "type"));

const schema = object({
  actions: named(object({ name: matching(ACTION_NAME_PATTERN), fields: actionFields, "description?": text })),
  actor: object({ fields, "description?": text, "kind?": name }),
  snapshot: object({ fields, "description?": text }),
});

/** What is wrong with the shape of what should be a `ProgramContent`. */
export const contentShape: Check = object({
  compiler: text,
  policyHash: matching(/^[0-9a-f]{64}$/),
  settings: object({
    resolution: word(...RESOLUTIONS),
    default: word(...EFFECTS),
    missing: word(...MISSING_POLICIES),
    unknownAction: word(...UNKNOWN_ACTION_POLICIES),
    semantics: word(...SEMANTICS),
  }),
  inputLimits: object({ stringBytes: limit, inputBytes: limit, listItems: limit, listObjects: limit }),
  schema,
  scratch: integer(0, Scratch.Most),
  rows: bytes,
  texts: utf8,
  numbers: also(bytes, ({ length }: Uint8Array) => length % 8 === 0),
  automata: list(bytes),
  code: bytes,
  index: bytes,
  "debug?": bytes,
});
