import type { Program } from "../../program/program.ts";
import { Blocks } from "./blocks.ts";
import { groupByNumbers, largestGroup } from "./groups.ts";
import type { Line } from "./line.ts";
import { type Overlay, overlay } from "./overlay.ts";
import { split, type Tree } from "./tree.ts";

// Rules → the tree that leads to those that can match. A rule that wants certain numbers of a slot stands behind a split by
// that slot; one that wants a range, behind a split as long as few others have a say where it does; all others stay in a
// list. Each rule goes one of these ways only, and `all` goes them all.

/** Splits one behind the other. */
const DEEPEST = 4;
/** Rules that a split by ranges may name, for each rule that it is about. */
const MOST_NAMED = 4;
/** Words that an index may have for each test of its rules, and for each place where a test can change its outcome. */
const MOST_WORDS = 3;

export class Grower {
  readonly #blocks: Blocks;
  readonly #fewest: number;
  #wordsLeft = 0;
  #depth = 0;

  /** @param fewest rules that are worth a split */
  constructor(program: Program, fewest: number) {
    this.#blocks = new Blocks(program);
    this.#fewest = fewest;
  }

  /** @param rules in order */
  tree(rules: readonly number[]): Tree {
    this.#wordsLeft = rules.reduce((sum, rule) => sum + MOST_WORDS * this.#blocks.size(rule), 0);
    return this.#grow(rules);
  }

  #grow(rules: readonly number[]): Tree {
    if (rules.length < this.#fewest || this.#depth === DEEPEST) return { kind: "list", rules };
    const lines = new Map(rules.map((rule) => [rule, this.#blocks.lines(rule)]));
    const parts: Tree[] = [];
    const put = (group: readonly Line[], pieces: Overlay | undefined) => {
      const tree = pieces && this.#split(group[0]!.slot, pieces);
      if (tree === undefined) return;
      parts.push(tree);
      for (const { rule } of group) lines.delete(rule);
    };
    const single = [...lines.values()].map((all) => all.filter(({ isSingle }) => isSingle));
    for (const group of groupByNumbers(single, this.#fewest).values()) put(group, overlay(group));
    for (const group of largestGroup([...lines.values()], this.#fewest).values())
      put(group, tellingOverlay(group));
    if (lines.size > 0) parts.push({ kind: "list", rules: [...lines.keys()] });
    return parts.length === 1 ? parts[0]! : { kind: "all", parts };
  }

  #split(slot: number, { cuts, rules }: Overlay): Tree | undefined {
    if (!this.#pay(rules)) return undefined;
    this.#depth++;
    const parts = rules.map((candidates, i) => {
      this.#blocks.learn(slot, i === 0 ? Number.NEGATIVE_INFINITY : cuts[i - 1]!);
      return this.#grow(candidates);
    });
    this.#depth--;
    this.#blocks.forget(slot);
    return split(slot, cuts, parts);
  }

  /** What a split takes: three words for a piece at most, and for one that leaves several rules a node. */
  #pay(pieces: readonly (readonly number[])[]): boolean {
    const words = pieces.reduce((sum, { length }) => sum + 3 + (length > 1 ? 3 + length : 0), 0);
    if (words > this.#wordsLeft) return false;
    this.#wordsLeft -= words;
    return true;
  }
}

/** Of ranges, which may lie over each other however they like: only where a look-up leaves half of the rules at most. */
function tellingOverlay(lines: readonly Line[]): Overlay | undefined {
  const pieces = overlay(lines, MOST_NAMED * lines.length);
  return pieces?.rules.every((rules) => 2 * rules.length <= lines.length) ? pieces : undefined;
}
