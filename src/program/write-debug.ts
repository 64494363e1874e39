import { TERM_TYPES } from "../language/types.ts";
import type { Written } from "./content.ts";
import type { DebugCondition, DebugInformation, DebugOperand, DebugTerm, Place } from "./program.ts";
import { CONDITION_KINDS, LITERAL_KINDS } from "./read-debug.ts";
import { StreamWriter } from "./stream-writer.ts";

/** For read-debug.ts. */
export function writeDebug({ files, rules }: DebugInformation): Written {
  const writer = new StreamWriter();
  // Paths come from outside, and may be no Unicode.
  writer.items(files, (path) => writer.text(path.replace(/\p{Surrogate}/gu, "\ufffd")));
  writer.items(rules, ({ place, description, condition }) => {
    writePlace(place, writer);
    writer.optional(description, writer.text);
    writeCondition(condition, writer);
  });
  return writer.written();
}

function writePlace(place: Place, writer: StreamWriter): void {
  for (const number of place) writer.count(number);
}

function writeCondition(condition: DebugCondition, writer: StreamWriter): void {
  writer.word(condition.kind, CONDITION_KINDS);
  if (condition.kind === "always") return;
  writePlace(condition.place, writer);
  if ("conditions" in condition) return writer.items(condition.conditions, writeCondition);
  if (condition.kind === "atom") {
    const { operator, left, right } = condition;
    writer.text(operator);
    writeOperand(typeof left === "string" ? { field: left } : { term: left }, writer);
    return writeOperand(right, writer);
  }
  if (condition.kind === "named") writer.text(condition.name);
  else if (condition.kind !== "not") writer.text(condition.list);
  writeCondition(condition.condition, writer);
}

/** Any of what it may have. */
type Parts = { readonly field?: string; readonly literal?: Literal; readonly term?: DebugTerm };
type Literal = Extract<DebugOperand, { literal: unknown }>["literal"];

function writeOperand(operand: DebugOperand, writer: StreamWriter): void {
  const { field, literal, term }: Parts = operand;
  writer.optional(field, writer.text);
  writer.optional(literal, writeLiteral);
  writer.optional(term, writeTerm);
}

function writeLiteral(literal: Literal, writer: StreamWriter): void {
  const kind = typeof literal;
  writer.word(kind, LITERAL_KINDS as readonly string[]);
  if (typeof literal === "string") writer.text(literal);
  else if (typeof literal === "number") writer.number(literal);
  else if (typeof literal === "boolean") writer.flag(literal);
  else writer.items(literal, writeLiteral);
}

function writeTerm({ text, type, at, value, parts }: DebugTerm, writer: StreamWriter): void {
  writer.text(text);
  writer.word(type, TERM_TYPES);
  writer.optional(at, (place) => writer.count(place));
  writer.optional(value, writer.number);
  writer.items(parts, writeOperand);
}
