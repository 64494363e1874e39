import {
  type Document,
  isAlias,
  isCollection,
  isDocument,
  isNode,
  isPair,
  isScalar,
  type Node,
  visit,
} from "yaml";
import { putAbove } from "./comments.ts";
import { keyOf } from "./key-order.ts";

/** Of a map or a list between brackets, with its indentation. */
const WIDTH = 120;

/** Makes blocks of what stands between brackets and does not fit into its line, or has comments in it. */
export function breakLongLines(document: Document): void {
  visit(document, {
    Collection: (_, node, path) => {
      if (node.flow !== true) return undefined;
      if (startOf(path) + lengthOf(node) <= WIDTH) return visit.SKIP;
      node.flow = false;
      raiseComment(node, path.at(-1));
      return undefined;
    },
  });
}

/** What stood beside the closing bracket would be in the block, as its last line. */
function raiseComment(node: Node, holder: unknown): void {
  const { comment } = node;
  if (!comment) return;
  node.comment = null;
  if (isDocument(holder)) holder.comment = [comment, holder.comment].filter(Boolean).join("\n");
  else putAbove(isPair(holder) && isNode(holder.key) ? holder.key : node, [comment]);
}

/** The column at which the node at the end of a path begins, when all that is around it are blocks. */
function startOf(path: readonly unknown[]): number {
  const around = path.filter(isCollection).length;
  const holder = path.at(-1);
  return 2 * (around - 1) + (isPair(holder) ? keyOf(holder).length : 0) + 2;
}

/** By its value alone: how it was written until now must not count. */
const UNQUOTED = /^[\w./-][\w ./:@*-]*$/;

/** In one line; with a comment inside it takes more than that, however long. */
function lengthOf(node: unknown): number {
  if (isPair(node)) return lengthOf(node.key) + 2 + lengthOf(node.value);
  if (!isNode(node) || isAlias(node)) return isAlias(node) ? node.source.length + 1 : 0;
  if (isScalar(node)) return String(node.value).length + (UNQUOTED.test(String(node.value)) ? 0 : 2);
  if (!isCollection(node)) return 0;
  return node.items.reduce<number>((sum, item) => sum + innerLength(item) + 2, 2);
}

function innerLength(item: unknown): number {
  const nodes = isPair(item) ? [item.key, item.value] : [item];
  const isCommented = nodes.some((node) => isNode(node) && (node.comment || node.commentBefore));
  return isCommented ? Number.POSITIVE_INFINITY : lengthOf(item);
}
