import { bareObject, bareWith } from "../language/bare.ts";
import { TERM_TYPES } from "../language/types.ts";
import type {
  DebugCondition,
  DebugInformation,
  DebugOperand,
  DebugRule,
  DebugTerm,
  Place,
} from "./program.ts";
import { readCount, readName, readNumber, readText, type Streams } from "./streams.ts";

// Explaining copes with debug information that fits nothing else in the program, so its shape is all there is to look at.

/** @throws ActraProgramError `PROGRAM_INVALID` */
export function readDebug(streams: Streams): DebugInformation {
  return bareWith<DebugInformation>({ files: streams.items(readText), rules: streams.items(readRule) });
}

function readRule(streams: Streams): DebugRule {
  return bareWith<DebugRule>({
    place: readPlace(streams),
    description: streams.optional(readText),
    condition: streams.nested(readCondition),
  });
}

function readPlace(streams: Streams): Place {
  return [streams.count(), streams.count(), streams.count()];
}

function readCondition(streams: Streams): DebugCondition {
  const kind = streams.word(CONDITION_KINDS);
  const condition = bareObject();
  condition["kind"] = kind;
  // That is the whole of a condition, or nothing.
  streams.ensure(kind !== "always" || streams.depth === 1);
  for (const [key, read] of Object.entries(CONDITION_PARTS[kind])) condition[key] = read(streams);
  return condition as DebugCondition;
}

function readPart(streams: Streams): DebugCondition {
  return streams.nested(readCondition);
}

function readParts(streams: Streams): DebugCondition[] {
  return streams.items(readPart);
}

type PartReaders = Readonly<Record<string, (streams: Streams) => unknown>>;

const PARTS: PartReaders = { place: readPlace, conditions: readParts };
const PART: PartReaders = { place: readPlace, condition: readPart };
const LISTED: PartReaders = { place: readPlace, list: readText, condition: readPart };

/** What conditions have, in the order in which it is written. */
const CONDITION_PARTS: Readonly<Record<DebugCondition["kind"], PartReaders>> = {
  all: PARTS,
  any: PARTS,
  not: PART,
  named: { place: readPlace, name: readName, condition: readPart },
  any_item: LISTED,
  all_items: LISTED,
  atom: { place: readPlace, operator: readText, left: readLeft, right: readOperand },
  always: {},
};

export const CONDITION_KINDS = /* @__PURE__ */ Object.keys(
  CONDITION_PARTS,
) as readonly DebugCondition["kind"][];

function readLeft(streams: Streams): string | DebugTerm {
  const { field, term } = readOperand(streams) as { readonly field?: string; readonly term?: DebugTerm };
  const left = field ?? term;
  streams.ensure(left !== undefined);
  return left;
}

function readOperand(streams: Streams): DebugOperand {
  return bareWith<object>({
    field: streams.optional(readText),
    literal: streams.optional(readLiteral),
    term: streams.optional(readTerm),
  }) as DebugOperand;
}

/** As `typeof` says it: an object is a list. */
export const LITERAL_KINDS = ["string", "number", "boolean", "object"] as const;
const SHOWN_KINDS = /* @__PURE__ */ LITERAL_KINDS.slice(0, 3);

type Shown = string | number | boolean;

function readLiteral(streams: Streams): Shown | readonly Shown[] {
  const kind = streams.word(LITERAL_KINDS);
  return kind === "object" ? streams.items(readShown) : shownOf(kind, streams);
}

function readShown(streams: Streams): Shown {
  return shownOf(streams.word(SHOWN_KINDS), streams);
}

function shownOf(kind: string, streams: Streams): Shown {
  if (kind === "string") return streams.text();
  return kind === "number" ? streams.number() : streams.flag();
}

function readTerm(streams: Streams): DebugTerm {
  return streams.nested(() =>
    bareWith<DebugTerm>({
      text: streams.text(),
      type: streams.word(TERM_TYPES),
      at: streams.optional(readCount),
      value: streams.optional(readNumber),
      parts: streams.items(readOperand),
    }),
  );
}
