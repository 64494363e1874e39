import { type Field, hasFields, type Schema } from "../language/schema.ts";
import { SCALAR_TYPES } from "../language/types.ts";
import { VALUE_KINDS } from "./content.ts";
import type { StreamWriter } from "./stream-writer.ts";

/** For read-schema.ts. */
export function writeSchema({ actions, actor, snapshot }: Schema, writer: StreamWriter): void {
  writer.items(actions, ({ name, description, fields }) => {
    writer.text(name);
    writer.optional(description, writer.text);
    writer.items(fields, writeField);
  });
  writer.optional(actor.description, writer.text);
  writer.optional(actor.kind, writer.text);
  writer.items(actor.fields, writeField);
  writer.optional(snapshot.description, writer.text);
  writer.items(snapshot.fields, writeField);
}

function writeField(field: Field, writer: StreamWriter): void {
  writer.word(field.kind, VALUE_KINDS);
  writer.text(field.name);
  writer.flag(field.optional);
  writer.optional(field.description, writer.text);
  if (hasFields(field)) return writer.items(field.fields, writeField);
  writer.flag(field.sensitive);
  writer.word(field.type, SCALAR_TYPES);
  writer.optional(field.enum, (words) => writer.items(words, writeWord));
  writer.optional(field.minimum, writer.number);
  writer.optional(field.maximum, writer.number);
  writer.optional(field.maxLength, writer.number);
}

function writeWord(word: string | number, writer: StreamWriter): void {
  const isText = typeof word === "string";
  writer.flag(isText);
  if (isText) writer.text(word);
  else writer.number(word);
}
