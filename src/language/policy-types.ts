// What TypeScript knows of a policy's inputs. Nothing here is there at run time: the engine checks every input itself.

/**
 * The inputs of a policy: each action's fields by the action's name, the actor's fields, the snapshot's. `defineSchema`
 * infers such types, `generateTypes` writes them. This one, the default, stands for a policy of which nothing is known.
 */
export interface PolicyTypes {
  readonly actions: Readonly<Record<string, object>>;
  readonly actor: object;
  readonly snapshot: object;
}

/** The names of the actions. */
export type ActionName<T extends PolicyTypes = PolicyTypes> = keyof T["actions"] & string;

/** The fields of one action, `type` not among them. */
export type ActionFields<T extends PolicyTypes, Name extends ActionName<T>> = T["actions"][Name];

/** An action with its `type`: any of them, told apart by `type`, or one of those that are named. */
export type Action<T extends PolicyTypes = PolicyTypes, Name extends ActionName<T> = ActionName<T>> =
  IsUntyped<T> extends true ? unknown : { [N in Name]: WithType<N, T["actions"][N]> }[Name];

/** `infer` makes one object type of the two, which is what editors show. */
type WithType<Name, Fields> = { type: Name } & Fields extends infer Both
  ? { [Key in keyof Both]: Both[Key] }
  : never;

export type Actor<T extends PolicyTypes = PolicyTypes> = IsUntyped<T> extends true ? unknown : T["actor"];

export type Snapshot<T extends PolicyTypes = PolicyTypes> =
  IsUntyped<T> extends true ? unknown : T["snapshot"];

/** What a decision is taken on. Anything may stand in the domains: what is wrong is an `ActraInputError`. */
export interface PolicyInput {
  readonly action?: unknown;
  readonly actor?: unknown;
  readonly snapshot?: unknown;
}

/** The input of a policy with these types, or any input when nothing is known of them. */
export type TypedInput<T extends PolicyTypes = PolicyTypes> = { [D in keyof Input<T>]: Input<T>[D] };

type Input<T extends PolicyTypes> =
  IsUntyped<T> extends true
    ? PolicyInput
    : { action: Action<T> } & Domain<"actor", T["actor"]> & Domain<"snapshot", T["snapshot"]>;

/** The parts of `TypedInput` as arguments. */
export type InputArguments<T extends PolicyTypes = PolicyTypes> =
  IsUntyped<T> extends true
    ? [action: unknown, actor?: unknown, snapshot?: unknown]
    : [action: Action<T>, ...domains: DomainArguments<T["actor"], T["snapshot"]>];

type DomainArguments<Actor, Snapshot> =
  HasFields<Snapshot> extends true
    ? [actor: Given<Actor>, snapshot: Snapshot]
    : HasFields<Actor> extends true
      ? [actor: Actor, snapshot?: unknown]
      : [actor?: unknown, snapshot?: unknown];

type IsUntyped<T extends PolicyTypes> = string extends keyof T["actions"] ? true : false;

/** A domain without fields may be left out. No other: the engine takes it for missing, even when all its fields are optional. */
type Domain<Name extends string, Fields> =
  HasFields<Fields> extends true ? { [N in Name]: Fields } : { [N in Name]?: unknown };

type Given<Fields> = HasFields<Fields> extends true ? Fields : unknown;

type HasFields<Fields> = keyof Fields extends never ? false : true;

/**
 * Under this name a policy holds its types, for TypeScript alone. Without it a `Policy` of which nothing is known would
 * pass for a `Policy<T>`: parameters of methods are compared both ways.
 */
export declare const TYPES: unique symbol;
