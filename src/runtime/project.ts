import { type Field, hasFields, type ItemsField } from "../language/schema.ts";
import type { ActionForm } from "./form.ts";

// What was decided on → what may be shown of it: declared fields only, sensitive ones redacted. Reading never throws.

/** `action`, `actor` and `snapshot` as events and errors show them. Frozen. */
export interface CallContext {
  readonly action: { readonly type: string; readonly [field: string]: unknown };
  readonly actor: Readonly<Record<string, unknown>>;
  readonly snapshot: Readonly<Record<string, unknown>>;
}

const REDACTED = "[redacted]";
const UNREADABLE = "[unreadable]";

type Shown = Record<string, unknown>;

/** What is shown of one domain. All of one shape, whatever their fields are: looking at them costs next to nothing. */
interface ShownField {
  readonly name: string;
  /** Neither sensitive nor an object: its text, number or boolean is shown as it is. */
  readonly isOpen: boolean;
  readonly field: Field;
}

export type ShownFields = readonly ShownField[];

export function shownFields(fields: readonly Field[]): ShownFields {
  return fields.map((field) => ({
    name: field.name,
    isOpen: !hasFields(field) && !field.sensitive,
    field,
  }));
}

/**
 * Built one field after the other: on V8 11, freezing what a spread has made costs five times as much.
 *
 * @param form the action's
 */
export function project(
  { name, shown }: ActionForm,
  values: { readonly action: unknown; readonly actor: unknown; readonly snapshot: unknown },
): CallContext {
  return Object.freeze({
    action: Object.freeze(addFields(values.action, shown.action, { type: name })) as CallContext["action"],
    actor: Object.freeze(addFields(values.actor, shown.actor, {})),
    snapshot: Object.freeze(addFields(values.snapshot, shown.snapshot, {})),
  });
}

function addFields(value: unknown, fields: ShownFields, shown: Shown): Shown {
  if (typeof value !== "object" || value === null) return shown;
  for (let i = 0; i < fields.length; i++) {
    const { name, isOpen, field } = fields[i]!;
    let part: unknown;
    try {
      part = Object.hasOwn(value, name) ? (value as Shown)[name] : undefined;
      if (!(isOpen && isPlain(part))) part = part === undefined ? part : shownField(part, field);
    } catch {
      part = UNREADABLE;
    }
    if (part !== undefined) shown[name] = part;
  }
  return shown;
}

function isPlain(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function shownField(value: unknown, field: Field): unknown {
  if (field.kind === "items")
    return Array.isArray(value) ? shownItems(value, field) : shownWhole(value, field);
  if (field.kind === "object")
    return isContainer(value)
      ? Object.freeze(addFields(value, shownFields(field.fields), {}))
      : shownWhole(value, field);
  return field.sensitive ? REDACTED : Array.isArray(value) ? shownList(value) : shownScalar(value);
}

/** What stands where an object should: it may be what a sensitive field inside would hold. */
function shownWhole(value: unknown, field: Field): unknown {
  return holdsSensitive(field) ? REDACTED : shownScalar(value);
}

function holdsSensitive(field: Field): boolean {
  return hasFields(field) ? field.fields.some(holdsSensitive) : field.sensitive;
}

/** A list of objects, which events show as far as an input may be long. */
function shownItems(list: readonly unknown[], { name, optional, fields }: ItemsField): unknown {
  const item: Field = { kind: "object", name, optional, fields };
  const length = Math.min(list.length, MOST_ITEMS);
  return Object.freeze(Array.from({ length }, (_, i) => shownField(list[i], item)));
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const MOST_ITEMS = 10_000;

function shownList(list: readonly unknown[]): unknown {
  return Object.freeze(
    Array.from({ length: Math.min(list.length, MOST_ITEMS) }, (_, i) => shownScalar(list[i])),
  );
}

/** Primitives as they are, a date as a new one; anything else is not what a field holds. */
function shownScalar(value: unknown): unknown {
  if (typeof value === "bigint") return shownBigint(value);
  if (typeof value !== "object" || value === null) return typeof value === "function" ? "[function]" : value;
  try {
    return new Date(Date.prototype.getTime.call(value));
  } catch {
    return "[object]";
  }
}

/** Events are written down as JSON, which takes none. */
function shownBigint(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
