import type { Each, LoweredRule, Test } from "../compiler/4-lower/lower.ts";
import { parseDatetime } from "../language/datetime.ts";
import { parseIp, toHex } from "../language/ip.ts";
import { pathText, type Scalar } from "../language/model.ts";
import type { PolicyInput } from "../language/policy-types.ts";
import { EFFECTS, type Effect, strictness } from "../language/types.ts";
import type { Change } from "../policy/explanation.ts";
import type { Policy } from "../policy/policy.ts";
import { written } from "./core/input.ts";
import { applies } from "./core/judged.ts";
import { fieldsRead } from "./core/key.ts";
import { type ActionKind, chainOf } from "./core/side.ts";
import { type Subject, subjectOf } from "./core/subject.ts";
import type { Leaf } from "./core/variables.ts";
import { Work, withinWork } from "./core/work.ts";
import { World } from "./core/world.ts";
import { valuesText, valueText } from "./describe.ts";
import { turningPoint } from "./turning-point.ts";
import { partition } from "./values/cut.ts";
import { membersOf } from "./values/members.ts";

// What single change of one field would make a decision less strict: each class of values of each field is put in the
// place of what is there, and the engine decides. Nothing is proposed that it did not decide so.

const STEPS = 3_000_000;
/** Decisions for one field; of more classes than that nothing is proposed. */
const MOST_TRIED = 500;

type Bag = Readonly<Record<string, unknown>>;

/**
 * For each field alone the values with which the decision would be less strict, milder effects first; empty for what is
 * allowed. The input has to be plain data.
 *
 * @throws ActraInputError as `evaluate`
 * @throws ActraError `UNAVAILABLE` for a policy that was loaded from a program
 */
export function smallestChanges(policy: Policy, input: PolicyInput): readonly Change[] {
  const subject = subjectOf(policy);
  const { effect } = policy.evaluate(input);
  if (effect === "allow") return [];
  const found = withinWork(() => changesFor(subject, input as Bag, effect)) ?? [];
  return Object.freeze(found.toSorted((a, b) => strictness(b.effect) - strictness(a.effect)));
}

function changesFor(subject: Subject, input: Bag, effect: Effect): Change[] {
  const action = actionOf(input, subject);
  const rules = subject.rules.filter(({ rule }) => rule.mode === "enforce" && applies(rule, action));
  const conditions = rules.map(({ condition }) => condition);
  const world = new World(action, [subject], conditions, new Work(STEPS));
  return [...world.variables.leaves.values()].flatMap((leaf) => {
    if (leaf.domain === "action" && leaf.path[0] === "type") return [];
    const at = holderOf(input, leaf);
    if (at === undefined) return [];
    const attempt: Attempt = { subject, input, effect, leaf, world, rules };
    return leaf.list ? listChanges(attempt) : scalarChanges(attempt);
  });
}

function actionOf({ action }: Bag, { schema }: Subject): ActionKind {
  const type = (action as Bag | undefined)?.type;
  const declared = schema.actions.map(({ name }) => name);
  if (typeof type !== "string") return { kind: "absent" };
  return declared.includes(type) ? { kind: "declared", name: type } : { kind: "undeclared", declared };
}

interface Attempt {
  readonly subject: Subject;
  readonly input: Bag;
  /** What is decided as it is. */
  readonly effect: Effect;
  readonly leaf: Leaf;
  readonly world: World;
  readonly rules: readonly LoweredRule[];
}

function holderOf(input: Bag, { domain, path }: Leaf): Bag | undefined {
  let at: unknown = input;
  for (const name of [domain, ...path.slice(0, -1)]) at = isBag(at) ? at[name] : undefined;
  return isBag(at) ? at : undefined;
}

function isBag(value: unknown): value is Bag {
  return typeof value === "object" && value !== null;
}

/** A copy with another value at that place; without it where there is none. */
function withValue(at: Bag, [name, ...rest]: readonly string[], value: unknown): Bag {
  const copy: Record<string, unknown> = { ...at };
  if (rest.length > 0) copy[name!] = withValue(at[name!] as Bag, rest, value);
  else if (value === undefined) delete copy[name!];
  else copy[name!] = value;
  return copy;
}

/** The effect with another value there, where it is milder. */
function milder({ subject, input, effect, leaf }: Attempt, value: unknown): Effect | undefined {
  const decision = subject.decide(withValue(input, [leaf.domain, ...leaf.path], value));
  return decision && strictness(decision.effect) > strictness(effect) ? decision.effect : undefined;
}

/** Only what is optional is proposed to be left out. */
function milderWithout(attempt: Attempt): Effect | undefined {
  const { leaf, subject, world } = attempt;
  const isOptional = chainOf(subject, world.action, leaf).at(-1)?.optional === true;
  return isOptional ? milder(attempt, undefined) : undefined;
}

function scalarChanges(attempt: Attempt): Change[] {
  const { leaf, world } = attempt;
  const points = heldBeside(attempt);
  if (points === undefined) return [];
  const key = pathText(leaf);
  const cuts = world.survey.leaves.get(key)!.cuts;
  const { cells } = partition([leaf.spec], [...cuts, { kind: "points", values: points }]);
  const fitting = cells.filter((cell) => membersOf(cell, leaf.spec, 1).length > 0);
  if (fitting.length > MOST_TRIED) return [];
  const firsts = fitting.map((cell) => membersOf(cell, leaf.spec, 1)[0]!);
  const cut: Leaf = { ...leaf, cells: fitting, firsts, absent: -1, bad: -1 };
  const effects = firsts.map((value) => milder(attempt, written(value, leaf.spec.type)));
  const gone = milderWithout(attempt);
  const computed = isComputed(attempt) ? turned(attempt) : [];
  return [
    ...EFFECTS.flatMap((effect) => {
      const classes = [...effects.keys()].filter((index) => effects[index] === effect);
      if (classes.length === 0 || computed.length > 0) return [];
      const value = written(firsts[classes[0]!]!, leaf.spec.type);
      return [
        { field: key, effect, when: valuesText(cut, classes, world), value, exact: !isComputed(attempt) },
      ];
    }),
    ...computed,
    ...(gone ? [{ field: key, effect: gone, when: `${key} is absent`, exact: true }] : []),
  ];
}

/** What the fields hold that this one is compared with: there its tests turn. `undefined` where that must not be shown. */
function heldBeside({ leaf, world, input }: Attempt): readonly Scalar[] | undefined {
  const key = pathText(leaf);
  const points: Scalar[] = [];
  for (const part of testsOf(world)) {
    const fields = [...new Set([...fieldsRead(part)].map(pathText))];
    if (!fields.includes(key)) continue;
    for (const other of fields.filter((each) => each !== key)) {
      const beside = world.variables.leaves.get(other);
      if (beside === undefined) continue;
      if (beside.spec.sensitive === true) return undefined;
      const held = holderOf(input, beside)?.[beside.path.at(-1)!];
      for (const value of Array.isArray(held) ? held : [held]) {
        const scalar = scalarOf(value, beside);
        if (scalar !== undefined && isOfType(scalar, leaf)) points.push(scalar);
      }
    }
  }
  return points;
}

function testsOf({ survey }: World) {
  return [...survey.exact.values(), ...survey.open.values()];
}

function scalarOf(value: unknown, { spec }: Leaf): Scalar | undefined {
  if (value instanceof Date) return value.getTime();
  if (spec.type === "datetime") return typeof value === "string" ? parseDatetime(value) : undefined;
  if (spec.type === "ip") {
    const bytes = typeof value === "string" ? parseIp(value) : undefined;
    return bytes && toHex(bytes);
  }
  return ["string", "number", "boolean"].includes(typeof value) ? (value as Scalar) : undefined;
}

function isOfType(value: Scalar, { spec }: Leaf): boolean {
  const isText = spec.type === "string" || spec.type === "ip";
  return typeof value === (spec.type === "boolean" ? "boolean" : isText ? "string" : "number");
}

/** Whether any of its tests computes: then it may turn anywhere. */
function isComputed({ leaf, world }: Attempt): boolean {
  return [...world.survey.open.values()].some(
    (part) =>
      reads(part, leaf) &&
      (part.kind !== "test" || "term" in part.atom.left || part.atom.right.kind === "expression"),
  );
}

function reads(part: Test | Each, leaf: Leaf): boolean {
  const key = pathText(leaf);
  return [...fieldsRead(part)].some((field) => pathText(field) === key);
}

/** One bound, found by halving, on whose one side the decision is milder as far as was tried. */
function turned(attempt: Attempt): Change[] {
  const { leaf, input, world } = attempt;
  const { type } = leaf.spec;
  const now = scalarOf(holderOf(input, leaf)?.[leaf.path.at(-1)!], leaf);
  if (typeof now !== "number") return [];
  // Where it turned would tell what is in the items, which may be sensitive.
  if ([...world.survey.open.values()].some((part) => part.kind !== "test" && reads(part, leaf))) return [];
  const effectAt = (value: number) => milder(attempt, written(value, type));
  const turn = turningPoint(now, leaf.spec, effectAt);
  if (turn === undefined) return [];
  const { value, effect } = turn;
  const sign = value < now ? "<=" : ">=";
  const key = pathText(leaf);
  return [
    {
      field: key,
      effect,
      when: `${key} ${sign} ${valueText(value, leaf.spec)}`,
      value: written(value, type),
      exact: false,
    },
  ];
}

/** One item more, or less, of those that rules ask for. */
function listChanges(attempt: Attempt): Change[] {
  const { leaf, input, world } = attempt;
  const key = pathText(leaf);
  const held = holderOf(input, leaf)?.[leaf.path.at(-1)!];
  const list: readonly unknown[] = Array.isArray(held) ? held : [];
  const items = (world.variables.items.get(key) ?? []).flatMap(({ value }) =>
    value === undefined ? [] : [value],
  );
  if (items.length > MOST_TRIED) return [];
  const gone = milderWithout(attempt);
  return [
    ...items.flatMap((item) => {
      const value = written(item, leaf.spec.type);
      const isIn = list.some((each) => scalarOf(each, leaf) === item);
      const changed = isIn ? list.filter((each) => scalarOf(each, leaf) !== item) : [...list, value];
      const effect = milder(attempt, changed);
      const when = `${valueText(item, leaf.spec)} ${isIn ? "not in" : "in"} ${key}`;
      // What else is in a sensitive list is not shown.
      const shown = leaf.spec.sensitive === true ? "[redacted]" : changed;
      return effect ? [{ field: key, effect, when, value: shown, exact: true }] : [];
    }),
    ...(gone ? [{ field: key, effect: gone, when: `${key} is absent`, exact: true }] : []),
  ];
}
