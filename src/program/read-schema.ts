import { bareWith } from "../language/bare.ts";
import {
  type ActionSchema,
  type ActorSchema,
  type DomainSchema,
  type Field,
  hasFields,
  type Schema,
} from "../language/schema.ts";
import { ACTION_NAME_PATTERN, SCALAR_TYPES } from "../language/types.ts";
import { VALUE_KINDS } from "./content.ts";
import { readName, readNumber, readText, type Streams } from "./streams.ts";

/** @throws ActraProgramError `PROGRAM_INVALID` */
export function readSchema(streams: Streams): Schema {
  return {
    actions: streams.distinct(streams.items(readAction), nameOf),
    actor: bareWith<ActorSchema>({
      description: streams.optional(readText),
      kind: streams.optional(readName),
      fields: readFields(streams),
    }),
    snapshot: bareWith<DomainSchema>({
      description: streams.optional(readText),
      fields: readFields(streams),
    }),
  };
}

function readAction(streams: Streams): ActionSchema {
  const name = streams.text();
  const description = streams.optional(readText);
  const fields = readFields(streams);
  // `action.type` is the action's own name, and never one of its fields.
  streams.ensure(ACTION_NAME_PATTERN.test(name) && fields.every((field) => field.name !== "type"));
  return bareWith<ActionSchema>({ name, description, fields });
}

function readFields(streams: Streams): Field[] {
  return streams.distinct(streams.items(readField), nameOf);
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}

function readField(streams: Streams): Field {
  return streams.nested(() => {
    const kind = streams.word(VALUE_KINDS);
    const name = streams.name();
    const optional = streams.flag();
    const description = streams.optional(readText);
    const parts = kind === "scalar" || kind === "list" ? readValue(streams) : { fields: readFields(streams) };
    const field = bareWith<object>({ kind, name, optional, description, ...parts }) as Field;
    streams.ensure(constraintsFit(field));
    return field;
  });
}

function readValue(streams: Streams): object {
  return {
    sensitive: streams.flag(),
    type: streams.word(SCALAR_TYPES),
    enum: streams.optional(() => streams.items(readWord)),
    minimum: streams.optional(readNumber),
    maximum: streams.optional(readNumber),
    maxLength: streams.optional(readNumber),
  };
}

function readWord(streams: Streams): string | number {
  return streams.flag() ? streams.text() : streams.number();
}

/** How far from 0 the bounds of a type may be; the others have none. */
export const LARGEST: Partial<Record<string, number>> = {
  number: Number.MAX_VALUE,
  integer: Number.MAX_SAFE_INTEGER,
  datetime: 864e13,
};

/** Objects have no constraints. */
function constraintsFit(field: Field): boolean {
  if (hasFields(field)) return true;
  const { kind, type, enum: words, minimum, maximum, maxLength } = field;
  const isText = type === "string";
  const hasWords = isText || type === "number" || type === "integer";
  return (
    (kind === "scalar" || type !== "boolean") &&
    [minimum, maximum].every((bound) => bound === undefined || Math.abs(bound) <= LARGEST[type]!) &&
    (maxLength === undefined || (isText && Number.isSafeInteger(maxLength) && maxLength >= 0)) &&
    (words === undefined || (hasWords && words.every((word) => isText === (typeof word === "string"))))
  );
}
