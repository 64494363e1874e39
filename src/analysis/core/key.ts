import type { Each, Lowered, Test } from "../../compiler/4-lower/lower.ts";
import {
  type Atom,
  type FieldReference,
  fieldsOf,
  isComputed,
  type Operand,
  pathText,
  placeText,
  sideText,
} from "../../language/model.ts";

// What says the same about an input has the same key, wherever it stands.

export function keyOfAtom({ operator, left, right }: Atom): string {
  return JSON.stringify([operator, sideKey(left), operandKey(right)]);
}

export function keyOfEach({ kind, list, where }: Each): string {
  return JSON.stringify([kind, pathText(list), keyOfLowered(where)]);
}

export function keyOfLowered(condition: Lowered): string {
  switch (condition.kind) {
    case "always":
      return "always";
    case "test":
      return JSON.stringify([condition.negate, keyOfAtom(condition.atom)]);
    case "all":
    case "any":
      return JSON.stringify([condition.kind, condition.parts.map(keyOfLowered)]);
    default:
      return keyOfEach(condition);
  }
}

function sideKey(side: Atom["left"]): string {
  return isComputed(side) ? side.term.text : placeText(side);
}

function operandKey(right: Operand): unknown {
  switch (right.kind) {
    case "field":
      return ["field", placeText(right.field)];
    case "expression":
      return ["expression", right.term.text];
    case "pattern":
      return ["pattern", right.text];
    case "literal":
    case "flag":
      return [right.kind, right.value];
    default:
      return [right.kind, right.values];
  }
}

/** An atom in words, for those who have to look for it. */
export function wordsOf(atom: Atom): string {
  const { left, operator, right } = atom;
  return [sideText(left), operator, operandWords(right)].filter(Boolean).join(" ");
}

/** The same for a condition, quantifiers included. */
export function wordsOfLowered(condition: Lowered): string {
  switch (condition.kind) {
    case "always":
      return "true";
    case "test":
      return condition.negate ? `not (${wordsOf(condition.atom)})` : wordsOf(condition.atom);
    case "all":
    case "any": {
      const parts = condition.parts.map(wordsOfLowered);
      return parts.length === 1 ? parts[0]! : `(${parts.join(condition.kind === "all" ? " and " : " or ")})`;
    }
    default:
      return `${condition.kind} of ${pathText(condition.list)}: ${wordsOfLowered(condition.where)}`;
  }
}

function operandWords(right: Operand): string {
  switch (right.kind) {
    case "field":
      return pathText(right.field);
    case "expression":
      return sideText(right);
    case "pattern":
      return JSON.stringify(right.text);
    case "literal":
    case "flag":
      return JSON.stringify(right.value);
    case "literals":
      return JSON.stringify(right.values);
    case "cidrs":
      return "";
  }
}

/** What is in a condition, quantifiers as a whole. */
export function* partsOf(condition: Lowered): Generator<Test | Each> {
  if (condition.kind === "always") return;
  if ("parts" in condition) for (const part of condition.parts) yield* partsOf(part);
  else yield condition;
}

/** Every field that is read, what is read of items by their list. */
export function* fieldsRead(part: Test | Each): Generator<FieldReference> {
  if (part.kind !== "test") {
    yield part.list;
    for (const inner of partsOf(part.where)) yield* fieldsRead(inner);
    return;
  }
  for (const field of fieldsOf(part.atom)) yield field.list ?? field;
}

/** Every field that the condition of a quantifier reads, of items or not. */
export function* fieldsReadInside(part: Test | Each): Generator<FieldReference> {
  if (part.kind === "test") return;
  for (const inner of partsOf(part.where)) {
    if (inner.kind === "test") yield* fieldsOf(inner.atom);
    else yield* fieldsReadInside(inner);
  }
}
