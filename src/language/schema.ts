import type { ScalarType } from "./types.ts";

// A checked schema, as data. It travels in the program, since the host reads input by it.

export interface Schema {
  /** In the order of the document. */
  readonly actions: readonly ActionSchema[];
  readonly actor: ActorSchema;
  readonly snapshot: DomainSchema;
}

export interface DomainSchema {
  readonly description?: string;
  /** In the order of the document, which places positional arguments. */
  readonly fields: readonly Field[];
}

export interface ActionSchema extends DomainSchema {
  readonly name: string;
}

export interface ActorSchema extends DomainSchema {
  /** The field that tells which actor it is, for `scope: { actor }`; absent when nothing can. */
  readonly kind?: string;
}

export type Field = ScalarField | ListField | ObjectField | ItemsField;

/** A field that holds values, and no fields of its own. */
export type ValueField = ScalarField | ListField;

interface FieldBase {
  readonly name: string;
  readonly optional: boolean;
  readonly description?: string;
}

/** What a value may be beyond its type; on a list it holds for each item. */
export interface ValueConstraints {
  readonly enum?: readonly (string | number)[];
  /** Numbers as they are, datetimes in milliseconds since 1970. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** Code points. */
  readonly maxLength?: number;
  readonly sensitive: boolean;
}

export interface ScalarField extends FieldBase, ValueConstraints {
  readonly kind: "scalar";
  readonly type: ScalarType;
}

export interface ListField extends FieldBase, ValueConstraints {
  readonly kind: "list";
  /** The items' type; never boolean. */
  readonly type: ScalarType;
}

export interface ObjectField extends FieldBase {
  readonly kind: "object";
  readonly fields: readonly Field[];
}

/** A list of objects, which have these fields. */
export interface ItemsField extends FieldBase {
  readonly kind: "items";
  readonly fields: readonly Field[];
}

export function hasFields(field: Field): field is ObjectField | ItemsField {
  return field.kind === "object" || field.kind === "items";
}

/** By name: of many fields, many are asked for. */
const indexes = /* @__PURE__ */ new WeakMap<readonly Field[], ReadonlyMap<string, Field>>();

/** The field at a path such as `["customer", "country"]`. What is in the items of a list is at no path. */
export function fieldAt(fields: readonly Field[], path: readonly string[]): Field | undefined {
  let field: Field | undefined;
  let level = fields;
  for (const name of path) {
    const index = indexes.get(level) ?? new Map(level.map((each) => [each.name, each]));
    indexes.set(level, index);
    field = index.get(name);
    level = field?.kind === "object" ? field.fields : [];
  }
  return field;
}
