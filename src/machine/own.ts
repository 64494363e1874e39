import { ActraInputError } from "../errors.ts";
import { describe } from "./describe.ts";
import type { PropertyReader } from "./property-readers.ts";
import { INHERITED, isObject, NOT_AN_OBJECT } from "./settle.ts";

// The only places where a property of an input is read: the object's own, once, whatever it throws.

/** A property that is read off something. */
export interface Property {
  readonly name: string;
  /** For error messages, as `action.amount`. */
  readonly path: string;
  /** Of what it is read off. */
  readonly parentPath: string;
  readonly sensitive: boolean;
  readonly read: PropertyReader;
}

/**
 * The parent's own property; `undefined` when there is none of that name.
 *
 * @throws ActraInputError `INPUT_ACCESS` when an accessor or a trap throws, `INPUT_INHERITED`, and `INPUT_TYPE` when
 *   `parent` is not what properties may be read off
 */
export function ownProperty(parent: object, property: Property): unknown {
  let value: unknown;
  try {
    value = property.read(parent, property.name);
  } catch (cause) {
    // It may have been the parent's own trap, asked what the parent is.
    requireObject(parent, property.parentPath);
    throw accessError(property.path, property.sensitive, cause);
  }
  if (typeof value === "symbol") checkMark(value, parent, property);
  return value;
}

function checkMark(mark: symbol, parent: object, { path, parentPath }: Property): void {
  if (mark === INHERITED) throw inheritedError(path);
  if (mark === NOT_AN_OBJECT) throw notAnObjectError(parent, parentPath);
}

/** An item of a list that is the list's own; a hole is `undefined`. */
export function ownItem(list: readonly unknown[], index: number, path: string, sensitive: boolean): unknown {
  let inherited: boolean;
  try {
    if (Object.hasOwn(list, index)) return list[index];
    inherited = index in list;
  } catch (cause) {
    throw accessError(path, sensitive, cause);
  }
  if (inherited) throw inheritedError(path);
  return undefined;
}

/** @throws ActraInputError `INPUT_TYPE` for arrays, dates, maps, promises, … */
export function requireObject(value: unknown, path: string): object {
  if (isReadable(value, path)) return value;
  throw notAnObjectError(value, path);
}

/** @throws ActraInputError `INPUT_ACCESS` */
export function isReadable(value: unknown, path: string): value is object {
  try {
    return isObject(value);
  } catch (cause) {
    throw accessError(path, false, cause);
  }
}

export function notAnObjectError(value: unknown, path: string): ActraInputError {
  return new ActraInputError("INPUT_TYPE", path, "an object", describe(value));
}

function inheritedError(path: string): ActraInputError {
  return new ActraInputError("INPUT_INHERITED", path, "an own property", "an inherited one");
}

function accessError(path: string, sensitive: boolean, cause: unknown): ActraInputError {
  const options = sensitive ? undefined : { cause };
  return new ActraInputError(
    "INPUT_ACCESS",
    path,
    "a value that can be read",
    "an accessor or proxy that threw",
    options,
  );
}
