import { IndexNode, NodeKind } from "../../assembly/shared/layout.ts";

// One node in the index of a program, unpacked (assembly/shared/layout.ts, `IndexNode`).

export interface DecodedNode {
  readonly kind: number;
  readonly slot: number;
  /** Of a table. */
  readonly lowest: number;
  /** Parts; of a list, its rules. */
  readonly parts: Uint32Array;
  /** Of a split. */
  readonly bounds: Float64Array;
  /** Bytes of the node itself; with those of the nodes that it leads to, they are all behind it. */
  readonly size: number;
}

/** A copy, so that numbers stand where arrays of them can. */
export function indexWords(index: Uint8Array): Uint32Array {
  return new Uint32Array(index.slice(0, index.length & ~3).buffer);
}

/** Where the words end before the node does, `size` goes beyond them. */
export function readNode(words: Uint32Array, at: number): DecodedNode {
  const word = at / 4;
  const kind = words[word]!;
  const count = words[word + IndexNode.Count / 4]!;
  const first = (kind === NodeKind.Table ? IndexNode.TableParts : IndexNode.Items) / 4;
  const isSplit = kind === NodeKind.Split;
  const end = first + count + (isSplit ? 1 : 0);
  const bounds = words.slice(word + end, word + end + (isSplit ? 2 * count : 0));
  return {
    kind,
    slot: words[word + IndexNode.Slot / 4]!,
    lowest: words[word + IndexNode.Lowest / 4]!,
    parts: words.subarray(word + first, word + end),
    bounds: new Float64Array(bounds.buffer, 0, bounds.length >> 1),
    size: 4 * (end + (isSplit ? 2 * count : 0)),
  };
}

/** The number of the rule that a part is; undefined for other parts. */
export function ruleOfPart(part: number): number | undefined {
  return part % 2 === 1 ? (part - 1) / 2 : undefined;
}
