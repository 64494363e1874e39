import type { Span } from "../../diagnostics/span.ts";
import type { Node } from "./node.ts";
import type { Reading } from "./reading.ts";
import { broken } from "./scalar.ts";
import { stopTooDeep, stopTooManyAliases, stopTooManyNodes } from "./stop.ts";

/** What an anchor marks. */
export interface Anchored {
  /** Absent while the node is being built, so inside it. */
  node?: Node;
  /** Nodes in it, aliases expanded. */
  nodes: number;
  /** Aliases expanded in it. */
  aliases: number;
}

/**
 * The anchors of one document in the order of its text, and what the tree comes to with aliases expanded. An alias
 * becomes the node that it stands for, the same object; since an anchor counts only once its node is complete, no
 * node can contain itself.
 */
export class Anchors {
  readonly #reading: Reading;
  readonly #anchored = new Map<string, Anchored>();
  #nodes = 0;
  #aliases = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** Counts a node at an offset. */
  count(offset: number): void {
    this.#nodes++;
    if (this.#nodes > this.#reading.nodesLeft)
      stopTooManyNodes(this.#reading.span(offset, offset + 1), this.#reading);
  }

  /** Nodes that were built before. */
  countAll(nodes: number, offset: number): void {
    this.#nodes += nodes - 1;
    this.count(offset);
  }

  /** Whether a node stood so far that others can stand for. */
  get areUsed(): boolean {
    return this.#anchored.size > 0;
  }

  /** Of the tree as far as it is built, aliases expanded. */
  get nodes(): number {
    return this.#nodes;
  }

  /** Called when the node with this anchor has been counted, and nothing in it. */
  open(name: string): Anchored {
    const anchored: Anchored = { nodes: this.#nodes - 1, aliases: this.#aliases };
    this.#anchored.set(name, anchored);
    return anchored;
  }

  close(anchored: Anchored, node: Node): void {
    anchored.node = node;
    anchored.nodes = this.#nodes - anchored.nodes;
    anchored.aliases = this.#aliases - anchored.aliases;
  }

  expand(name: string, span: Span, depth: number): Node {
    const anchored = this.#anchored.get(name);
    if (anchored?.node === undefined) return this.#refuse(name, span, anchored !== undefined);
    this.#nodes += anchored.nodes;
    this.#aliases += 1 + anchored.aliases;
    const { limits } = this.#reading;
    if (this.#nodes > this.#reading.nodesLeft) stopTooManyNodes(span, this.#reading);
    if (this.#aliases > limits.aliases) stopTooManyAliases(span, this.#reading);
    if (depth + height(anchored.node) > limits.depth) stopTooDeep(span, this.#reading);
    return anchored.node;
  }

  #refuse(name: string, span: Span, inside: boolean): Node {
    const help = "an anchor has to stand earlier in the same file";
    if (inside)
      this.#reading.report("alias-cycle", span, `\`*${name}\` stands inside the node that it stands for`);
    else this.#reading.report("unresolved-alias", span, `there is no \`&${name}\` before this alias`, help);
    return broken(span);
  }
}

/** Lists and maps inside one another. The expanded tree is known to have few nodes. */
function height(node: Node): number {
  if (node.kind === "list") return 1 + node.items.reduce((most, item) => Math.max(most, height(item)), 0);
  if (node.kind !== "map") return 0;
  let most = 0;
  for (const { value } of node.entries.values()) most = Math.max(most, height(value));
  return 1 + most;
}
