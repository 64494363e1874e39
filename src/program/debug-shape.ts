import { TERM_TYPES } from "../language/types.ts";
import { isName } from "./content-shape.ts";
import {
  also,
  type Check,
  either,
  finite,
  flag,
  integer,
  kinds,
  list,
  nested,
  object,
  text,
  word,
} from "./shape.ts";

// Explaining copes with debug information that fits nothing else in the program, so its shape is all there is to verify.

/** Conditions inside one another. */
const DEEPEST = 200;

const count = integer(0, 0xffff_ffff);
const place = also(list(count), (place: number[]) => place.length === 3);
const shown = either(text, finite, flag);

const termOf = (parts: Check) =>
  object({ text, type: word(...TERM_TYPES), "at?": count, "value?": finite, parts: list(parts) });

const operand = nested(
  (inner) => object({ "field?": text, "literal?": either(shown, list(shown)), "term?": termOf(inner) }),
  DEEPEST,
);

const condition = nested((inner) => {
  const parts = { place, conditions: list(inner) };
  const part = { place, condition: inner };
  const quantifier = { ...part, list: text };
  return kinds({
    all: parts,
    any: parts,
    not: part,
    named: { ...part, name: also(text, isName) },
    any_item: quantifier,
    all_items: quantifier,
    atom: {
      place,
      operator: text,
      left: either(text, termOf(operand)),
      right: operand,
    },
  });
}, DEEPEST);

const debugRule = object({
  place,
  condition: either(kinds({ always: {} }), condition),
  "description?": text,
});

/** What is wrong with the shape of what should be `DebugInformation`. */
export const debugShape: Check = object({ files: list(text), rules: list(debugRule) });
