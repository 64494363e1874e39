import { Scratch } from "../../assembly/shared/layout.ts";
import { LARGEST_INPUT_LIMIT } from "../language/largest-limits.ts";
import type { Field, ScalarField } from "../language/schema.ts";
import { MISSING_POLICIES, RESOLUTIONS, SEMANTICS, UNKNOWN_ACTION_POLICIES } from "../language/settings.ts";
import {
  ACTION_NAME_PATTERN,
  DOMAINS,
  EFFECTS,
  NAME_PATTERN,
  RULE_ID_PATTERN,
  SCALAR_TYPES,
  TERM_TYPES,
} from "../language/types.ts";
import { isAutomaton } from "./is-automaton.ts";
import { compareTexts } from "./order.ts";
import type { ProgramRule, Slot } from "./program.ts";
import {
  also,
  ascending,
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

// The shape of a program, as program.ts declares it, and what the machine relies on in each part by itself: lists in
// its order, texts that UTF-8 can write. What the parts mean to each other is the verifier's work.

const DEEPEST = 200;

const count = integer(0, 0xffff_ffff);
const size = integer(0, Number.MAX_SAFE_INTEGER);
const limit = integer(0, LARGEST_INPUT_LIMIT);
const counts = ascending(count);
const effect = word(...EFFECTS);
const scalar = word(...SCALAR_TYPES);
const address = matching(/^[0-9a-f]{32}$/);
const utf8 = without(/\p{Surrogate}/u);
/** Lists of texts are searched after folding. */
const foldedUtf8 = without(/[A-Z\p{Surrogate}]/u);
const name = also(matching(NAME_PATTERN), (value: string) => !(value in Object.prototype));

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

const slot = object({
  domain: word(...DOMAINS),
  path: list(name),
  type: kinds({ scalar: { scalar }, list: { scalar }, object: {}, items: {} }),
  text: flag,
  "list?": count,
});

const cidr = object({ address, prefix: integer(0, 128) });

const constant = kinds({
  number: { value: finite },
  range: { low: finite, high: finite },
  text: { value: utf8 },
  ip: { value: address },
  numbers: { values: ascending(finite) },
  texts: { values: ascending(foldedUtf8, (a: string, b: string) => compareTexts(a, b) < 0) },
  ips: { values: ascending(address) },
  cidrs: { values: list(cidr) },
  rules: { values: counts },
  automaton: { table: also(bytes, isAutomaton) },
});

const rule = object({
  id: matching(RULE_ID_PATTERN),
  effect,
  audit: flag,
  position: count,
  tests: integer(1, 0xffff_ffff),
  "computations?": integer(1, 0xffff_ffff),
  reads: counts,
  "actions?": counts,
  "actor?": text,
  "reason?": text,
  "approval?": object({
    approvers: list(text),
    "quorum?": integer(1, Number.MAX_SAFE_INTEGER),
    "expires_in?": text,
  }),
});

// Explaining copes with debug information that fits nothing else in the program, so its shape is all there is to verify.

const place = also(list(count), (place: number[]) => place.length === 3);
const shown = either(text, finite, flag);

const termOf = (parts: Check) =>
  object({ text, type: word(...TERM_TYPES), "at?": count, "value?": finite, parts: list(parts) });

const operand = nested(
  (inner) => object({ "field?": text, "literal?": either(shown, list(shown)), "term?": termOf(inner) }),
  DEEPEST,
);

const condition = nested((inner) => {
  const parts = { place, conditions: list(inner) };
  const part = { place, condition: inner };
  const quantifier = { ...part, list: text };
  return kinds({
    all: parts,
    any: parts,
    not: part,
    named: { ...part, name },
    any_item: quantifier,
    all_items: quantifier,
    atom: {
      place,
      operator: text,
      left: either(text, termOf(operand)),
      right: operand,
    },
  });
}, DEEPEST);

const debugRule = object({
  place,
  condition: either(kinds({ always: {} }), condition),
  "description?": text,
});

/** What is wrong with the shape of what should be a `Program`. */
export const programShape: Check = object({
  compiler: text,
  policyHash: matching(/^[0-9a-f]{64}$/),
  settings: object({
    resolution: word(...RESOLUTIONS),
    default: effect,
    missing: word(...MISSING_POLICIES),
    unknownAction: word(...UNKNOWN_ACTION_POLICIES),
    semantics: word(...SEMANTICS),
  }),
  inputLimits: object({ stringBytes: limit, inputBytes: limit, listItems: limit, listObjects: limit }),
  schema,
  slots: distinct(slot, ({ domain, path, type, list }: Slot) =>
    [domain, ...path, type.kind, type.scalar, list].join("."),
  ),
  literals: distinct(utf8, (literal) => literal),
  constants: list(constant),
  "scratch?": integer(1, Scratch.Most),
  code: bytes,
  "index?": bytes,
  rules: distinct(rule, ({ id }: ProgramRule) => id),
  "debug?": object({ files: list(text), rules: list(debugRule) }),
});
