import type { AtomNode, ConditionNode, RuleNode, TermNode } from "../2-parse/ast.ts";
import { isPattern } from "./action-pattern.ts";
import type { Definitions } from "./definitions.ts";
import type { FieldIndex } from "./field-index.ts";

// How much a policy grows when its names and patterns are replaced by what they stand for, found out without doing so:
// twenty conditions of which each uses the one before it twice stand for a million.

export interface Measure {
  /** Atoms and list items that names bring in. */
  readonly size: number;
  /** Collections inside one another, had it been written out. */
  readonly height: number;
}

const NOTHING: Measure = { size: 0, height: 0 };

/** Measures rules; each named condition is measured once. */
export class Expansion {
  readonly #definitions: Definitions;
  readonly #index: FieldIndex;
  readonly #known = new Map<string, Measure>();

  constructor(definitions: Definitions, index: FieldIndex) {
    this.#definitions = definitions;
    this.#index = index;
    for (const [name, condition] of definitions.sound) this.#known.set(name, this.#measure(condition, true));
  }

  /** With the actions that its scope's patterns match. */
  of({ when, scope }: RuleNode): Measure {
    const { size, height } = when === undefined ? NOTHING : this.#measure(when, false);
    const patterns = scope.actions?.filter(({ value }) => isPattern(value)) ?? [];
    const matched = patterns.map(({ value }) => this.#index.actionsMeant(value).length);
    return { size: matched.reduce((sum, count) => sum + count, size), height };
  }

  /** `isNamed` when it is what a name stands for. */
  #measure(node: ConditionNode, isNamed: boolean): Measure {
    switch (node.kind) {
      case "always":
        return NOTHING;
      case "atom":
        return { size: this.#sizeOf(node, isNamed), height: 1 };
      case "named":
        return raised(this.#known.get(node.name.value) ?? NOTHING, 1);
      case "any_item":
      case "all_items":
        return raised(this.#measure(node.where, isNamed), 2);
      case "not":
        return raised(this.#measure(node.condition, isNamed), 1);
      case "all":
      case "any":
        return raised(together(node.conditions.map((part) => this.#measure(part, isNamed))), 2);
    }
  }

  /** What a named condition computes counts by the fields and literals in it. */
  #sizeOf(node: AtomNode, isNamed: boolean): number {
    const { value } = node;
    const own =
      value?.kind === "literal" && value.literal.kind === "list"
        ? value.literal.items.length
        : computedSize(node.subject) + computedSize(value);
    const list = value?.kind === "list" ? this.#definitions.lists.get(value.name.value)?.list : undefined;
    return (isNamed ? 1 + own : 0) + (list?.items.length ?? 0);
  }
}

function computedSize(side: AtomNode["subject"] | AtomNode["value"]): number {
  return side && "term" in side ? termSize(side.term) : 0;
}

function termSize(term: TermNode): number {
  if (term.kind === "negative" || term.kind === "part") return termSize(term.operand);
  if (term.kind !== "chain") return 1;
  return term.rest.reduce((size, { operand }) => size + termSize(operand), termSize(term.first));
}

function raised({ size, height }: Measure, by: number): Measure {
  return { size, height: height + by };
}

function together(parts: readonly Measure[]): Measure {
  return parts.reduce(
    (all, part) => ({ size: all.size + part.size, height: Math.max(all.height, part.height) }),
    NOTHING,
  );
}
