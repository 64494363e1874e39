import { ActraError, ActraInputError } from "../errors.ts";
import type { Field } from "../language/schema.ts";
import { describe } from "../machine/describe.ts";
import { Copies, isDate } from "./copy.ts";
import { type ActionForm, requireRoom } from "./form.ts";

// Arguments → the action that is decided on. Only declared fields get into it, and nothing replaces its type.

/** As the policy reads it: `type` and fields. */
export interface BuiltAction {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** One that is being built. No field has a name that `Object.prototype` has (language.md §2). */
type Draft = { type: string; [field: string]: unknown };

/** An array, or the `arguments` of a function. */
export type Arguments = { readonly length: number; [index: number]: unknown };

export type Builder = (action: string, fields: Record<string, unknown>, context: never) => object;

/** How arguments become an action, as `admit` takes it. */
export interface ActionOptions {
  readonly builder: Builder | undefined;
  /** Objects that are no plain data may supply fields; what they do after the decision is outside of any guarantee. */
  readonly passThrough: boolean;
}

/**
 * Copies the arguments.
 *
 * @param copied where the copies go; it may be `given` itself, when nobody else holds it
 * @throws ActraInputError `INPUT_ACCESS` when reading them throws
 */
export function copyArguments(given: ArrayLike<unknown>, copied: Arguments): Copies {
  const copies = new Copies();
  try {
    for (let i = 0; i < given.length; i++) copied[i] = copies.of(given[i]);
  } catch {
    // What was thrown is not carried along: it may say what a sensitive field holds.
    throw new ActraInputError("INPUT_ACCESS", "arguments", "readable values", "code that threw");
  }
  return copies;
}

/**
 * What has the action's fields. Whatever else is in it does not count: only declared fields are read, here and wherever
 * it is shown.
 *
 * @param args copied arguments
 * @throws ActraInputError
 * @throws ActraError `BUILDER_FAILED`
 */
export function actionFrom(
  args: ArrayLike<unknown>,
  copies: Copies,
  form: ActionForm,
  options: ActionOptions,
  context: unknown,
): object {
  const { builder, passThrough } = options;
  if (builder !== undefined) return built(builder, args, form, passThrough, context);
  const source = fieldSource(args, copies, form);
  const action =
    source === undefined ? fromPositions(args, form) : fromSource(source, copies, form, passThrough);
  if (copies.foreign !== undefined && !passThrough) requireCopied(action, form.fields, "action", copies);
  return action;
}

/** The one object whose fields are the action's. */
function fieldSource(
  args: ArrayLike<unknown>,
  copies: Copies,
  { takesObject }: ActionForm,
): object | undefined {
  const only = args[0];
  if (!takesObject || args.length !== 1 || typeof only !== "object" || only === null) return undefined;
  return only === copies.record || !(Array.isArray(only) || isDate(only)) ? only : undefined;
}

/**
 * A function that takes one object would find its fields in the first argument, whatever stands behind that; decided on
 * would be the arguments by their positions.
 */
function requireClear(args: ArrayLike<unknown>, { takesObject, fields }: ActionForm): void {
  const first = args.length > 0 ? args[0] : undefined;
  const isObject = typeof first === "object" && first !== null && !Array.isArray(first);
  const isUnclear = isObject ? fields.some(({ name }) => name in first) : typeof first === "function";
  if (!takesObject || !isUnclear) return;
  const expected =
    "one object of fields, or one argument for each field; name the parameters by `fields` else";
  throw new ActraInputError("INPUT_ARGUMENTS", "arguments", expected, describe(first));
}

function fromPositions(args: ArrayLike<unknown>, form: ActionForm): BuiltAction {
  const action: Draft = { type: form.name };
  requireRoom(form, args.length);
  requireClear(args, form);
  const { positions } = form;
  // No further than there are arguments: behind them, `Array.prototype` would answer.
  const end = Math.min(positions.length, args.length);
  for (let i = 0; i < end; i++) {
    const name = positions[i];
    const value = args[i];
    if (name !== undefined && value !== undefined) action[name] = value;
  }
  return action;
}

/** A copy is taken as it is. */
function fromSource(source: object, copies: Copies, form: ActionForm, passThrough: boolean): object {
  if (!copies.isForeign(source)) return source;
  if (!passThrough && form.fields.length > 0) throw foreignError("action", source);
  return declaredPart(source, form);
}

/** `type` and the declared fields that are there. */
export function declaredPart(source: object | undefined, { name: type, fields }: ActionForm): BuiltAction {
  const action: Draft = { type };
  if (source === undefined) return action;
  for (const { name } of fields) {
    const value = ownValue(source, name);
    if (value !== undefined) action[name] = value;
  }
  return action;
}

/** Of a copy, or, where they may pass through, of any object. */
function ownValue(source: object, name: string): unknown {
  try {
    return Object.hasOwn(source, name) ? (source as Record<string, unknown>)[name] : undefined;
  } catch {
    throw new ActraInputError("INPUT_ACCESS", `action.${name}`, "a readable value", "code that threw");
  }
}

function foreignError(path: string, value: object): ActraInputError {
  const expected = "plain data, which is copied before it is decided on (or `builder`, or `passThrough`)";
  return new ActraInputError("INPUT_TYPE", path, expected, describe(value));
}

/** Nothing that a rule could read may change between the decision and the call. */
function requireCopied(value: unknown, fields: readonly Field[], path: string, copies: Copies): void {
  if (typeof value !== "object" || value === null) return;
  for (const field of fields) {
    const part = ownValue(value, field.name);
    const place = `${path}.${field.name}`;
    if (copies.isForeign(part)) throw foreignError(place, part as object);
    if (field.kind === "object") requireCopied(part, field.fields, place, copies);
    else if (Array.isArray(part)) requireCopiedItems(part, field, place, copies);
  }
}

function requireCopiedItems(items: readonly unknown[], field: Field, path: string, copies: Copies): void {
  items.forEach((item, index) => {
    const place = `${path}[${index}]`;
    if (copies.isForeign(item)) throw foreignError(place, item as object);
    if (field.kind === "items") requireCopied(item, field.fields, place, copies);
  });
}

/** The builder gets a copy of its own, and what it gives is copied: later it can change nothing. */
function built(
  builder: Builder,
  args: ArrayLike<unknown>,
  form: ActionForm,
  passThrough: boolean,
  context: unknown,
): BuiltAction {
  const copies = new Copies();
  const result = callBuilder(builder, args, form, context, copies);
  if (copies.isForeign(result) && !passThrough) throw foreignError("action", result);
  const action = declaredPart(result, form);
  if (copies.foreign !== undefined && !passThrough) requireCopied(action, form.fields, "action", copies);
  return action;
}

function callBuilder(
  builder: Builder,
  args: ArrayLike<unknown>,
  form: ActionForm,
  context: unknown,
  copies: Copies,
): object {
  const fields = argumentFields(args, form);
  try {
    const result: unknown = builder(form.name, fields, context as never);
    if (typeof result === "object" && result !== null && !Array.isArray(result) && !isThenable(result))
      return copies.of(result) as object;
  } catch (cause) {
    // Its way to say that the fault is in the arguments.
    if (cause instanceof ActraInputError) throw cause;
    throw new ActraError("BUILDER_FAILED", `the builder of \`${form.name}\` threw`, { cause });
  }
  throw new ActraError("BUILDER_FAILED", `the builder of \`${form.name}\` has to give an object of fields`);
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  return isObject && typeof (value as { then?: unknown }).then === "function";
}

/** What a builder is told of the arguments, in a copy of its own: one object's fields, or those of the parameters. */
function argumentFields(given: ArrayLike<unknown>, form: ActionForm): Record<string, unknown> {
  const args = new Array<unknown>(given.length);
  const source = fieldSource(args, copyArguments(given, args), form);
  if (source !== undefined) return source as Record<string, unknown>;
  requireClear(args, form);
  return Object.fromEntries(
    form.positions
      .slice(0, args.length)
      .flatMap((name, i) => (name === undefined || args[i] === undefined ? [] : [[name, args[i]]])),
  );
}
