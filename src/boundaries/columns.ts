import { fieldsRead, partsOf } from "../analysis/core/key.ts";
import { chainOf, isActionType } from "../analysis/core/side.ts";
import type { Subject } from "../analysis/core/subject.ts";
import type { Lowered } from "../compiler/4-lower/lower.ts";
import { type Atom, type FieldReference, fieldsOf, pathText, placeText } from "../language/model.ts";
import type { Field, ItemsField } from "../language/schema.ts";
import { DOMAINS } from "../language/types.ts";
import { boundaryValues, type Value } from "./boundary-values.ts";

/** A field that decisions on an action read, and the values of it that are tried. */
export interface Column {
  /** `action.customer.country` */
  readonly path: string;
  readonly values: readonly Value[];
}

/** In the order action, actor, snapshot, and within one as the rules name them. */
export function columnsOf(subject: Subject, action: string): readonly Column[] {
  const applying = subject.rules.filter(({ rule }) => rule.scope.actions?.includes(action) ?? true);
  const parts = applying.flatMap(({ condition }) => [...partsOf(condition)]);
  const atoms = applying.flatMap(({ condition }) => [...atomsIn(condition)]);
  const read = parts.flatMap((part) => [...fieldsRead(part)]).filter((field) => !isActionType(field));
  const byPath = new Map(read.map((field) => [pathText(field), field]));
  const columns = [...byPath.values()].flatMap((field) => columnOf(field, atoms, subject, action) ?? []);
  const rank = ({ path }: Column) => DOMAINS.findIndex((domain) => path.startsWith(`${domain}.`));
  return columns.toSorted((a, b) => rank(a) - rank(b));
}

function columnOf(
  reference: FieldReference,
  atoms: readonly Atom[],
  subject: Subject,
  action: string,
): Column | undefined {
  const chain = chainOf(subject, { kind: "declared", name: action }, reference);
  const field = chain.at(-1);
  if (field === undefined) return undefined;
  const path = pathText(reference);
  const canBeAbsent = chain.some(({ optional }) => optional);
  const values = valuesOf(field, path, atoms);
  const isThere = values.includes(undefined) || !canBeAbsent;
  return values.length === 0 ? undefined : { path, values: isThere ? values : [...values, undefined] };
}

function valuesOf(field: Field, path: string, atoms: readonly Atom[]): readonly Value[] {
  switch (field.kind) {
    case "items":
      return itemsValues(field, path, atoms);
    // Of an object it is asked only whether it is there: its fields have columns of their own.
    case "object":
      return [];
    default:
      return boundaryValues(field, aboutIt(path, atoms));
  }
}

/** Two fields that are compared share what is tried of them. */
function aboutIt(path: string, atoms: readonly Atom[]): readonly Atom[] {
  const own = atoms.filter((atom) => pathsOf(atom).includes(path));
  const others = new Set(own.flatMap(pathsOf));
  return [
    ...own,
    ...atoms.filter((atom) => !own.includes(atom) && pathsOf(atom).some((each) => others.has(each))),
  ];
}

function pathsOf(atom: Atom): readonly string[] {
  return fieldsOf(atom).map((field) =>
    field.list && field.path.length === field.list.path.length ? pathText(field) : placeText(field),
  );
}

/** No item, and one item for each row of what its fields are tried with. */
function itemsValues({ fields }: ItemsField, path: string, atoms: readonly Atom[]): readonly Value[] {
  const columns = fields
    .filter((field) => field.kind === "scalar" || field.kind === "list")
    .map((field) => ({
      name: field.name,
      values: boundaryValues(field, aboutIt(`${path}[].${field.name}`, atoms)),
    }));
  const most = Math.max(0, ...columns.map(({ values }) => values.length));
  const items = Array.from({ length: most }, (_, row) =>
    Object.fromEntries(columns.map(({ name, values }) => [name, values[row % values.length]])),
  );
  return [[], ...items.map((item) => [item])];
}

function* atomsIn(condition: Lowered): Generator<Atom> {
  for (const part of partsOf(condition)) {
    if (part.kind === "test") yield part.atom;
    else yield* atomsIn(part.where);
  }
}
