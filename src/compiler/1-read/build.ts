import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  type Pair,
  type ParsedNode,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Span } from "../../diagnostics/span.ts";
import { Anchors } from "./anchors.ts";
import type { Entry, ListNode, MapNode, Node } from "./node.ts";
import type { Reading } from "./reading.ts";
import { buildScalar, isBlank, scalarNode, scalarValue, textIsWellFormed } from "./scalar.ts";
import { stopTooDeep } from "./stop.ts";

type YamlNode = ParsedNode | null;
type YamlMap = YAMLMap<YamlNode, YamlNode>;
type YamlList = YAMLSeq<YamlNode>;

/** Items that a list is to have, and its text has not. */
export interface LeftOut {
  /** Where the first dash of the list is, which has two items: they go between these. */
  readonly list: number;
  build(builder: TreeBuilder, depth: number): Iterable<Node>;
}

/** From `yaml`'s nodes to ours, in the order of the text. Duplicate keys are found here. */
export class TreeBuilder {
  readonly #reading: Reading;
  readonly anchors: Anchors;
  readonly #leftOut: LeftOut | undefined;
  /** Where the text of the node built last ends. */
  #end = 0;
  #endsBlank = false;

  constructor(reading: Reading, leftOut?: LeftOut) {
    this.#reading = reading;
    this.anchors = new Anchors(reading);
    this.#leftOut = leftOut;
  }

  /** Whether the node built last is, or ends with, a blank that `yaml` finds a place for from what follows it. */
  get endsBlank(): boolean {
    return this.#endsBlank;
  }

  buildTree(root: YamlNode): Node {
    const tree = this.build(root);
    this.#reading.count.total += this.anchors.nodes;
    return tree;
  }

  /** `blank` is the place to show for a value that is left blank. */
  build(node: YamlNode, depth = 0, blank?: Span): Node {
    if (isAlias(node)) return this.anchors.expand(node.source, this.#spanOf(node), depth);
    this.anchors.count(startOf(node));
    const anchored = node?.anchor === undefined ? undefined : this.anchors.open(node.anchor);
    const built = this.#buildNew(node, depth, blank);
    if (anchored !== undefined) this.anchors.close(anchored, built);
    return built;
  }

  #buildNew(node: Exclude<YamlNode, Alias.Parsed>, depth: number, blank?: Span): Node {
    if (node === null || isBlank(node)) return scalarNode(null, blank ?? this.#spanOf(node));
    if (isScalar(node)) return buildScalar(node, this.#spanOf(node), this.#reading);
    if (depth >= this.#reading.limits.depth)
      stopTooDeep(this.#reading.span(startOf(node), startOf(node) + 1), this.#reading);
    return isMap(node) ? this.#map(node as YamlMap, depth + 1) : this.#list(node as YamlList, depth + 1);
  }

  #map(map: YamlMap, depth: number): MapNode {
    const entries = new Map<string, Entry>();
    this.#end = startOf(map);
    for (const pair of map.items) this.#pair(pair, entries, depth);
    return { kind: "map", entries, span: this.#closed(map) };
  }

  #pair(pair: Pair<YamlNode, YamlNode>, entries: Map<string, Entry>, depth: number): void {
    const keySpan = this.#spanOf(pair.key);
    const key = this.#key(pair.key, keySpan);
    const value = this.build(pair.value, depth, keySpan);
    if (key === undefined) return;
    const first = entries.get(key);
    if (first === undefined) entries.set(key, { key, keySpan, value });
    else
      this.#reading.reportTwice(
        "duplicate-key",
        keySpan,
        `the key \`${key}\` stands twice in this map`,
        first.keySpan,
      );
  }

  #key(node: YamlNode, span: Span): string | undefined {
    this.anchors.count(span.start);
    const key = isScalar(node) ? scalarValue(node) : undefined;
    if (typeof key !== "string") return this.#refuseKey(node, span);
    const anchor = node?.anchor;
    if (anchor !== undefined) this.anchors.close(this.anchors.open(anchor), scalarNode(key, span));
    return textIsWellFormed(key, span, this.#reading) ? key : undefined;
  }

  #refuseKey(node: YamlNode, span: Span): undefined {
    const written = this.#reading.text.slice(span.start, span.end);
    if (isScalar(node) && written !== "")
      return this.#reading.report(
        "key-is-not-text",
        span,
        `the key \`${written}\` is not text`,
        `put it in quotes: \`"${written}"\``,
      );
    const what = isAlias(node) ? "an alias" : isScalar(node) || node === null ? "a blank" : "a list or map";
    return this.#reading.report("key-is-not-text", span, `${what} cannot be a key`, "keys are names");
  }

  #list(list: YamlList, depth: number): ListNode {
    this.#end = startOf(list);
    const items = [...this.#items(list, depth)];
    return { kind: "list", items, span: this.#closed(list) };
  }

  *#items(list: YamlList, depth: number): Iterable<Node> {
    for (const [index, item] of list.items.entries()) {
      if (index === 1 && startOf(list) === this.#leftOut?.list) yield* this.#leftOut.build(this, depth);
      yield this.build(item, depth);
    }
  }

  /** Of a node on its own: a scalar, an alias, or whatever stands for a key. */
  #spanOf(node: YamlNode): Span {
    const [start, end] = node?.range ?? [this.#end, this.#end];
    this.#end = trimmedEnd(this.#reading.text, start, end);
    this.#endsBlank = this.#end === start;
    return this.#reading.span(start, this.#end);
  }

  /** A block collection has no end of its own: `yaml` counts the white space after it. */
  #closed(collection: YamlMap | YamlList): Span {
    const { range, flow } = collection;
    if (flow === true && range) {
      this.#end = range[1];
      this.#endsBlank = false;
    }
    return this.#reading.span(startOf(collection), this.#end);
  }
}

function startOf(node: { range?: readonly number[] | null } | null): number {
  return node?.range?.[0] ?? 0;
}

/** Block scalars come with the line end after them. */
function trimmedEnd(text: string, start: number, end: number): number {
  let trimmed = end;
  while (trimmed > start && " \t\r\n".includes(text[trimmed - 1]!)) trimmed--;
  return trimmed;
}
