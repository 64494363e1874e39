import type { Source, Span } from "../../diagnostics/span.ts";
import type { DocumentLimits } from "../../language/limits.ts";
import type { DocumentMemory } from "../document-memory.ts";
import type { Entry, MapNode, Node } from "./node.ts";
import type { Places } from "./places.ts";

/** An item of a list that was read. */
export interface ReadItem {
  /** Its lines, and no part of a longer text. */
  readonly text: string;
  readonly node: Node;
  /** Of YAML, in it. */
  readonly nodes: number;
  /** Where its first line begins. */
  readonly start: number;
  readonly line: number;
  /** How deep in lists and maps it stands. */
  readonly depth: number;
}

/** By their texts. */
export type ReadItems = ReadonlyMap<string, ReadItem>;

/** What was read of the documents of one compile, by their paths. */
export class KeptItems {
  readonly #documents = new Map<string, ReadItems>();
  #limits = "";

  /** Nothing under other limits than those of the last time. */
  recall(path: string, limits: DocumentLimits): ReadItems {
    const key = JSON.stringify(limits);
    if (this.#limits !== key) this.#documents.clear();
    this.#limits = key;
    return this.#documents.get(path) ?? new Map();
  }

  keep(path: string, items: ReadItems): void {
    this.#documents.set(path, items);
  }

  /** Forgets the documents of other paths. */
  keepOnly(paths: Iterable<string>): void {
    const kept = new Set(paths);
    for (const path of this.#documents.keys()) if (!kept.has(path)) this.#documents.delete(path);
  }
}

const KEPT = new WeakMap<DocumentMemory, KeptItems>();

export function keptIn(memory: DocumentMemory): KeptItems {
  const kept = KEPT.get(memory) ?? new KeptItems();
  KEPT.set(memory, kept);
  return kept;
}

/** How far something has moved, and to which text. Columns stay, since items move with their whole lines. */
interface Move {
  readonly source: Source;
  readonly by: number;
  readonly lines: number;
}

/** The item as it is where its first line begins now. Nothing of it holds on to the text that it was read from. */
export function itemAt(start: number, item: ReadItem, places: Places): ReadItem {
  const { source, line } = places.span(start, start);
  const node = moved(item.node, { source, by: start - item.start, lines: line - item.line });
  return { ...item, node, start, line };
}

function moved(node: Node, move: Move): Node {
  const span = movedSpan(node.span, move);
  switch (node.kind) {
    case "map":
      return { kind: "map", entries: movedEntries(node.entries, move), span };
    case "list":
      return { kind: "list", items: node.items.map((item) => moved(item, move)), span };
    case "scalar":
      return { kind: "scalar", value: node.value, span };
    case "broken":
      return { kind: "broken", span };
  }
}

function movedEntries(entries: MapNode["entries"], move: Move): Map<string, Entry> {
  const all = new Map<string, Entry>();
  for (const { key, keySpan, value } of entries.values())
    all.set(key, { key, keySpan: movedSpan(keySpan, move), value: moved(value, move) });
  return all;
}

function movedSpan({ start, end, line, column }: Span, { source, by, lines }: Move): Span {
  return Object.freeze({ source, start: start + by, end: end + by, line: line + lines, column });
}
