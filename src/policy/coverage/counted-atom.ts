import { Truth } from "../../../assembly/shared/layout.ts";
import type { DebugCondition, DebugOperand, DebugTerm } from "../../program/program.ts";
import type { ExplainedOperand, ExplainedPlace } from "../explanation.ts";
import { atomText } from "../render-explanation.ts";
import { alternativesOf, type Chooser, chooserFor } from "./alternatives.ts";
import type { AtomCoverage } from "./coverage.ts";
import { isMissingAsOptional, type Scene, type Side, seenValue } from "./seen.ts";

export type WrittenAtom = Extract<DebugCondition, { kind: "atom" }>;
export type WrittenItems = Extract<DebugCondition, { list: string }>;

/** What is asked of the items of a list counts as an atom, beside those that are asked of each item. */
export type WrittenTest = WrittenAtom | WrittenItems;

/** An atom as one rule has it, and what has become of it. */
export class CountedAtom {
  readonly #written: WrittenTest;
  readonly #place: ExplainedPlace;
  readonly #rule: string;
  readonly #counts = { true: 0, false: 0, unknown: 0 };
  readonly #values: ReturnType<typeof alternativesOf>;
  readonly #met: number[];
  readonly #choose: Chooser;

  constructor(written: WrittenTest, place: ExplainedPlace, rule: string) {
    this.#written = written;
    this.#place = place;
    this.#rule = rule;
    this.#values = written.kind === "atom" ? alternativesOf(written) : undefined;
    this.#met = (this.#values ?? []).map(() => 0);
    this.#choose = chooserFor(written.kind === "atom" ? written.operator : "", this.#values ?? []);
  }

  /** @param negated by an odd number of `not` around it: its test is then that of its opposite */
  count(truth: Truth, negated: boolean, scene: Scene): void {
    const sides = sidesOf(this.#written);
    const isAbsent = sides.some((side) => isMissingAsOptional(side, scene));
    this.#counts[outcomeOf(truth, isAbsent, negated)]++;
    const seen = this.#values && seenValue(sides[0]!, scene);
    if (seen !== undefined) for (const place of this.#choose(seen.value, seen.type)) this.#met[place]!++;
  }

  coverage(): AtomCoverage {
    const met = this.#met;
    return {
      text: textOf(this.#written),
      place: this.#place,
      rules: [this.#rule],
      ...this.#counts,
      ...(this.#values && { alternatives: this.#values.map((value, i) => ({ value, met: met[i]! })) }),
    };
  }
}

/** What is absent leaves a test false, and its opposite too: under `not` that is neither outcome. */
function outcomeOf(truth: Truth, isAbsent: boolean, negated: boolean): "true" | "false" | "unknown" {
  if (truth >= Truth.Unknown || (isAbsent && negated)) return "unknown";
  return (truth === Truth.True) === negated ? "false" : "true";
}

/** Whether they are there, is what `exists` asks. */
function sidesOf(written: WrittenTest): readonly Side[] {
  if (written.kind !== "atom") return [{ field: written.list }];
  const { left, right, operator } = written;
  if (operator === "exists") return [];
  return [typeof left === "string" ? { field: left } : { term: left }, right];
}

function textOf(written: WrittenTest): string {
  if (written.kind !== "atom") return `${written.kind} of ${written.list}`;
  const { left, operator, right } = written;
  return atomText({ left: operandOf(left), operator, right: operandOf(right) });
}

function operandOf(operand: string | DebugTerm | DebugOperand): ExplainedOperand {
  if (typeof operand === "string") return { field: operand };
  if ("text" in operand) return { expression: operand.text };
  if ("term" in operand) return { expression: operand.term.text };
  return "field" in operand ? { field: operand.field } : { value: operand.literal };
}

/** Those that stand at the same place, in a condition that several rules use by name, are one. */
export function merged(atoms: Iterable<AtomCoverage>): readonly AtomCoverage[] {
  const byPlace = new Map<string, AtomCoverage>();
  for (const atom of atoms) {
    const { path, line, column } = atom.place;
    const key = JSON.stringify([path, line, column, atom.text]);
    const known = byPlace.get(key);
    byPlace.set(key, known === undefined ? atom : sum(known, atom));
  }
  return [...byPlace.values()];
}

function sum(one: AtomCoverage, other: AtomCoverage): AtomCoverage {
  const alternatives = one.alternatives?.map(({ value, met }, place) => ({
    value,
    met: met + (other.alternatives?.[place]?.met ?? 0),
  }));
  return {
    ...one,
    rules: [...new Set([...one.rules, ...other.rules])],
    true: one.true + other.true,
    false: one.false + other.false,
    unknown: one.unknown + other.unknown,
    ...(alternatives && { alternatives }),
  };
}
