/**
 * Policies of which every input can be tried, all ways of leaving something out included, and whose tests are all of the
 * kind that classes of values decide: literals, patterns, equality of two fields, membership, presence.
 */

import type { Random } from "../generate/random.ts";
import type {
  AtomDocument,
  ConditionDocument,
  Domain,
  Effect,
  PolicyDocument,
  RuleDocument,
  SchemaDocument,
  SettingsDocument,
} from "../reference/documents.ts";

type Kind = "boolean" | "word" | "count" | "moment" | "tags";

interface TinyField {
  readonly domain: Domain;
  readonly path: readonly string[];
  readonly kind: Kind;
  readonly optional: boolean;
}

export interface Tiny {
  readonly schema: SchemaDocument;
  readonly policy: PolicyDocument;
  readonly fields: readonly TinyField[];
  /** Every input there is. */
  readonly inputs: readonly Record<string, unknown>[];
  condition(actions: boolean): ConditionDocument;
}

const WORDS = ["ab", "abc", "b"];
const COUNTS = [0, 1, 2, 3];
const MOMENTS = [0, 1, 2].map((time) => new Date(time).toISOString());
const TAGS = [[], ["x"], ["y"], ["x", "y"]];

export const VALUES: Readonly<Record<Kind, readonly unknown[]>> = {
  boolean: [true, false],
  word: WORDS,
  count: COUNTS,
  moment: MOMENTS,
  tags: TAGS,
};

const TYPES: Readonly<Record<Kind, object>> = {
  boolean: { type: "boolean" },
  word: { type: "string", enum: WORDS },
  count: { type: "integer", minimum: 0, maximum: 3 },
  moment: { type: "datetime", minimum: MOMENTS[0], maximum: MOMENTS[2] },
  tags: { type: "string[]", enum: ["x", "y"] },
};

const NAMES = ["agent", "human"];

export function makeTiny(random: Random): Tiny {
  const fields = draftFields(random);
  const schema = schemaOf(fields);
  const own = random.times(random.between(2, 6), (i) => makeRule(random, fields, i));
  const rules = random.chance(0.5) ? [...fenced(random, fields), ...own] : own;
  const condition = (actions: boolean) => makeCondition(random, reach(fields, actions), 2);
  return {
    schema,
    policy: { version: 1, ...settings(random), rules },
    fields,
    inputs: everyInput(fields),
    condition,
  };
}

function settings(random: Random): SettingsDocument {
  return {
    resolution: random.pick(["strictest", "strictest", "first_match"]),
    default: random.pick<Effect>(["allow", "allow", "block", "require_approval"]),
    missing: random.pick(["assume_worst", "assume_worst", "no_match"]),
  };
}

function draftFields(random: Random): TinyField[] {
  const kinds: Kind[] = ["boolean", "word", "count", "count", "moment", "tags"];
  const first = random.pick(kinds);
  const field = (domain: Domain, path: string[], kind = random.pick(kinds)): TinyField => ({
    domain,
    path,
    kind,
    optional: random.chance(0.35),
  });
  const mate = random.chance(0.4) && first !== "tags" ? first : random.pick(kinds);
  return [
    field("action", ["one"], first),
    field("action", random.chance(0.3) ? ["group", "two"] : ["two"], mate),
    ...(random.chance(0.3) ? [field("action", ["three"], first)] : []),
    field("snapshot", ["now"], random.chance(0.4) ? first : random.pick(kinds)),
  ];
}

/** The schema with one field that is optional instead of required, or the other way round: every input stays one. */
export function withOtherPresence({ fields }: Tiny, random: Random): SchemaDocument {
  const at = random.below(fields.length);
  return schemaOf(fields.map((field, i) => (i === at ? { ...field, optional: !field.optional } : field)));
}

function schemaOf(fields: readonly TinyField[]): SchemaDocument {
  const within = (domain: Domain) => {
    const tree: Record<string, unknown> = {};
    for (const { path, kind, optional } of fields.filter((each) => each.domain === domain)) {
      const leaf = { ...TYPES[kind], optional };
      if (path.length === 1) tree[path[0]!] = leaf;
      else tree[path[0]!] = { optional: true, fields: { [path[1]!]: leaf } };
    }
    return { fields: tree };
  };
  return {
    version: 1,
    actions: { act: within("action"), rest: { fields: {} } },
    actor: { kind: "role", fields: { role: { type: "string", enum: NAMES } } },
    snapshot: within("snapshot"),
  } as unknown as SchemaDocument;
}

function makeRule(random: Random, fields: readonly TinyField[], index: number): RuleDocument {
  const scope = random.pick<RuleDocument["scope"]>([
    { action: "act" },
    { action: "act" },
    { action: "act" },
    { global: true },
    { action: "act", actor: "agent" },
  ]);
  const effect = random.pick<Effect>(["allow", "require_approval", "block"]);
  const when = random.chance(0.08)
    ? true
    : makeCondition(random, reach(fields, scope.action !== undefined), random.pick([0, 1, 1, 2]));
  return {
    id: `r${index}`,
    scope,
    ...(when !== true && { when }),
    effect,
    ...(random.chance(0.15) && { mode: "audit" as const }),
    ...(random.chance(0.15) && { reason: "because" }),
    ...(effect === "require_approval" && random.chance(0.2) && { approval: { approvers: ["lead"] } }),
  };
}

/** Two rules that leave a third nothing to decide, more often than not. */
function fenced(random: Random, fields: readonly TinyField[]): RuleDocument[] {
  const field = random.pick(reach(fields, true));
  const effect = random.pick<Effect>(["allow", "require_approval", "block"]);
  const atom = makeAtom(random, field, [field]);
  const there = exists(field, true);
  const guard = (condition: ConditionDocument) =>
    isOptional(field) ? { all: [there, condition] } : condition;
  const third = random.chance(0.3) ? makeAtom(random, field, [field]) : makeCondition(random, fields, 1);
  const rule = (id: string, when: ConditionDocument) => ({ id, scope: { action: "act" }, when, effect });
  return [rule("f0", guard(atom)), rule("f1", guard({ not: atom })), rule("f2", guard(third))];
}

function reach(fields: readonly TinyField[], actions: boolean): readonly TinyField[] {
  return fields.filter(({ domain }) => actions || domain !== "action");
}

function makeCondition(random: Random, fields: readonly TinyField[], depth: number): ConditionDocument {
  if (depth === 0 || random.chance(0.25)) return guarded(random, fields);
  if (random.chance(0.15)) return { not: makeCondition(random, fields, depth - 1) };
  const parts = random.times(random.between(2, 3), () => makeCondition(random, fields, depth - 1));
  return random.chance(0.55) ? { all: parts } : { any: parts };
}

/** Now and then with the `exists` that a rule which restricts may need. */
function guarded(random: Random, fields: readonly TinyField[]): ConditionDocument {
  const field = random.pick(fields);
  const atom = makeAtom(random, field, fields);
  if (!isOptional(field) || random.chance(0.4)) return atom;
  const passes = random.chance(0.5);
  return passes ? { all: [exists(field, true), atom] } : { any: [exists(field, false), atom] };
}

function exists(field: TinyField, literal: boolean): AtomDocument {
  return { subject: subject(field), operator: "exists", value: { literal } };
}

function isOptional({ optional, path }: TinyField): boolean {
  return optional || path.length > 1;
}

function subject({ domain, path }: TinyField) {
  return { domain, field: path.join(".") };
}

function makeAtom(random: Random, field: TinyField, fields: readonly TinyField[]): AtomDocument {
  const mates = fields.filter(
    (other) => other !== field && other.kind === field.kind && field.kind !== "tags",
  );
  if (mates.length > 0 && random.chance(0.35)) {
    const operator = random.pick(["equals", "equals", "not_equals"]);
    return { subject: subject(field), operator, value: { subject: subject(random.pick(mates)) } };
  }
  const [operator, literal] = random.pick(literalTests(random)[field.kind]);
  return { subject: subject(field), operator, value: { literal: literal as never } };
}

function literalTests(random: Random): Record<Kind, readonly (readonly [string, unknown])[]> {
  const ordered = (values: readonly unknown[]) =>
    [
      "equals",
      "not_equals",
      "greater_than",
      "less_than",
      "greater_than_or_equals",
      "less_than_or_equals",
    ].map((operator) => [operator, random.pick(values)] as const);
  const [word, tag] = [random.pick(WORDS), random.pick(["x", "y"])];
  return {
    boolean: [["equals", random.chance(0.5)]],
    word: [
      ["equals", word],
      ["not_equals", word],
      ["in", [word, "b"].slice(0, word === "b" ? 1 : 2)],
      ["not_in", [word]],
      ["starts_with", random.pick(["a", "ab", "b", "c"])],
      ["ends_with", random.pick(["b", "c", "bc"])],
      ["contains", random.pick(["b", "bc", "d"])],
      ["like", random.pick(["a*", "*b", "?", "??", "a?c"])],
      ["matches", random.pick(["^a", "b$", "^.b", "[cd]"])],
      ["equals_ignoring_case", word],
    ],
    count: [
      ...ordered([...COUNTS, 5]),
      ["between", [1, random.pick([1, 2, 3])]],
      ["in", [0, random.pick([2, 3])]],
    ],
    moment: ordered(MOMENTS),
    tags: [
      ["contains", tag],
      ["not_contains", tag],
      ["contains_any", ["x", "y"]],
      ["contains_all", ["x", "y"]],
      ["contains_any", [tag]],
      ["is_empty", random.chance(0.5)],
    ],
  };
}

/** With everything there is, and with anything left out. */
function everyInput(fields: readonly TinyField[]): Record<string, unknown>[] {
  const actions = fillings(fields.filter(({ domain }) => domain === "action")).map((filled) => ({
    type: "act",
    ...filled,
  }));
  const actors = [undefined, {}, ...NAMES.map((role) => ({ role }))];
  const snapshots = [undefined, ...fillings(fields.filter(({ domain }) => domain === "snapshot"))];
  const whole = actions.flatMap((action) => domainsOf(action, actors, snapshots));
  return [...whole, ...domainsOf({ type: "rest" }, actors, snapshots)];
}

function domainsOf(action: object, actors: readonly unknown[], snapshots: readonly unknown[]) {
  return actors.flatMap((actor) =>
    snapshots.map((snapshot) => ({
      action,
      ...(actor !== undefined && { actor }),
      ...(snapshot !== undefined && { snapshot }),
    })),
  );
}

function fillings(fields: readonly TinyField[]): Record<string, unknown>[] {
  let bags: Record<string, unknown>[] = [{}];
  for (const { path, kind } of fields) {
    const [name, inner] = path as [string, string?];
    const values = VALUES[kind];
    const choices: Record<string, unknown>[] =
      inner === undefined
        ? [{}, ...values.map((value) => ({ [name]: value }))]
        : [{}, { [name]: {} }, ...values.map((value) => ({ [name]: { [inner]: value } }))];
    bags = bags.flatMap((bag) => choices.map((choice) => ({ ...bag, ...choice })));
  }
  return bags;
}

/** Whether nothing is missing that is required. */
export function isWhole(input: Record<string, unknown>, fields: readonly TinyField[]): boolean {
  const { action, actor, snapshot } = input as Record<Domain, Record<string, unknown> | undefined>;
  if (actor?.role === undefined || snapshot === undefined) return false;
  return fields.every(({ domain, path, optional }) => {
    const bag = domain === "action" ? action! : snapshot;
    if (domain === "action" && action!.type !== "act") return true;
    if (optional) return true;
    if (path.length === 1) return bag[path[0]!] !== undefined;
    const group = bag[path[0]!] as Record<string, unknown> | undefined;
    return group === undefined || group[path[1]!] !== undefined;
  });
}
