import { NodeKind } from "../../../assembly/shared/layout.ts";
import type { Program } from "../../program/program.ts";
import { isWhole } from "./line.ts";
import { isShort, type Tree } from "./tree.ts";

type Split = Extract<Tree, { kind: "split" }>;

/** A table may have this many places for each number that leads somewhere. */
const MOST_PLACES = 4;

/** Trees → the nodes of an index, one after the other (assembly/shared/layout.ts, `IndexNode`). */
export class IndexWriter {
  readonly #words: number[] = [0];
  readonly #slots: Program["slots"];

  constructor({ slots }: Program) {
    this.#slots = slots;
  }

  bytes(): Uint8Array {
    return new Uint8Array(Uint32Array.from(this.#words).buffer);
  }

  /** Gives where the tree begins. */
  write(tree: Tree): number {
    const at = this.#words.length;
    if (tree.kind === "list") this.#put([NodeKind.List, 0, tree.rules.length], tree.rules.map(rulePart));
    else if (tree.kind === "all") this.#putParts([NodeKind.All, 0, tree.parts.length], tree.parts);
    else this.#writeSplit(tree);
    return 4 * at;
  }

  #writeSplit(tree: Split): void {
    const { slot, cuts, parts } = tree;
    const places = isWhole(this.#slots[slot]!) ? tableOf(tree) : undefined;
    if (places) return this.#putParts([NodeKind.Table, slot, places.length, cuts[0]!], places);
    this.#putParts([NodeKind.Split, slot, cuts.length], parts, Float64Array.from(cuts));
  }

  /** A node with its parts, and behind it what they lead to. */
  #putParts(head: readonly number[], parts: readonly Tree[], bounds = new Float64Array()): void {
    const at = this.#words.length;
    this.#put(
      head,
      parts.map(() => 0),
      new Uint32Array(bounds.buffer),
    );
    parts.forEach((part, i) => {
      this.#words[at + head.length + i] = isShort(part) ? rulePart(part.rules[0]) : this.write(part) - 4 * at;
    });
  }

  #put(...runs: readonly ArrayLike<number>[]): void {
    for (const run of runs) for (let i = 0; i < run.length; i++) this.#words.push(run[i]!);
  }
}

function rulePart(rule: number | undefined): number {
  return rule === undefined ? 0 : 2 * rule + 1;
}

/** By each whole number from the first cut to the last, what it leads to; undefined where that is no table worth its room. */
function tableOf({ cuts, parts }: Split): Tree[] | undefined {
  const lowest = cuts[0]!;
  const size = cuts[cuts.length - 1]! - lowest;
  const ends = [parts[0]!, parts[parts.length - 1]!];
  if (!Array.prototype.every.call(cuts, Number.isInteger)) return undefined;
  if (!(lowest >= 0 && lowest < 2 ** 32 && size <= MOST_PLACES * cuts.length && ends.every(isNothing)))
    return undefined;
  const places: Tree[] = [];
  for (let i = 1; i < cuts.length; i++) {
    const width = cuts[i]! - cuts[i - 1]!;
    if (width > 1 && !isShort(parts[i]!)) return undefined;
    for (let place = 0; place < width; place++) places.push(parts[i]!);
  }
  return places;
}

function isNothing(tree: Tree): boolean {
  return isShort(tree) && tree.rules.length === 0;
}
