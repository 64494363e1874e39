import type { LIST_ITEM_TYPES, ScalarType } from "../language/types.ts";

// A schema as it is written in TypeScript: what a schema document may say (docs/language.md), key by key. TypeScript holds
// as much of it as it can; the compiler has the last word.

export interface WrittenSchema {
  readonly version: 1;
  readonly actions: { readonly [name: string]: WrittenDomain };
  readonly actor?: WrittenActor;
  readonly snapshot?: WrittenDomain;
}

export interface WrittenDomain {
  readonly description?: string;
  readonly fields?: WrittenFields;
}

export interface WrittenActor extends WrittenDomain {
  /** The field that tells which actor it is, for `scope: { actor }`. */
  readonly kind?: string;
}

export type WrittenFields = { readonly [name: string]: WrittenField };

/** `"string?"`, `{ type: "string", enum: ["a", "b"] }`, `{ fields: { … } }` or `{ items: { fields: { … } } }` */
export type WrittenField =
  | TypeText
  | TextField
  | NumberField
  | DatetimeField
  | UnconstrainedField
  | ObjectField
  | ObjectsField;

type ListItemType = (typeof LIST_ITEM_TYPES)[number];

/** `string`, `string?`, `string[]`, `string[]?` */
type TypeText<Type extends ScalarType = ScalarType> = `${Type | `${Type & ListItemType}[]`}${"" | "?"}`;

interface AnyField {
  readonly optional?: boolean;
  readonly description?: string;
}

interface ValueField<Type extends ScalarType> extends AnyField {
  readonly type: TypeText<Type>;
  /** Kept out of explanations, events and errors. */
  readonly sensitive?: boolean;
}

export interface TextField extends ValueField<"string"> {
  readonly enum?: readonly string[];
  /** In code points. */
  readonly max_length?: number;
}

export interface NumberField extends ValueField<"number" | "integer"> {
  readonly enum?: readonly number[];
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface DatetimeField extends ValueField<"datetime"> {
  /** `YYYY-MM-DDThh:mm:ssZ` */
  readonly minimum?: string;
  readonly maximum?: string;
}

export type UnconstrainedField = ValueField<"boolean" | "ip">;

export interface ObjectField extends AnyField {
  readonly fields: WrittenFields;
}

export interface ObjectsField extends AnyField {
  readonly items: { readonly fields: WrittenFields };
}
