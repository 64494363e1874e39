import type { Program } from "../../program/program.ts";
import { Blocks, type Facts } from "./blocks.ts";
import { groupByPins, type PinnedRule } from "./groups.ts";
import { overlay, type RuleOnLine } from "./overlay.ts";
import { split, type Tree } from "./tree.ts";

// Rules → the tree that leads to those that can match. A rule that wants certain numbers of a slot stands behind a split by
// that slot; one that wants a range stands behind a split where no other test is left to it, or few others share its range;
// all others stay in a list. Each rule goes one of these ways only, and `all` goes them all.

/** Splits one behind the other. */
const DEEPEST = 4;
/** Rules that a split by ranges may name, for each rule that it splits. */
const MOST_NAMED = 4;
/** Words that the index of a program may have, for each of its tests and literals. */
const MOST_WORDS = 64;

export class Grower {
  readonly #blocks: Blocks;
  readonly #fewest: number;
  #wordsLeft: number;

  /** @param fewest rules that are worth a split */
  constructor(program: Program, fewest: number) {
    this.#blocks = new Blocks(program);
    this.#fewest = fewest;
    this.#wordsLeft = MOST_WORDS * sizeOf(program);
  }

  grow(rules: readonly number[], facts: Facts = new Map()): Tree {
    if (rules.length < this.#fewest || facts.size === DEEPEST) return { kind: "list", rules };
    const left = new Set(rules);
    const parts: Tree[] = [];
    const put = (slot: number, lines: readonly RuleOnLine[], most?: number) => {
      const tree = this.#split(slot, lines, facts, most);
      if (tree === undefined) return;
      parts.push(tree);
      for (const { rule } of lines) left.delete(rule);
    };
    for (const { slot, lines } of groupByPins(
      rules.map((rule) => this.#pinned(rule, facts)),
      this.#fewest,
    ))
      put(slot, lines);
    const [slot, lines] = this.#ranges([...left], facts);
    if (lines.length >= this.#fewest) put(slot, lines, MOST_NAMED * lines.length);
    if (left.size > 0) parts.push({ kind: "list", rules: [...left] });
    return parts.length === 1 ? parts[0]! : { kind: "all", parts };
  }

  #pinned(rule: number, facts: Facts): PinnedRule {
    const lines = this.#lines(rule, facts).filter(([slot, { spans }]) => this.#blocks.areSingle(spans, slot));
    return { rule, pins: new Map(lines) };
  }

  /** The slot whose ranges the most of these rules want, and those rules. */
  #ranges(rules: readonly number[], facts: Facts): [slot: number, lines: readonly RuleOnLine[]] {
    const bySlot = new Map<number, RuleOnLine[]>([[0, []]]);
    for (const rule of rules)
      for (const [slot, line] of this.#lines(rule, facts)) {
        if (!bySlot.has(slot)) bySlot.set(slot, []);
        bySlot.get(slot)!.push(line);
      }
    return [...bySlot].reduce((best, next) => (next[1].length > best[1].length ? next : best));
  }

  #lines(rule: number, facts: Facts): [slot: number, line: RuleOnLine][] {
    return this.#blocks
      .slots(rule)
      .filter((slot) => !facts.has(slot))
      .flatMap((slot) => {
        const spans = this.#blocks.spans(rule, slot, facts);
        return spans === undefined ? [] : [[slot, { rule, spans }]];
      });
  }

  #split(
    slot: number,
    lines: readonly RuleOnLine[],
    facts: Facts,
    most = Number.POSITIVE_INFINITY,
  ): Tree | undefined {
    const pieces = overlay(lines, most);
    if (pieces === undefined || !this.#pay(pieces.rules)) return undefined;
    const { cuts, rules } = pieces;
    const parts = rules.map((candidates, i) => {
      const value = i === 0 ? Number.NEGATIVE_INFINITY : cuts[i - 1]!;
      return this.grow(candidates, new Map([...facts, [slot, value]]));
    });
    return split(slot, cuts, parts);
  }

  /** A split takes three words for a piece, and what that leads to three, and one for each rule, at most. */
  #pay(pieces: readonly (readonly number[])[]): boolean {
    const words = pieces.reduce((sum, rules) => sum + 6 + rules.length, 0);
    if (words > this.#wordsLeft) return false;
    this.#wordsLeft -= words;
    return true;
  }
}

/** Tests, and the items of the lists that they name. */
function sizeOf({ rules, constants }: Program): number {
  const literals = constants.reduce(
    (sum, constant) => sum + ("values" in constant ? constant.values.length : 1),
    0,
  );
  return rules.reduce((sum, { tests }) => sum + tests, literals);
}
