import { type CodePointClasses, placeAt } from "./code-point-classes.ts";
import { END } from "./code-point-set.ts";

/** How many bytes can go on with a code point. */
const CONTINUATIONS = 64;

/**
 * How bytes spell classes of code points. Numbers below the count of classes are classes; the others are nodes in the
 * middle of a code point, numbered on from there, each after those that it leads to.
 */
export interface Utf8Trie {
  /** Where each byte leads from the beginning; continuation bytes lead nowhere. */
  readonly leads: readonly (number | undefined)[];
  /** Where the 64 continuation bytes lead from each node. */
  readonly nodes: readonly (readonly number[])[];
}

/** Nodes from which the same is spelt are one. */
export function trieOf(classes: CodePointClasses): Utf8Trie {
  const growing = new GrowingTrie(classes);
  const leads = Array.from({ length: 256 }, (_, byte) => {
    const lead = LEADS.find(({ first, end }) => first <= byte && byte < end);
    if (!lead) return undefined;
    const size = CONTINUATIONS ** lead.following;
    return growing.block((byte - lead.first) * size, size, lead.least);
  });
  return { leads, nodes: growing.nodes };
}

/** Leading bytes, how many bytes follow them, and the first code point that takes so many. */
const LEADS = [
  { first: 0x00, end: 0x80, following: 0, least: 0 },
  { first: 0xc0, end: 0xe0, following: 1, least: 0x80 },
  { first: 0xe0, end: 0xf0, following: 2, least: 0x800 },
  { first: 0xf0, end: 0x100, following: 3, least: 0x10000 },
];

class GrowingTrie {
  readonly nodes: (readonly number[])[] = [];
  private readonly numbers = new Map<string, number>();
  /** The nodes from which all bytes lead to the same, by where they lead. */
  private readonly uniforms = new Map<number, number>();

  constructor(private readonly classes: CodePointClasses) {}

  /**
   * What is spelt after bytes that a block of code points shares. What is not well-formed there (spelt too long, or
   * beyond the last code point) is as its neighbour, which takes fewer nodes than to refuse it.
   */
  block(from: number, size: number, least: number): number {
    const { starts, classes } = this.classes;
    const first = Math.min(Math.max(from, least), END - 1);
    const last = Math.max(Math.min(from + size, END) - 1, first);
    const place = placeAt(first, starts);
    if (place === placeAt(last, starts)) return this.uniform(classes[place]!, size);
    const smaller = size / CONTINUATIONS;
    return this.node(
      Array.from({ length: CONTINUATIONS }, (_, i) => this.block(from + i * smaller, smaller, least)),
    );
  }

  private uniform(id: number, size: number): number {
    if (size === 1) return id;
    const target = this.uniform(id, size / CONTINUATIONS);
    const known = this.uniforms.get(target) ?? this.node(new Array(CONTINUATIONS).fill(target));
    this.uniforms.set(target, known);
    return known;
  }

  private node(targets: readonly number[]): number {
    const key = targets.join();
    if (!this.numbers.has(key)) this.numbers.set(key, this.classes.count + this.nodes.push(targets) - 1);
    return this.numbers.get(key)!;
  }
}
