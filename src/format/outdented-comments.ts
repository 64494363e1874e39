import type { CST } from "yaml";

// `yaml` hands comments at the end of a block to what is around it only when all of them are indented less. So of
//
//     - id: a
//       effect: block
//       # reason: …
//
//     # about b
//     - id: b
//
// both comments would stay in the first map, and be indented as it is.

type Block = CST.BlockMap | CST.BlockSequence;

/** Moves each comment that is indented less than the block at whose end it stands out of it. */
export function moveOutdented(document: CST.Document): void {
  if (!isBlock(document.value)) return;
  const left = outdentedOf(document.value);
  if (left.length > 0) document.end = [...left, ...(document.end ?? [])];
}

/** Takes out of a block, and out of the blocks in it, what belongs further out than it. */
function outdentedOf(block: Block): CST.SourceToken[] {
  const items: { start: CST.SourceToken[] }[] = block.items;
  for (let index = 0; index < items.length; index++) {
    const { value } = block.items[index]!;
    const left = isBlock(value) ? outdentedOf(value) : [];
    if (left.length === 0) continue;
    const next = items[index + 1];
    if (next === undefined) items.push({ start: left });
    else next.start = [...left, ...next.start];
  }
  return takeEnd(block);
}

/** Of the last item, if there is nothing in it but comments. */
function takeEnd(block: Block): CST.SourceToken[] {
  const last = block.items.at(-1);
  if (last === undefined || last.sep !== undefined || last.value !== undefined) return [];
  const isOut = ({ type, indent }: CST.SourceToken) =>
    type === "comment" && (indent < block.indent || block.indent === 0);
  const outdented = last.start.findIndex(isOut);
  if (outdented < 0) return [];
  const before = last.start.slice(0, outdented).findLastIndex(({ type }) => type === "comment");
  const left = last.start.splice(before < 0 ? 0 : before + 2);
  if (before < 0) block.items.pop();
  return left;
}

function isBlock(token: CST.Token | null | undefined): token is Block {
  return token?.type === "block-map" || token?.type === "block-seq";
}
