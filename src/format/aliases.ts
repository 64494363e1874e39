import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isNode,
  isPair,
  type Node,
  Pair,
  visit,
} from "yaml";

/** What the aliases of a document stand for. To be made before anything in it is changed. */
export class Aliases {
  readonly #targets = new Map<Alias, Node>();

  constructor(document: Document) {
    visit(document, {
      Alias: (_, alias) => void this.#targets.set(alias, alias.resolve(document)!),
    });
  }

  /** The node, or a copy of what an alias stands for: without anchors, aliases and comments, which stay where they are. */
  writtenOut(node: Node): Node {
    return isAlias(node) ? this.#copy(node) : node;
  }

  /** Writes out each alias before which its node no longer stands. */
  restore(document: Document): void {
    const anchored = new Map<string, Node>();
    visit(document, {
      Alias: (_, alias) =>
        anchored.get(alias.source) === this.#targets.get(alias) ? undefined : this.#copy(alias),
      Value: (_, node) => void (node.anchor && anchored.set(node.anchor, node)),
    });
  }

  #copy(node: Node): Node {
    if (isAlias(node)) return this.#copy(this.#targets.get(node)!);
    const copy: Node = Object.create(Object.getPrototypeOf(node), Object.getOwnPropertyDescriptors(node));
    for (const property of ["anchor", "comment", "commentBefore", "spaceBefore"] as const)
      delete (copy as { [key in typeof property]?: unknown })[property];
    if (isCollection(copy)) copy.items = copy.items.map((item) => this.#copyItem(item)) as typeof copy.items;
    return copy;
  }

  #copyItem(item: unknown): unknown {
    if (isPair(item)) return new Pair(this.#copyItem(item.key), this.#copyItem(item.value));
    return isNode(item) ? this.#copy(item) : item;
  }
}
