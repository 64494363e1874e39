import { Index, NodeKind } from "../../assembly/shared/layout.ts";
import { indexWords, readNode, ruleOfPart } from "./index-node.ts";
import type { DecodedInstruction } from "./instruction.ts";
import { ensure } from "./invalid.ts";
import type { Program, ProgramRule, Slot } from "./program.ts";

// An index may only lead forward, each node is led to once, and what it leads to are rules that the action has, over slots
// that these rules read. So a search ends after as many steps as the index has words. Whether it leads to all rules that can
// match is the compiler's word, as is what is in their blocks: the signature of a program vouches for both.

/** Deeper than any compiler goes, and nothing for the machine's stack. */
const DEEPEST = 32;

/** @param own for each entry its own rules, and `shared` those of all: what the lists of the entries have been found to be */
export function verifyIndex(
  program: Program,
  entries: readonly DecodedInstruction[],
  own: readonly (readonly number[])[],
  shared: readonly number[],
): void {
  const { index } = program;
  const words = indexWords(index);
  const sections = new Sections(program, words);
  const sharedRoot = entries[0]!.onFalse;
  let next: number = Index.Header;
  const verify = (root: number, rules: readonly number[]) => {
    if (root === 0) return;
    ensure(root === next, "index");
    next = sections.verify(next, rules);
  };
  verify(sharedRoot, shared);
  // Actions with the same rules may have one index.
  const roots = new Map<number, number>();
  entries.forEach(({ left, onTrue, onFalse }, i) => {
    ensure(onFalse === sharedRoot, "index");
    if (roots.get(left) !== onTrue) verify(onTrue, own[i]!);
    roots.set(left, onTrue);
  });
  const end = next === Index.Header ? 0 : next;
  ensure((words[0] ?? 0) === 0 && index.length === end, "index");
}

/** The nodes for one list of rules after the other. */
class Sections {
  readonly #words: Uint32Array;
  readonly #slots: readonly Slot[];
  readonly #rules: readonly ProgramRule[];
  /** Counted from 1. */
  #section = 0;
  /** By rule and by slot, the last section that has it, or reads it: sets for each, and none to be made. */
  readonly #hasRule: Uint32Array;
  readonly #reads: Uint32Array;

  constructor({ slots, rules }: Program, words: Uint32Array) {
    this.#words = words;
    this.#slots = slots;
    this.#rules = rules;
    this.#hasRule = new Uint32Array(rules.length);
    this.#reads = new Uint32Array(slots.length);
  }

  /** Gives where the section that begins there ends. */
  verify(at: number, rules: readonly number[]): number {
    this.#section++;
    for (const number of rules) {
      this.#hasRule[number] = this.#section;
      for (const slot of this.#rules[number]!.reads) this.#reads[slot] = this.#section;
    }
    return this.#verifyNode(at, 0);
  }

  /** Gives where the last of the nodes that this one leads to ends. */
  #verifyNode(at: number, depth: number): number {
    const { kind, slot, parts, bounds, size } = readNode(this.#words, at);
    let next = at + size;
    ensure(kind <= NodeKind.Split && next <= 4 * this.#words.length && depth < DEEPEST, "index");
    ensure(kind < NodeKind.Table ? slot === 0 : this.#isNumber(slot), "index");
    bounds.forEach((bound, i) => ensure(i === 0 ? !Number.isNaN(bound) : bound > bounds[i - 1]!, "index"));
    parts.forEach((part, i) => {
      if (kind === NodeKind.List) ensure(i === 0 || part > parts[i - 1]!, "index");
      else if (part === 0) return;
      const rule = ruleOfPart(part);
      if (rule !== undefined || kind === NodeKind.List)
        return ensure(this.#hasRule[rule!] === this.#section, "index");
      ensure(at + part === next, "index");
      next = this.#verifyNode(next, depth + 1);
    });
    return next;
  }

  /** What the frame has there is a number, or a string's handle, whatever the action; of items it has none. */
  #isNumber(slot: number): boolean {
    const { type, list } = this.#slots[slot] ?? {};
    const isRead = this.#reads[slot] === this.#section;
    return isRead && list === undefined && type?.kind === "scalar" && type.scalar !== "ip";
  }
}
