/**
 * Parts of a finite input that are not known, and every input that there could be: each unknown part
 * absent, `null` or of each value that its domain has, objects with every way of filling them in.
 */
import type { Bag } from "./build.ts";
import { type DraftField, type DraftSchema, isGroup } from "./draft.ts";
import { type FiniteCase, fillings, scalarsOf } from "./finite.ts";
import type { Random } from "./random.ts";

export interface UnknownCase {
  input: Bag;
  unknown: string[];
  /** Every input that the known part could belong to. */
  completed: Bag[];
  kind: UnknownKind;
}

export const unknownKinds = [
  "snapshot",
  "actor",
  "action",
  "field",
  "action field",
  "object",
  "nested field",
  "several",
] as const;
export type UnknownKind = (typeof unknownKinds)[number];

/** What no field of a finite schema can hold; where that is no input error, it leads to a decision too. */
const BAD = Symbol.for("bad");
const maxCompleted = 1500;

/** @param withBad whether unknown parts may be of the wrong type, too */
export function makeUnknown(finite: FiniteCase, withBad: boolean): UnknownCase {
  const { random, draft } = finite;
  const { name, children } = random.pick(draft.actions);
  const roots: Roots = { action: children, actor: draft.actor, snapshot: draft.snapshot };
  const kind = random.pick(unknownKinds);
  const unknown = choose(random, kind, roots);
  const whole: Bag = {
    action: { ...random.pick(fillings(children)), type: name },
    actor: random.pick(fillings(draft.actor)),
    snapshot: random.pick(fillings(draft.snapshot)),
  };
  const input = random.chance(0.4) ? thinned(random, whole) : whole;
  const completed = unknown.reduce<Bag[]>(
    (inputs, path) => (inputs.length > maxCompleted ? inputs : spread(inputs, path, roots, withBad)),
    [input],
  );
  if (unknown.length === 0 || completed.length > maxCompleted) return makeUnknown(finite, withBad);
  return { input, unknown, completed, kind };
}

type Roots = Record<"action" | "actor" | "snapshot", DraftField[]>;

function choose(random: Random, kind: UnknownKind, roots: Roots): string[] {
  if (kind === "snapshot" || kind === "actor" || kind === "action") return [kind];
  const all = Object.entries(roots).flatMap(([domain, fields]) => pathsOf(fields, domain));
  const fitting = all.filter(({ path, field }) => {
    const depth = path.split(".").length;
    if (kind === "object") return isGroup(field);
    if (kind === "nested field") return depth === 3;
    if (kind === "action field") return path.startsWith("action.");
    return kind === "field" ? depth === 2 : true;
  });
  const count = kind === "several" ? random.between(2, 3) : 1;
  return random.some(fitting, count).map(({ path }) => path);
}

function pathsOf(fields: DraftField[], prefix: string): { path: string; field: DraftField }[] {
  return fields.flatMap((field) => {
    const path = `${prefix}.${field.name}`;
    return [{ path, field }, ...(isGroup(field) ? pathsOf(field.children, path) : [])];
  });
}

/** Without a domain, or without one thing in each of some. */
function thinned(random: Random, whole: Bag): Bag {
  const domain = random.pick(["actor", "snapshot"]);
  const { [domain]: bag, ...others } = whole;
  if (random.chance(0.3)) return others;
  const thin = Object.entries(bag as Bag).filter(() => random.chance(0.6));
  return { ...others, [domain]: Object.fromEntries(thin) };
}

function spread(inputs: Bag[], path: string, roots: Roots, withBad: boolean): Bag[] {
  const [domain, ...names] = path.split(".") as [keyof Roots, ...string[]];
  if (path === "action") {
    const actions = everyBag(roots.action, withBad);
    return inputs.flatMap((input) =>
      actions.map((action) => ({ ...input, action: { ...action, type: (input.action as Bag).type } })),
    );
  }
  let field: DraftField = { name: domain, optional: true, children: roots[domain] };
  for (const name of names)
    field = (field as DraftSchema["actions"][number]).children.find((child) => child.name === name)!;
  const values = everyValue(field, withBad);
  const parts = path.split(".");
  return inputs.flatMap((input) => values.map((value) => put(input, parts, value)));
}

/** Where there is no object to put it into, there is nothing that it could be. */
function put(bag: Bag, [name, ...rest]: string[], value: unknown): Bag {
  const { [name!]: held, ...others } = bag;
  if (rest.length === 0) return value === undefined ? others : { ...bag, [name!]: value };
  return typeof held === "object" && held !== null ? { ...bag, [name!]: put(held as Bag, rest, value) } : bag;
}

/** Absence is one of them, whatever the schema says of it. */
function everyValue(field: DraftField, withBad: boolean): unknown[] {
  const values = isGroup(field) ? everyBag(field.children, withBad) : scalarsOf(field);
  return [undefined, ...values, ...(withBad ? [BAD] : [])];
}

function everyBag(fields: DraftField[], withBad: boolean): Bag[] {
  return fields.reduce<Bag[]>(
    (bags, field) => {
      if (bags.length > maxCompleted) return bags;
      const values = everyValue(field, withBad);
      return bags.flatMap((bag) =>
        values.map((value) => (value === undefined ? bag : { ...bag, [field.name]: value })),
      );
    },
    [{}],
  );
}
