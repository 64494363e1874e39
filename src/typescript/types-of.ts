import type { ScalarType } from "../language/types.ts";

// From the fields of a written schema to the types of their values. `generate-types.ts` writes the same types as text, and
// a test holds the two together: fields are optional or not, never readonly, and in one object type.

/** The fields of an action, the actor or the snapshot, without those that are `Left` out. */
export type DomainFields<D, Left = never> = D extends { readonly fields: infer F }
  ? Fields<F, Left>
  : Fields<Record<never, never>>;

/** `infer` makes one object type of the two, which is what editors show. */
type Fields<F, Left = never> = {
  -readonly [Name in keyof F as F[Name] extends OptionalField ? never : Exclude<Name, Left>]: Value<F[Name]>;
} & {
  -readonly [Name in keyof F as F[Name] extends OptionalField ? Exclude<Name, Left> : never]?:
    | Value<F[Name]>
    | null
    | undefined;
} extends infer Both
  ? { [Name in keyof Both]: Both[Name] }
  : never;

type OptionalField = `${string}?` | { readonly optional: true } | { readonly type: `${string}?` };

type Value<F> = F extends string
  ? Spelled<F>
  : F extends { readonly type: infer Type; readonly enum: readonly (infer Literal)[] }
    ? Spelled<Type, Literal>
    : F extends { readonly type: infer Type }
      ? Spelled<Type>
      : F extends { readonly fields: infer Inner }
        ? Fields<Inner>
        : F extends { readonly items: { readonly fields: infer Inner } }
          ? readonly Fields<Inner>[]
          : never;

/** The type that a text such as `string[]?` spells; `Literal` is what an enum narrows it, or its items, to. */
type Spelled<Type, Literal = unknown> = Type extends `${infer Present}?`
  ? Spelled<Present, Literal>
  : Type extends `${infer Item extends ScalarType}[]`
    ? readonly Scalar<Item, Literal>[]
    : Scalar<Type, Literal>;

type Scalar<Type, Literal> = unknown extends Literal
  ? Type extends keyof ScalarValues
    ? ScalarValues[Type]
    : never
  : Literal;

interface ScalarValues extends Record<ScalarType, unknown> {
  string: string;
  number: number;
  integer: number;
  boolean: boolean;
  datetime: string | Date;
  ip: string;
}
