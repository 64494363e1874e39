import { NodeKind } from "../../assembly/shared/layout.ts";
import { printable } from "../language/printable.ts";
import { type DecodedNode, indexWords, readNode, ruleOfPart } from "./index-node.ts";
import type { Program } from "./program.ts";

/** How the machine finds a rule, a line for each place where it can go: under a slot, its numbers or literals. */
export function indexLines(program: Program, root: number): string[] {
  return new Listing(program).lines(root, "    ").map((line) => printable(line));
}

class Listing {
  readonly #program: Program;
  readonly #words: Uint32Array;

  constructor(program: Program) {
    this.#program = program;
    this.#words = indexWords(program.index);
  }

  lines(at: number, indent: string): string[] {
    const node = readNode(this.#words, at);
    const inner = `${indent}  `;
    if (node.kind === NodeKind.List)
      return [`${indent}first of [${[...node.parts].map(this.#rule).join(" ")}]`];
    const parts = [...node.parts].flatMap((part, i) => {
      if (part === 0) return [];
      const label = node.kind === NodeKind.All ? "" : `${this.#label(node, i)}: `;
      const isRule = ruleOfPart(part) !== undefined;
      if (isRule) return [`${inner}${label}${this.#rule(part)}`];
      const below = this.lines(at + part, label === "" ? inner : `${inner}  `);
      return label === "" ? below : [`${inner}${label.trimEnd()}`, ...below];
    });
    return [`${indent}${this.#head(node)}`, ...parts];
  }

  #rule = (part: number): string => this.#program.rules[ruleOfPart(part)!]!.id;

  #head({ kind, slot }: DecodedNode): string {
    if (kind === NodeKind.All) return "all of";
    const { domain, path } = this.#program.slots[slot]!;
    return `by ${[domain, ...path].join(".")}`;
  }

  /** The literal of a table's place; of a split's part, where it begins and where the next does. */
  #label({ kind, slot, lowest, bounds }: DecodedNode, i: number): string {
    if (kind === NodeKind.Table) return this.#value(lowest + i, slot);
    return `${i === 0 ? "" : this.#value(bounds[i - 1]!, slot)}..${bounds[i] === undefined ? "" : `<${bounds[i]}`}`;
  }

  #value(value: number, slot: number): string {
    const { literals, slots } = this.#program;
    return slots[slot]!.type.scalar === "string"
      ? JSON.stringify(literals[value - 1] ?? null)
      : String(value);
  }
}
