/**
 * Policies over so few values that every way of filling in an input can be tried: booleans, enums of
 * two and integers from 0 to 2, one object in each domain at most.
 */
import type { PolicyDocument, SchemaDocument, SettingsDocument } from "../reference/documents.ts";
import type { Bag } from "./build.ts";
import { type DraftField, type DraftLeaf, type DraftSchema, isGroup, toSchemaDocument } from "./draft.ts";
import { finiteLeaf } from "./fields.ts";
import { Random } from "./random.ts";
import { makeRule } from "./rules.ts";
import { kindName, shapes } from "./shapes.ts";
import type { Workshop } from "./workshop.ts";

export interface FiniteCase {
  seed: number;
  random: Random;
  draft: DraftSchema;
  schema: SchemaDocument;
  policy(settings: SettingsDocument): PolicyDocument;
}

const finiteKinds = ["boolean", "string", "integer", "object"];
const finiteShapes = shapes.filter(
  ({ left, right }) =>
    finiteKinds.includes(kindName(left)) &&
    (typeof right === "string" || finiteKinds.includes(kindName(right))),
);

export function makeFinite(seed: number): FiniteCase {
  const random = new Random(seed);
  const draft = draftFinite(random);
  const shop: Workshop = {
    random,
    pools: {
      string: ["x", "y"],
      number: [],
      integer: [0, 1, 2],
      boolean: [true, false],
      datetime: [],
      ip: [],
    },
    schema: draft,
    makeLeaf: finiteLeaf,
    freshness: 0,
    actionNames: draft.actions.map(({ name }) => name),
    shapes: finiteShapes,
  };
  const rules = random.times(random.between(2, 5), (index) => makeRule(shop, index, {}));
  const schema = toSchemaDocument(random, draft);
  return { seed, random, draft, schema, policy: (settings) => ({ version: 1, ...settings, rules }) };
}

function draftFinite(random: Random): DraftSchema {
  const kind = { name: "role", names: ["agent", "human"] };
  const role: DraftLeaf = { name: "role", base: "string", list: false, optional: false, enum: kind.names };
  return {
    actions: ["pay", "hold"].slice(0, random.between(1, 2)).map((name) => ({
      name,
      children: finiteFields(random, 2),
    })),
    actor: [role, ...finiteFields(random, 1)],
    snapshot: finiteFields(random, 2),
    kind,
  };
}

/** Up to `count` leaves, an object of up to two more, and a boolean, so that some atom always fits. */
function finiteFields(random: Random, count: number): DraftField[] {
  const leaf = (name: string): DraftLeaf => {
    const base = random.pick(["boolean", "string", "integer"] as const);
    return { name, optional: random.chance(0.3), ...finiteLeaf(random, { base, list: false }) };
  };
  const leaves = random.times(random.between(0, count), (index) => leaf(`f${index}`));
  const children = random.times(random.between(1, 2), (index) => leaf(`g${index}`));
  const group = { name: "o", optional: random.chance(0.4), children };
  const sure: DraftLeaf = { name: "b", base: "boolean", list: false, optional: false };
  return [sure, ...leaves, ...(random.chance(0.5) ? [group] : [])];
}

const absent = Symbol("absent");

/** Every value that a field may have. */
function valuesOf(field: DraftField): unknown[] {
  const values = isGroup(field) ? fillings(field.children) : scalarsOf(field);
  return field.optional ? [absent, ...values] : values;
}

export function scalarsOf({ base, enum: members, minimum, maximum }: DraftLeaf): unknown[] {
  if (base === "boolean") return [true, false];
  if (members !== undefined) return members;
  const [low, high] = [Number(minimum), Number(maximum)];
  return Array.from({ length: high - low + 1 }, (_, index) => low + index);
}

/** Every object of these fields, `start` kept. */
export function fillings(fields: DraftField[], start: Bag = {}): Bag[] {
  return product(fields, start, valuesOf);
}

/** Every way of filling in what is missing as required in an object that is there. */
export function completions(fields: DraftField[], held: Bag): Bag[] {
  return product(fields, held, (field) => {
    const value = held[field.name];
    if (value === undefined) return field.optional ? [absent] : valuesOf(field);
    return isGroup(field) ? completions(field.children, value as Bag) : [value];
  });
}

function product(fields: DraftField[], start: Bag, valuesFor: (field: DraftField) => unknown[]): Bag[] {
  return fields.reduce<Bag[]>(
    (bags, field) =>
      valuesFor(field).flatMap((value) =>
        bags.map((bag) => (value === absent ? bag : { ...bag, [field.name]: value })),
      ),
    [start],
  );
}
