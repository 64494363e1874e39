import { fieldsRead, partsOf } from "../analysis/core/key.ts";
import { chainOf, isActionType } from "../analysis/core/side.ts";
import type { Subject } from "../analysis/core/subject.ts";
import type { Lowered } from "../compiler/4-lower/lower.ts";
import { type Atom, type FieldReference, fieldsOf, pathText, placeText } from "../language/model.ts";
import { type Field, fieldAt, type ItemsField, type ValueField } from "../language/schema.ts";
import { DOMAINS, sameFamily } from "../language/types.ts";
import { type Asked, boundaryValues, filled, missingSizes, type Value } from "./boundary-values.ts";
import { combinationsOf } from "./combinations.ts";
import { sizesIn } from "./named-values.ts";

/** A field that decisions on an action read, and the values of it that are tried. */
export interface Column {
  /** `action.customer.country` */
  readonly path: string;
  readonly values: readonly Value[];
}

/** The tests of the rules for one action, and where their fields are declared. */
interface Tests {
  readonly atoms: readonly Atom[];
  chain(reference: Pick<FieldReference, "domain" | "path">): readonly Field[];
}

/** In the order action, actor, snapshot, and within one as the rules name them. */
export function columnsOf(subject: Subject, action: string): readonly Column[] {
  const applying = subject.rules.filter(({ rule }) => rule.scope.actions?.includes(action) ?? true);
  const parts = applying.flatMap(({ condition }) => [...partsOf(condition)]);
  const read = parts.flatMap((part) => [...fieldsRead(part)]).filter((field) => !isActionType(field));
  const byPath = new Map(read.map((field) => [pathText(field), field]));
  const tests: Tests = {
    atoms: applying.flatMap(({ condition }) => [...atomsIn(condition)]),
    chain: (reference) => chainOf(subject, { kind: "declared", name: action }, reference),
  };
  const columns = [...byPath.values()].flatMap((field) => columnOf(field, tests) ?? []);
  const rank = ({ path }: Column) => DOMAINS.findIndex((domain) => path.startsWith(`${domain}.`));
  return columns.toSorted((a, b) => rank(a) - rank(b));
}

function columnOf(reference: FieldReference, tests: Tests): Column | undefined {
  const chain = tests.chain(reference);
  const field = chain.at(-1);
  if (field === undefined) return undefined;
  const path = pathText(reference);
  const canBeAbsent = chain.some(({ optional }) => optional);
  const values = valuesOf(field, path, tests);
  const isThere = values.includes(undefined) || !canBeAbsent;
  return values.length === 0 ? undefined : { path, values: isThere ? values : [...values, undefined] };
}

function valuesOf(field: Field, path: string, tests: Tests): readonly Value[] {
  switch (field.kind) {
    case "items":
      return itemsValues(field, path, tests);
    // Of an object it is asked only whether it is there: its fields have columns of their own.
    case "object":
      return [{}];
    default:
      return boundaryValues(field, askedOf(path, field, tests));
  }
}

/** Two fields that are compared share what is tried of them. */
function askedOf(path: string, field: ValueField, tests: Tests): Asked {
  const own = tests.atoms.filter((atom) => pathsOf(atom).includes(path));
  const isOwn = new Set(own);
  const beside = own.flatMap(fieldsOf).filter((each) => ownPath(each) !== path);
  const paths = new Set(beside.map(ownPath));
  const compared = beside.flatMap((each) => declared(each, tests) ?? []);
  return {
    own,
    others: tests.atoms.filter((atom) => !isOwn.has(atom) && pathsOf(atom).some((each) => paths.has(each))),
    compared: [...new Set(compared)].filter(({ type }) => sameFamily(type, field.type)),
    isIt: (each) => ownPath(each) === path && !isItem(each),
    isItem: (each) => ownPath(each) === path && isItem(each),
  };
}

function declared(reference: FieldReference, { chain }: Tests): ValueField | undefined {
  const { list, path } = reference;
  const found = chain(list ?? reference).at(-1);
  const names = path.slice(list?.path.length);
  const field = found?.kind === "items" && list !== undefined ? fieldAt(found.fields, names) : found;
  return field?.kind === "scalar" || field?.kind === "list" ? field : undefined;
}

function pathsOf(atom: Atom): readonly string[] {
  return fieldsOf(atom).map(ownPath);
}

/** An item of a list of scalars has the list's. */
function ownPath(field: FieldReference): string {
  return isItem(field) ? pathText(field) : placeText(field);
}

function isItem({ list, path }: FieldReference): boolean {
  return list !== undefined && path.length === list.path.length;
}

/** No item, one item for each row of what its fields are tried with, and as many as limits on their number ask for. */
function itemsValues({ fields }: ItemsField, path: string, tests: Tests): readonly Value[] {
  const columns = leavesOf(fields, []).map((leaf) => ({
    names: leaf.names,
    values: leafValues(leaf, path, tests),
  }));
  const items = combinationsOf(columns.map(({ values }) => values.length)).map((places) =>
    itemOf(columns.map(({ names, values }, column) => [names, values[places[column]!]])),
  );
  const sizes = tests.atoms.flatMap((atom) =>
    sizesIn(atom, (each) => each.list === undefined && pathText(each) === path),
  );
  const more = missingSizes(sizes, new Set([0, 1])).map((size) => filled(size, items));
  return [[], ...items.map((item) => [item]), ...more];
}

/** Of what nothing reads one will do. */
function leafValues({ names, field }: Leaf, path: string, tests: Tests): readonly Value[] {
  const asked = askedOf([`${path}[]`, ...names].join("."), field, tests);
  const values = boundaryValues(field, asked);
  return asked.own.length > 0 && values.length > 0 ? values : [values[0]];
}

interface Leaf {
  /** From the item. */
  readonly names: readonly string[];
  readonly field: ValueField;
}

/** What is a value in an item, in its objects too. */
function leavesOf(fields: readonly Field[], above: readonly string[]): readonly Leaf[] {
  return fields.flatMap((field): readonly Leaf[] => {
    const names = [...above, field.name];
    if (field.kind === "object") return leavesOf(field.fields, names);
    return field.kind === "items" ? [] : [{ names, field }];
  });
}

function itemOf(values: readonly (readonly [names: readonly string[], value: Value])[]): object {
  const item: Level = {};
  for (const [names, value] of values) place(item, names, value);
  return item;
}

type Level = Record<string, unknown>;

/** Sets what is at a path, and the objects on the way to it; what is absent brings none along. */
export function place(root: object, names: readonly string[], value: Value): void {
  if (value === undefined) return;
  const last = names.at(-1)!;
  const level = names.slice(0, -1).reduce(levelIn, root as Level);
  level[last] = isObject(value) ? levelIn(level, last) : value;
}

/** Names are anybody's, in a snapshot too: what objects inherit is none of theirs. */
function levelIn(above: Level, name: string): Level {
  if (!Object.hasOwn(above, name)) above[name] = {};
  return above[name] as Level;
}

/** An object with nothing in it is there; what is in it has paths of its own. */
function isObject(value: Value): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function* atomsIn(condition: Lowered): Generator<Atom> {
  for (const part of partsOf(condition)) {
    if (part.kind === "test") yield part.atom;
    else yield* atomsIn(part.where);
  }
}
