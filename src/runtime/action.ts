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

export type Builder = (action: string, fields: Record<string, unknown>, context: never) => object;

/** How arguments become an action, as `admit` takes it. */
export interface ActionOptions {
  readonly builder?: Builder | undefined;
  /** Objects that are no plain data may supply fields; what they do after the decision is outside of any guarantee. */
  readonly passThrough?: boolean | undefined;
}

/**
 * Copies the arguments.
 *
 * @throws ActraInputError `INPUT_ACCESS` when reading them throws
 */
export function copyArguments(given: readonly unknown[], copies: Copies): unknown[] {
  const copied = new Array<unknown>(given.length);
  try {
    for (let i = 0; i < given.length; i++) copied[i] = copies.of(given[i]);
  } catch {
    // What was thrown is not carried along: it may say what a sensitive field holds.
    throw new ActraInputError("INPUT_ACCESS", "arguments", "readable values", "code that threw");
  }
  return copied;
}

/**
 * @param args copied arguments
 * @throws ActraInputError
 * @throws ActraError `BUILDER_FAILED`
 */
export function actionFrom(
  args: readonly unknown[],
  copies: Copies,
  form: ActionForm,
  options: ActionOptions,
  context: unknown,
): BuiltAction {
  const { builder } = options;
  // Only its own: what somebody has put into `Object.prototype` lets nothing through.
  const passThrough = Object.hasOwn(options, "passThrough") && options.passThrough === true;
  if (builder !== undefined) return built(builder, args, form, passThrough, context);
  const action: Draft = { type: form.name };
  const source = fieldSource(args, form);
  if (source === undefined) fromPositions(args, form, action);
  else if (copies.isForeign(source) && !passThrough) refuseForeign(source, form);
  else fromObject(source, form, action);
  if (copies.foreign !== undefined && !passThrough) requireCopied(action, form.fields, "action", copies);
  return action;
}

/** The one object whose fields are the action's. */
function fieldSource(args: readonly unknown[], { takesObject }: ActionForm): object | undefined {
  const [only] = args;
  const isOne = takesObject && args.length === 1 && typeof only === "object" && only !== null;
  return isOne && !Array.isArray(only) && !isDate(only) ? only : undefined;
}

/**
 * A function that takes one object would find its fields in the first argument, whatever stands behind that; decided on
 * would be the arguments by their positions.
 */
function requireClear([first]: readonly unknown[], { takesObject, fields }: ActionForm): void {
  const isObject = typeof first === "object" && first !== null && !Array.isArray(first);
  const isUnclear = isObject ? fields.some(({ name }) => name in first) : typeof first === "function";
  if (!takesObject || !isUnclear) return;
  const expected =
    "one object of fields, or one argument for each field; name the parameters by `fields` else";
  throw new ActraInputError("INPUT_ARGUMENTS", "arguments", expected, describe(first));
}

function fromPositions(args: readonly unknown[], form: ActionForm, action: Draft): void {
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
}

function fromObject(source: object, { fields }: ActionForm, action: Draft): void {
  for (const { name } of fields) {
    const value = ownValue(source, name);
    if (value !== undefined) action[name] = value;
  }
}

/** Of a copy, or, where they may pass through, of any object. */
function ownValue(source: object, name: string): unknown {
  try {
    return Object.hasOwn(source, name) ? (source as Record<string, unknown>)[name] : undefined;
  } catch {
    throw new ActraInputError("INPUT_ACCESS", `action.${name}`, "a readable value", "code that threw");
  }
}

function refuseForeign(source: object, form: ActionForm): void {
  if (form.fields.length > 0) throw foreignError("action", source);
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
    else if (Array.isArray(part)) requireCopiedItems(part, place, copies);
  }
}

function requireCopiedItems(items: readonly unknown[], path: string, copies: Copies): void {
  const index = items.findIndex((item) => copies.isForeign(item));
  if (index >= 0) throw foreignError(`${path}[${index}]`, items[index] as object);
}

/** The builder gets a copy of its own, and what it gives is copied: later it can change nothing. */
function built(
  builder: Builder,
  args: readonly unknown[],
  form: ActionForm,
  passThrough: boolean,
  context: unknown,
): BuiltAction {
  const copies = new Copies();
  const result = callBuilder(builder, args, form, context, copies);
  if (copies.isForeign(result) && !passThrough) throw foreignError("action", result);
  const action: Draft = { type: form.name };
  fromObject(result, form, action);
  if (copies.foreign !== undefined && !passThrough) requireCopied(action, form.fields, "action", copies);
  return action;
}

function callBuilder(
  builder: Builder,
  args: readonly unknown[],
  form: ActionForm,
  context: unknown,
  copies: Copies,
): object {
  const fields = argumentFields(new Copies().of(args) as unknown[], form);
  try {
    const result: unknown = builder(form.name, fields, context as never);
    if (typeof result === "object" && result !== null && !Array.isArray(result) && !isThenable(result))
      return copies.of(result) as object;
  } catch (cause) {
    throw new ActraError("BUILDER_FAILED", `the builder of \`${form.name}\` threw`, { cause });
  }
  throw new ActraError("BUILDER_FAILED", `the builder of \`${form.name}\` has to give an object of fields`);
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  return isObject && typeof (value as { then?: unknown }).then === "function";
}

/** What a builder is told of the arguments: one object's fields, or those of the parameters. */
function argumentFields(args: readonly unknown[], form: ActionForm): Record<string, unknown> {
  const source = fieldSource(args, form);
  if (source !== undefined) return source as Record<string, unknown>;
  requireClear(args, form);
  return Object.fromEntries(
    form.positions
      .slice(0, args.length)
      .flatMap((name, i) => (name === undefined || args[i] === undefined ? [] : [[name, args[i]]])),
  );
}
