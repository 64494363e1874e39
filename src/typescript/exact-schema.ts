import type {
  DatetimeField,
  NumberField,
  ObjectField,
  ObjectsField,
  TextField,
  UnconstrainedField,
  WrittenActor,
  WrittenDomain,
  WrittenSchema,
} from "./written-schema.ts";

// TypeScript lets what is generic have more keys than its constraint. Here is what a written schema has to be besides, so
// that a misspelt key does not compile.

/** What no value can be, and what the compiler says of it names what there is. */
interface NotOneOf<Known> {
  readonly [KNOWN]: Known;
}
declare const KNOWN: unique symbol;

type Only<Given, Known> = { readonly [Key in Exclude<keyof Given, Known>]: NotOneOf<Known> };

export type ExactSchema<S extends WrittenSchema> = Only<S, keyof WrittenSchema> & {
  readonly actions: { readonly [Name in keyof S["actions"]]: ExactDomain<S["actions"][Name]> };
  readonly actor?: ExactDomain<S["actor"], keyof WrittenActor> & ExactKind<S["actor"]>;
  readonly snapshot?: ExactDomain<S["snapshot"]>;
};

type ExactDomain<D, Known = keyof WrittenDomain> = Only<D, Known> & ExactInside<D>;

/** `kind` is one of the actor's fields. */
type ExactKind<A> = A extends { readonly kind: infer Kind; readonly fields: infer F }
  ? Kind extends keyof F
    ? unknown
    : { readonly kind: NotOneOf<keyof F> }
  : unknown;

type ExactInside<D> = D extends { readonly fields: infer F }
  ? { readonly fields: { readonly [Name in keyof F]: ExactField<F[Name]> } }
  : unknown;

type ExactField<F> = F extends string
  ? unknown
  : F extends { readonly fields: unknown }
    ? Only<F, keyof ObjectField> & ExactInside<F>
    : F extends { readonly items: infer Items }
      ? Only<F, keyof ObjectsField> & { readonly items: Only<Items, "fields"> & ExactInside<Items> }
      : Only<F, ValueKeys<F>>;

type ValueKeys<F> =
  F extends Pick<TextField, "type">
    ? keyof TextField
    : F extends Pick<NumberField, "type">
      ? keyof NumberField
      : F extends Pick<DatetimeField, "type">
        ? keyof DatetimeField
        : keyof UnconstrainedField;
