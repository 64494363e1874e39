import { ActraInputError } from "../errors.ts";
import { describe } from "./describe.ts";
import { readAction, readProperty, readType } from "./property-readers.ts";
import { INHERITED, isObject } from "./settle.ts";

// The only places where a property of an input is read: the object's own, once, whatever it throws.

/** A property that is read off something. */
export interface Property {
  readonly name: string;
  /** For error messages, as `action.amount`. */
  readonly path: string;
  /** Of what it is read off. */
  readonly parentPath: string;
  readonly sensitive: boolean;
  readonly reader: number;
}

/**
 * The parent's own property; `undefined` when there is none of that name.
 *
 * @throws ActraInputError `INPUT_ACCESS` when an accessor or a trap throws, `INPUT_INHERITED`, and `INPUT_TYPE` when
 *   `parent` is not what properties may be read off
 */
export function ownProperty(parent: object, property: Property): unknown {
  try {
    return readProperty(parent, property.name, property.reader);
  } catch (cause) {
    throw readError(parent, property, cause);
  }
}

/** The same for the two that every input has to have. */
export function ownAction(input: object, property: Property): unknown {
  try {
    return readAction(input);
  } catch (cause) {
    throw readError(input, property, cause);
  }
}

export function ownType(action: object, property: Property): unknown {
  try {
    return readType(action);
  } catch (cause) {
    throw readError(action, property, cause);
  }
}

function readError(parent: object, property: Property, cause: unknown): ActraInputError {
  requireObject(parent, property.parentPath, property.sensitive);
  return accessError(property, -1, cause);
}

/** An item of a list that is the list's own; a hole is `undefined`. */
export function ownItem(list: readonly unknown[], index: number, property: Property): unknown {
  try {
    if (Object.hasOwn(list, index)) return list[index];
    if (index in list) throw INHERITED;
    return undefined;
  } catch (cause) {
    throw accessError(property, index, cause);
  }
}

/**
 * @param sensitive whether what is read off it is
 * @throws ActraInputError `INPUT_TYPE` for arrays, dates, maps, promises, …
 */
export function requireObject(value: unknown, path: string, sensitive: boolean): object {
  if (isReadable(value, path, sensitive)) return value;
  throw notAnObjectError(value, path);
}

/** @throws ActraInputError `INPUT_ACCESS` */
export function isReadable(value: unknown, path: string, sensitive = false): value is object {
  try {
    return isObject(value);
  } catch (cause) {
    throw accessError({ path, sensitive }, -1, cause);
  }
}

export function notAnObjectError(value: unknown, path: string): ActraInputError {
  // What is in a value that should have held fields may be what a sensitive one of them holds.
  const received = typeof value === "object" ? describe(value) : typeof value;
  return new ActraInputError("INPUT_TYPE", path, "an object", received);
}

/** The path of the property, or of an item of the list that it is. */
export function pathAt({ path }: { path: string }, index: number): string {
  return index < 0 ? path : `${path}[${index}]`;
}

/** The error, with the item that it was in: `action.lines[].price` → `action.lines[3].price`. */
export function located(error: ActraInputError, item: number): ActraInputError {
  const { code, path, expected, received, cause } = error;
  if (!path.includes(ANY_ITEM)) return error;
  const options = cause === undefined ? undefined : { cause };
  return new ActraInputError(code, path.replace(ANY_ITEM, `[${item}]`), expected, received, options);
}

/** In the path of what is read of an item. */
export const ANY_ITEM = "[]";

/** @param cause what reading threw: the caller's own, or `INHERITED` */
export function accessError(
  property: Pick<Property, "path" | "sensitive">,
  index: number,
  cause: unknown,
): ActraInputError {
  const path = pathAt(property, index);
  return cause === INHERITED
    ? new ActraInputError("INPUT_INHERITED", path, "an own property", "an inherited one")
    : new ActraInputError(
        "INPUT_ACCESS",
        path,
        "a readable value",
        "code that threw",
        property.sensitive ? undefined : { cause },
      );
}
