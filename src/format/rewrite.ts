import type { Document } from "yaml";
import type { PolicyDocument } from "../compiler/2-parse/ast.ts";
import type { Aliases } from "./aliases.ts";
import { carryComments } from "./comments.ts";
import type { Notation } from "./notations.ts";
import { conditionSlots, innerSlots, type Slot } from "./slot.ts";

/** Of an expression, with its indentation. */
const WIDTH = 100;
/** Of a value in a rule, and what each list of conditions adds. */
const INDENTATION = 6;
const FURTHER = 4;

/** Writes the conditions of a document in another notation, in place. Aliases that stand for them are written out. */
export function rewriteConditions(
  document: Document,
  policy: PolicyDocument,
  notation: Notation,
  aliases: Aliases,
): void {
  const rewrite = (slot: Slot, width: number): void => {
    const written = notation(slot, width);
    if (written === undefined) {
      for (const inner of innerSlots(slot, aliases)) rewrite(inner, width - FURTHER);
      return;
    }
    carryComments(slot, written, aliases);
    slot.put(written);
  };
  for (const slot of conditionSlots(document, policy, aliases)) rewrite(slot, WIDTH - INDENTATION);
}
