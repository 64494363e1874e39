import { type Document, isCollection, isMap, isNode, isPair, isScalar, isSeq, type Node, visit } from "yaml";
import { Places } from "../compiler/1-read/places.ts";
import { ExpressionText, type Listener } from "../compiler/expression/expression-text.ts";
import { Lexer } from "../compiler/expression/lexer.ts";
import type { Aliases } from "./aliases.ts";
import { pairOf } from "./key-order.ts";
import { innerSlots, type Slot } from "./slot.ts";

// Comments of conditions that are written anew. What stands at the end of the line stays there; all others, those inside of
// expressions too, go above.

/** Gives the comments at and in the slot's node to the one that takes its place. */
export function carryComments(slot: Slot, to: Node, aliases: Aliases): void {
  const { node: from, pair } = slot;
  const isBeside = isInLine(from) && isInLine(to) && !from.comment?.includes("\n");
  const own = [from.commentBefore, ...(isCollection(from) ? from.items.flatMap(commentsIn) : [])];
  const above = [...own, isBeside ? undefined : from.comment, ...remarksOf(slot, aliases)];
  if (isBeside && from.comment) to.comment = from.comment;
  if (pair === undefined && from.spaceBefore) to.spaceBefore = true;
  putAbove(isNode(pair?.key) ? pair.key : to, above);
}

/** Below those that stand above it already. */
export function putAbove(node: Node, comments: readonly (string | null | undefined)[]): void {
  const all = [node.commentBefore, ...comments].filter((comment) => typeof comment === "string");
  if (all.length > 0) node.commentBefore = all.join("\n");
}

/**
 * Above the first key or item there is no empty line, and what stands above the first key of a map stands above the map:
 * `- # why`, below it `id: a`, is nothing to read.
 */
export function clearFirstLines(document: Document): void {
  visit(document, {
    Scalar: (_, node) => void clearComment(node),
    Collection: (_, node) => {
      if (node.flow === true) clearComment(node);
      const [item] = node.items;
      const first = isPair(item) ? item.key : item;
      if (!isNode(first)) return;
      first.spaceBefore = false;
      if (!isPair(item) || node.flow === true) return;
      putAbove(node, [first.commentBefore]);
      first.commentBefore = null;
    },
  });
}

/** An empty line before or after it would take it to the next line. */
function clearComment(node: Node): void {
  if (node.comment) node.comment = node.comment.replace(/^\n+|\n+$/g, "");
}

function isInLine(node: Node): boolean {
  return isScalar(node) || ((isMap(node) || isSeq(node)) && node.flow === true);
}

function commentsIn(node: unknown): (string | null | undefined)[] {
  if (isPair(node)) return [...commentsIn(node.key), ...commentsIn(node.value)];
  if (!isNode(node)) return [];
  const inner = isCollection(node) ? node.items.flatMap(commentsIn) : [];
  return [node.commentBefore, ...inner, node.comment];
}

function remarksOf(slot: Slot, aliases: Aliases): string[] {
  if (isScalar(slot.node)) return remarksIn(String(slot.node.value));
  if (slot.condition.kind === "atom") return sidesOf(slot.node).flatMap(remarksIn);
  return innerSlots(slot, aliases).flatMap((inner) => remarksOf(inner, aliases));
}

/** The expressions on both sides of an atom that is a map. */
function sidesOf(atom: Node): string[] {
  if (!isMap(atom)) return [];
  return ["subject", "value"].flatMap((side) => {
    const expression = pairOf(pairOf(atom, side)?.value, "expression")?.value;
    return isScalar(expression) ? String(expression.value) : [];
  });
}

const NOBODY: Listener = { report: () => undefined, depth: 0, countToken: () => true };

/** The comments of an expression that is known to be one. */
function remarksIn(text: string): string[] {
  const span = Places.of({ path: "expression", text }).span(0, text.length);
  const lexer = new Lexer(new ExpressionText(text, span, NOBODY));
  const remarks: string[] = [];
  let end = 0;
  for (let token = lexer.next(); ; token = lexer.next()) {
    const between = text.slice(end, token.start);
    for (const [, remark] of between.matchAll(/\/\/([^\r\n\u0085\u2028\u2029]*)/g)) remarks.push(remark!);
    if (token.kind === "end") return remarks;
    end = token.end;
  }
}
