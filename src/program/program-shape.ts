import { MISSING_POLICIES, RESOLUTIONS, SEMANTICS, UNKNOWN_ACTION_POLICIES } from "../language/settings.ts";
import {
  ACTION_NAME_PATTERN,
  DOMAINS,
  EFFECTS,
  NAME_PATTERN,
  RULE_ID_PATTERN,
  SCALAR_TYPES,
} from "../language/types.ts";
import {
  bytes,
  type Check,
  either,
  finite,
  flag,
  integer,
  kinds,
  list,
  Misshapen,
  matching,
  object,
  text,
  word,
} from "./shape.ts";

// The shape of a program, as program.ts declares it; what the parts mean to each other is the verifier's work.

const COUNT = integer(0, 0xffff_ffff);
const HEX_ADDRESS = matching(/^[0-9a-f]{32}$/);
const DEEPEST = 200;

const name: Check = (value, path) => {
  matching(NAME_PATTERN)(value, path);
  if ((value as string) in Object.prototype) throw new Misshapen(path, "is a name of Object.prototype");
};

const constraints = {
  enum: list(either(text, finite)),
  minimum: finite,
  maximum: finite,
  maxLength: COUNT,
  description: text,
};

const value = { name, optional: flag, sensitive: flag, type: word(...SCALAR_TYPES) };

const field: Check = nested((inner) =>
  kinds({
    scalar: object({ kind: text, ...value }, constraints),
    list: object(
      { kind: text, ...value, type: word(...SCALAR_TYPES.filter((type) => type !== "boolean")) },
      constraints,
    ),
    object: object({ kind: text, name, optional: flag, fields: uniquelyNamed(inner) }, { description: text }),
  }),
);

function uniquelyNamed(item: Check): Check {
  const each = list(item);
  return (value, path) => {
    each(value, path);
    const names = (value as { name: string }[]).map(({ name }) => name);
    if (new Set(names).size !== names.length) throw new Misshapen(path, "has a name twice");
  };
}

/** A shape that holds itself, to a depth that no honest program reaches. */
function nested(shape: (inner: Check) => Check): Check {
  let depth = 0;
  const check = shape((value, path) => {
    if (++depth > DEEPEST) throw new Misshapen(path, "is nested too deeply");
    check(value, path);
    depth--;
  });
  return (value, path) => {
    depth = 0;
    check(value, path);
  };
}

const action = object(
  { name: matching(ACTION_NAME_PATTERN), fields: uniquelyNamed(field) },
  { description: text },
);

const schema = object({
  actions: uniquelyNamed(action),
  actor: object({ fields: uniquelyNamed(field) }, { description: text, kind: name }),
  snapshot: object({ fields: uniquelyNamed(field) }, { description: text }),
});

const slot = object({
  domain: word(...DOMAINS),
  path: list(name),
  type: object({ kind: word("scalar", "list", "object") }, { scalar: word(...SCALAR_TYPES) }),
  text: flag,
});

const constant = kinds({
  number: object({ kind: text, value: finite }),
  range: object({ kind: text, low: finite, high: finite }),
  text: object({ kind: text, value: text }),
  ip: object({ kind: text, value: HEX_ADDRESS }),
  numbers: object({ kind: text, values: list(finite) }),
  texts: object({ kind: text, values: list(text) }),
  ips: object({ kind: text, values: list(HEX_ADDRESS) }),
  cidrs: object({
    kind: text,
    values: list(object({ address: HEX_ADDRESS, prefix: integer(0, 128), family: word(4, 6) })),
  }),
  rules: object({ kind: text, values: list(COUNT) }),
});

const rule = object(
  {
    id: matching(RULE_ID_PATTERN),
    effect: word(...EFFECTS),
    audit: flag,
    position: COUNT,
    tests: integer(1, 0xffff_ffff),
    reads: list(COUNT),
  },
  {
    actions: list(COUNT),
    actor: text,
    reason: text,
    approval: object(
      { approvers: list(text) },
      { quorum: integer(1, Number.MAX_SAFE_INTEGER), expires_in: text },
    ),
  },
);

const place: Check = list(COUNT);
const shown = either(text, finite, flag);

const condition: Check = nested((inner) =>
  kinds({
    always: object({ kind: text }),
    all: object({ kind: text, place, conditions: list(inner) }),
    any: object({ kind: text, place, conditions: list(inner) }),
    not: object({ kind: text, place, condition: inner }),
    atom: object({
      kind: text,
      place,
      operator: text,
      left: text,
      right: either(object({ field: text }), object({ literal: either(shown, list(shown)) })),
    }),
  }),
);

/** Raises `Misshapen` when a value has not the shape of a `Program`. */
export const programShape: Check = object(
  {
    compiler: text,
    policyHash: matching(/^[0-9a-f]{64}$/),
    settings: object({
      resolution: word(...RESOLUTIONS),
      default: word(...EFFECTS),
      missing: word(...MISSING_POLICIES),
      unknownAction: word(...UNKNOWN_ACTION_POLICIES),
      semantics: word(...SEMANTICS),
    }),
    inputLimits: object({ stringBytes: COUNT, inputBytes: COUNT, listItems: COUNT }),
    schema,
    slots: list(slot),
    literals: list(text),
    constants: list(constant),
    code: bytes,
    rules: list(rule),
  },
  { debug: object({ files: list(text), rules: list(object({ place, condition }, { description: text })) }) },
);
