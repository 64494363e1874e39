import type { CST, ParsedNode, YAMLSeq } from "yaml";
import type { Source } from "../../diagnostics/span.ts";
import { alone } from "../../language/alone.ts";
import type { DocumentLimits } from "../../language/limits.ts";
import { type LeftOut, TreeBuilder } from "./build.ts";
import { compose } from "./compose.ts";
import { itemAt, type KeptItems, type ReadItem, type ReadItems } from "./kept-items.ts";
import type { Stretch } from "./lexeme-filter.ts";
import { type LongList, longListOf } from "./long-list.ts";
import type { Node } from "./node.ts";
import { parseText } from "./parse-text.ts";
import { NodeCount, Reading, ReadingStopped, type Reports, unlessStopped } from "./reading.ts";
import { SyntaxErrors } from "./syntax-errors.ts";

// A long document is long because of one list. `yaml` makes hundreds of megabytes of a few thousand rules; of one rule at a
// time it makes garbage that is gone before it costs. Whatever is out of the ordinary is for the reader of whole texts, which
// also tells what is wrong.

/** In shorter lists there is nothing to gain. */
const FEWEST_ITEMS = 8;

/** The same tree as that of the whole text; `undefined` for a text with anything wrong in it, or without a long list. */
export function readInPieces(
  source: Source,
  limits: DocumentLimits,
  count: NodeCount,
  kept?: KeptItems,
): Node | undefined {
  const list = longListOf(source.text);
  if (list.starts.length < FEWEST_ITEMS) return undefined;
  const counted = new NodeCount();
  counted.total = count.total;
  const tree = unlessStopped(() => readAround(list, new Reading(source, limits, STOP, counted), kept));
  if (tree !== undefined) count.total = counted.total;
  return tree;
}

const STOP: Reports = {
  report() {
    throw new ReadingStopped();
  },
};

/** First the text without any items but the first and the last. */
function readAround(list: LongList, reading: Reading, kept?: KeptItems): Node {
  const { text, limits, places } = reading;
  const { indentation, starts } = list;
  const [from, to] = [starts[1]!, starts.at(-1)!];
  const around = { text: text.slice(0, from) + text.slice(to), start: 0, leftOut: { from, to } };
  const contents = contentsOf(around, [starts[0]! + indentation, to + indentation], reading);
  const known = kept?.recall(places.source.path, limits);
  const items = new ItemReader(list, reading, known);
  const tree = new TreeBuilder(reading, items).buildTree(contents);
  kept?.keep(places.source.path, items.read);
  return tree;
}

/** The items between the first and the last. */
class ItemReader implements LeftOut {
  readonly list: number;
  /** Those that mean the same wherever they stand. */
  readonly read = new Map<string, ReadItem>();
  readonly #long: LongList;
  readonly #reading: Reading;
  readonly #known: ReadItems | undefined;

  constructor(long: LongList, reading: Reading, known: ReadItems | undefined) {
    this.list = long.starts[0]! + long.indentation;
    this.#long = long;
    this.#reading = reading;
    this.#known = known;
  }

  *build(builder: TreeBuilder, depth: number): Iterable<Node> {
    const { starts } = this.#long;
    stopAtBlank(builder);
    for (let at = 1; at + 1 < starts.length; at++) {
      const start = starts[at]!;
      const text = this.#reading.text.slice(start, starts[at + 1]);
      yield this.#recalled(text, start, depth, builder) ?? this.#readNew(text, start, depth, builder);
    }
  }

  #recalled(text: string, start: number, depth: number, builder: TreeBuilder): Node | undefined {
    const item = this.#known?.get(text);
    if (item === undefined || item.depth !== depth) return undefined;
    builder.anchors.countAll(item.nodes, start);
    const moved = itemAt(start, item, this.#reading.places);
    this.read.set(item.text, moved);
    return moved.node;
  }

  #readNew(piece: string, start: number, depth: number, builder: TreeBuilder): Node {
    const { anchors } = builder;
    const before = anchors.nodes;
    const text = this.#known === undefined ? piece : alone(piece);
    const list = contentsOf({ text, start }, [start + this.#long.indentation], this.#reading);
    const node = builder.build((list as YAMLSeq<ParsedNode>).items[0]!, depth);
    stopAtBlank(builder);
    if (this.#known === undefined || anchors.areUsed) return node;
    const { line } = this.#reading.span(start, start);
    this.read.set(text, { text, node, nodes: anchors.nodes - before, start, line, depth });
    return node;
  }
}

/** `yaml` finds the place of a blank from what follows, which has been left out. */
function stopAtBlank(builder: TreeBuilder): void {
  if (builder.endsBlank) throw new ReadingStopped();
}

/** Of lines in which a list has its dashes where they are said to be. */
function contentsOf(stretch: Stretch, dashes: readonly number[], reading: Reading): ParsedNode {
  const errors = new SyntaxErrors(reading);
  const document = parseText(reading, errors, stretch);
  if (document === undefined || !hasDashes(listAt(dashes[0]!, document.value), dashes))
    throw new ReadingStopped();
  return compose(document, errors)!;
}

/** Maps may stand around it. */
function listAt(offset: number, token: CST.Token | null | undefined): CST.BlockSequence | undefined {
  if (token?.type === "block-seq" && token.offset === offset) return token;
  if (token?.type !== "block-map") return undefined;
  return token.items.map(({ value }) => listAt(offset, value)).find((list) => list !== undefined);
}

function hasDashes(list: CST.BlockSequence | undefined, dashes: readonly number[]): boolean {
  const found = list?.items.map(({ start }) => start.find(({ type }) => type === "seq-item-ind")?.offset);
  return found?.length === dashes.length && dashes.every((dash, index) => found[index] === dash);
}
