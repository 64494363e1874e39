/**
 * Policies of many rules over few fields and few values, so that rules share what they test: by equality, by ranges, both,
 * and in forms that no look-up can take. The inputs stand on and around the same values.
 */
import type {
  AtomDocument,
  ConditionDocument,
  Effect,
  PolicyDocument,
  RuleDocument,
  SchemaDocument,
  Subject,
} from "../reference/documents.ts";
import type { Random } from "./random.ts";

export interface ManyRules {
  readonly schema: SchemaDocument;
  readonly policy: PolicyDocument;
  readonly inputs: readonly unknown[];
}

type Value = string | number | boolean;

interface Field {
  readonly type: string;
  readonly optional: boolean;
  readonly values: readonly Value[];
}

const WORDS = ["a", "b", "c", "d", "e", "f", "g", ""];
const WHOLE = [-3, -1, 0, 1, 2, 3, 4, 7, 100, 2 ** 40];
const NUMBERS = [...WHOLE, 0.5, 1.5, -0, 1e300, -1e300, 5e-324, Number.MAX_VALUE, 0.1 + 0.2, 0.3];
const DAYS = [0, 1, 2, 3].map((day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString());

/** By its path, one each for whatever a slot can hold. */
const FIELDS: Readonly<Record<string, Field>> = {
  "action.kind": { type: "string", optional: false, values: WORDS },
  "action.note": { type: "string", optional: true, values: WORDS },
  "action.amount": { type: "number", optional: false, values: NUMBERS },
  "action.count": { type: "integer", optional: false, values: WHOLE },
  "action.loud": { type: "boolean", optional: false, values: [true, false] },
  "actor.role": { type: "string", optional: false, values: WORDS },
  "actor.level": { type: "integer", optional: true, values: WHOLE },
  "snapshot.day": { type: "datetime", optional: false, values: DAYS },
};

const GLOBAL = Object.keys(FIELDS).filter((path) => !path.startsWith("action."));

export function makeManyRules(random: Random, inputs: number): ManyRules {
  // Few fields in one policy, so that rules meet.
  const paths = random.some(Object.keys(FIELDS), random.between(1, 4));
  const style = { paths, depth: random.pick([0, 1, 1, 2]), operators: random.pick(MIXES) };
  const rules = random.times(random.between(3, 60), (i) => makeRule(random, style, i));
  return {
    schema: schemaOf(),
    policy: {
      version: 1,
      resolution: random.pick(["strictest", "first_match"]),
      default: random.pick(["allow", "block"]),
      missing: random.pick(["assume_worst", "no_match"]),
      rules,
    },
    inputs: random.times(inputs, () => makeInput(random)),
  };
}

function schemaOf(): SchemaDocument {
  const fields = (domain: string) =>
    Object.fromEntries(
      Object.entries(FIELDS)
        .filter(([path]) => path.startsWith(`${domain}.`))
        .map(([path, { type, optional }]) => [path.split(".")[1]!, { type, optional }]),
    );
  return {
    version: 1,
    actions: { pay: { fields: fields("action") }, wait: { fields: {} } },
    actor: { fields: fields("actor") },
    snapshot: { fields: fields("snapshot") },
  };
}

type Mix = readonly (readonly [weight: number, operator: string])[];

const EQUAL: Mix = [
  [6, "equals"],
  [2, "in"],
];
const ORDERED: Mix = [
  [3, "greater_than"],
  [2, "less_than"],
  [2, "greater_than_or_equals"],
  [2, "less_than_or_equals"],
  [2, "between"],
];
const ODD: Mix = [
  [1, "not_equals"],
  [1, "not_in"],
];
const MIXES: readonly Mix[] = [EQUAL, [...EQUAL, ...ORDERED], ORDERED, [...EQUAL, ...ORDERED, ...ODD]];

interface Style {
  readonly paths: readonly string[];
  readonly depth: number;
  readonly operators: Mix;
}

function makeRule(random: Random, style: Style, i: number): RuleDocument {
  const isGlobal = random.chance(0.15);
  const paths = isGlobal ? style.paths.filter((path) => GLOBAL.includes(path)) : style.paths;
  const when = paths.length === 0 ? undefined : makeCondition(random, { ...style, paths }, style.depth);
  return {
    id: `r${i}`,
    scope: isGlobal ? { global: true } : { action: "pay" },
    // A rule without a condition hides all behind it, so there are few.
    ...(when === undefined ? { when: never(random) } : { when }),
    effect: random.pick<Effect>(["allow", "require_approval", "block"]),
  };
}

function never(random: Random): ConditionDocument {
  const literal = random.pick(["pay", "wait"]);
  return { subject: { domain: "action", field: "type" }, operator: "equals", value: { literal } };
}

function makeCondition(random: Random, style: Style, depth: number): ConditionDocument {
  const part = () => makeCondition(random, style, depth - 1);
  if (depth === 0 || random.chance(0.2)) return makeAtom(random, style);
  const parts = random.times(random.between(1, 3), part);
  return random.weighted<() => ConditionDocument>([
    [6, () => ({ all: parts })],
    [2, () => ({ any: parts })],
    [1, () => (parts.every(canBeNegated) ? { not: { any: parts } } : { all: parts })],
  ])();
}

/** What is optional may be read positively without a guard. */
function canBeNegated(condition: ConditionDocument): boolean {
  if ("all" in condition) return condition.all.every(canBeNegated);
  if ("any" in condition) return condition.any.every(canBeNegated);
  if ("not" in condition) return canBeNegated(condition.not);
  const { domain, field } = (condition as AtomDocument).subject as Subject;
  return !FIELDS[`${domain}.${field}`]!.optional;
}

function makeAtom(random: Random, { paths, operators }: Style): AtomDocument {
  const path = random.pick(paths);
  const [domain, field] = path.split(".") as [Subject["domain"], string];
  const { type, optional, values } = FIELDS[path]!;
  const isOrdered = type !== "string" && type !== "boolean";
  const fitting = operators.filter(
    ([, operator]) =>
      (isOrdered || !ORDERED.some(([, other]) => other === operator)) &&
      (!optional || !operator.startsWith("not_")),
  );
  const operator = random.weighted(fitting.length > 0 ? fitting : EQUAL);
  return { subject: { domain, field }, operator, value: { literal: literalFor(random, operator, values) } };
}

function literalFor(random: Random, operator: string, values: readonly Value[]): Value | Value[] {
  if (operator === "between") {
    const [a, b] = [random.pick(values), random.pick(values)];
    return a <= b ? [a, b] : [b, a];
  }
  return operator.endsWith("in") ? random.some(values, random.between(1, 4)) : random.pick(values);
}

function makeInput(random: Random): unknown {
  const input: Record<string, Record<string, unknown>> = {
    action: { type: random.chance(0.9) ? "pay" : "wait" },
    actor: {},
    snapshot: {},
  };
  for (const [path, { type, optional, values }] of Object.entries(FIELDS)) {
    const [domain, field] = path.split(".") as [string, string];
    if (random.chance(optional ? 0.2 : 0.02)) continue;
    input[domain]![field] = random.chance(0.7)
      ? random.pick(values)
      : strange(random, type, random.pick(values));
  }
  return input;
}

/** A value near those of the rules, or far from all of them. */
function strange(random: Random, type: string, value: Value): unknown {
  if (type === "string") return random.pick(["zz", "A", "b "]);
  if (type === "integer") return (value as number) + random.pick([-1, 1]);
  if (type === "number")
    return random.pick([nextTo(value as number), -(value as number), random.next() * 10]);
  return value;
}

function nextTo(value: number): number {
  const next = value * (1 + Number.EPSILON);
  return Number.isFinite(next) ? next : value;
}
