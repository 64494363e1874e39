import { Opcode } from "../../../assembly/shared/opcode.ts";
import { type DecodedInstruction, readInstruction, viewOf } from "../../program/instruction.ts";
import type { Program } from "../../program/program.ts";
import { type KnownTest, knownTest } from "./known-test.ts";
import { after, ascendingCuts, type Span } from "./line.ts";

// What the blocks of a program's rules say of single slots. All of it is found by walking a block with some outcomes known
// and the others free, so it holds of any block whose tests jump forward, and of no operator in particular.

export type Facts = ReadonlyMap<number, number>;

export type Verdict = "never" | "perhaps" | "always";

interface Step {
  readonly known: KnownTest | undefined;
  readonly always: boolean | undefined;
  readonly onTrue: number;
  readonly onFalse: number;
}

/** More slots of one rule are not looked at. */
const MOST_SLOTS = 8;
/** A rule's line is walked piece by piece: at most this often, on average, for each of its tests and literals. */
const MOST_WALKS = 64;

export class Blocks {
  readonly #program: Program;
  /** By rule; undefined for a block that does more than test and jump forward. */
  readonly #blocks: readonly (readonly Step[] | undefined)[];
  readonly #reached: Uint8Array;

  constructor(program: Program) {
    this.#program = program;
    const view = viewOf(program.code);
    let at = 0;
    this.#blocks = program.rules.map(({ tests }) => {
      const steps = Array.from({ length: tests }, (_, i) => toStep(readInstruction(view, at + i), program));
      at += tests + 2;
      const goesForward = steps.every(({ onTrue, onFalse }) => onTrue > 0 && onFalse > 0);
      return goesForward ? steps : undefined;
    });
    this.#reached = new Uint8Array(2 + Math.max(0, ...program.rules.map(({ tests }) => tests)));
  }

  /** The slots that the rule has known tests on. */
  slots(rule: number): readonly number[] {
    const slots = this.#blocks[rule]?.flatMap(({ known }) => (known?.cuts.length ? [known.slot] : [])) ?? [];
    return [...new Set(slots)].slice(0, MOST_SLOTS);
  }

  /** What a rule comes to where these slots are present with these numbers; what is missing elsewhere counts as false. */
  verdict(rule: number, facts: Facts): Verdict {
    const steps = this.#blocks[rule];
    if (steps === undefined) return "perhaps";
    const reached = this.#reached.fill(0, 0, steps.length + 2);
    reached[0] = 1;
    steps.forEach((step, i) => {
      if (reached[i] === 0) return;
      const holds = outcome(step, facts);
      if (holds !== false) reached[i + step.onTrue] = 1;
      if (holds !== true) reached[i + step.onFalse] = 1;
    });
    if (reached[steps.length] === 0) return "never";
    return reached[steps.length + 1] === 0 ? "always" : "perhaps";
  }

  /**
   * Where on the slot's line the rule can match; undefined when that is everywhere, or too long a story.
   *
   * @param facts of other slots
   */
  spans(rule: number, slot: number, facts: Facts): readonly Span[] | undefined {
    const cuts = this.#cuts(rule, slot);
    if (cuts === undefined) return undefined;
    const spans: Span[] = [];
    for (let i = 0; i <= cuts.length; i++) {
      const from = i === 0 ? Number.NEGATIVE_INFINITY : cuts[i - 1]!;
      const verdict = this.verdict(rule, new Map([...facts, [slot, from]]));
      if (verdict === "never" || !this.#canHold(slot, from)) continue;
      spans.push({ from, to: cuts[i] ?? Number.POSITIVE_INFINITY, sure: verdict === "always" });
    }
    return spans.length <= cuts.length ? spans : undefined;
  }

  /** Whether only single numbers are left. */
  areSingle(spans: readonly Span[], slot: number): boolean {
    return spans.every(({ from, to }) => to === after(from, this.#program.slots[slot]!));
  }

  #cuts(rule: number, slot: number): Float64Array | undefined {
    const steps = this.#blocks[rule]!;
    const onSlot = steps.flatMap(({ known }) => (known?.slot === slot ? [known] : []));
    const cuts = ascendingCuts([
      ...onSlot.flatMap((known) => known.cuts),
      ...(this.#isFlag(slot) ? [0, 1, 2] : []),
    ]);
    const literals = onSlot.reduce((sum, known) => sum + known.cuts.length, steps.length);
    return cuts.length * steps.length > MOST_WALKS * literals ? undefined : cuts;
  }

  #canHold(slot: number, value: number): boolean {
    return !this.#isFlag(slot) || value === 0 || value === 1;
  }

  #isFlag(slot: number): boolean {
    return this.#program.slots[slot]!.type.scalar === "boolean";
  }
}

function toStep(instruction: DecodedInstruction, program: Program): Step {
  const { op, negate, onTrue, onFalse } = instruction;
  return {
    known: knownTest(instruction, program),
    always: op === Opcode.Always ? !negate : undefined,
    onTrue,
    onFalse,
  };
}

function outcome({ known, always }: Step, facts: Facts): boolean | undefined {
  const value = known && facts.get(known.slot);
  return value === undefined ? always : known!.holds(value);
}
