import { Opcode } from "../../../assembly/shared/opcode.ts";
import { type DecodedInstruction, readInstruction, viewOf } from "../../program/instruction.ts";
import { isComputation } from "../../program/opcodes.ts";
import { blockLength, type Program, type Slot } from "../../program/program.ts";
import { type KnownTest, knownTest } from "./known-test.ts";
import { after, type Line, type Span } from "./line.ts";

// What the blocks of a program's rules say of single slots. All of it is found by walking a block with some outcomes known
// and the others free, so it holds of any block whose tests jump forward, and of no operator in particular.

export type Verdict = "never" | "perhaps" | "always";

interface Step {
  readonly known: KnownTest | undefined;
  readonly always: boolean | undefined;
  readonly onTrue: number;
  readonly onFalse: number;
}

interface Block {
  readonly steps: readonly Step[];
  /** By slot, where the outcome of its tests can change. */
  readonly cuts: ReadonlyMap<number, readonly number[]>;
}

/** More slots of one rule are not looked at. */
const MOST_SLOTS = 8;
/** A rule's line is walked piece by piece: at most this often, on average, for each of its tests and literals. */
const MOST_WALKS = 64;

/** No slot holds that number. */
const ABSENT = Number.POSITIVE_INFINITY;

export class Blocks {
  readonly #slots: readonly Slot[];
  /** By rule. */
  readonly #blocks: readonly Block[];
  readonly #reached: Uint8Array;
  /** What is known of the slots while a rule is walked: a number that is there, or ABSENT; `NaN` for nothing. */
  readonly #facts: Float64Array;

  constructor(program: Program) {
    const view = viewOf(program.code);
    let at = 0;
    this.#slots = program.slots;
    this.#blocks = program.rules.map((rule) => {
      const length = blockLength(rule) - 2;
      const steps = Array.from({ length }, (_, i) => toStep(readInstruction(view, at + i), program));
      at += length + 2;
      return { steps, cuts: cutsOf(steps, program.slots) };
    });
    this.#reached = new Uint8Array(
      this.#blocks.reduce((most, { steps }) => Math.max(most, steps.length + 2), 0),
    );
    this.#facts = new Float64Array(program.slots.length).fill(Number.NaN);
  }

  /** Its tests, and the places where they can change their outcome. */
  size(rule: number): number {
    const { steps, cuts } = this.#blocks[rule]!;
    return [...cuts.values()].reduce((sum, { length }) => sum + length, steps.length);
  }

  /** From here on the slot is present, and holds this number. */
  learn(slot: number, value: number): void {
    this.#facts[slot] = value;
  }

  forget(slot: number): void {
    this.#facts[slot] = Number.NaN;
  }

  /** What a rule comes to under what is known; what is missing elsewhere counts as false. */
  verdict(rule: number): Verdict {
    const { steps } = this.#blocks[rule]!;
    const reached = this.#reached.fill(0, 0, steps.length + 2);
    reached[0] = 1;
    for (let i = 0; i < steps.length; i++) {
      if (reached[i] === 0) continue;
      const { known, always, onTrue, onFalse } = steps[i]!;
      const fact = known === undefined ? Number.NaN : this.#facts[known.slot]!;
      const holds = Number.isNaN(fact) ? always : outcome(known!, fact);
      if (holds !== false) reached[i + onTrue] = 1;
      if (holds !== true) reached[i + onFalse] = 1;
    }
    if (reached[steps.length] === 0) return "never";
    return reached[steps.length + 1] === 0 ? "always" : "perhaps";
  }

  /**
   * Of each slot that nothing is known of yet and that has to be there, where on its line the rule can match; without those where
   * that is everywhere.
   */
  lines(rule: number): Line[] {
    const lines: Line[] = [];
    for (const [slot, cuts] of this.#blocks[rule]!.cuts) {
      if (!Number.isNaN(this.#facts[slot]!)) continue;
      this.learn(slot, ABSENT);
      const spans = this.verdict(rule) === "never" ? this.#spans(rule, slot, cuts) : undefined;
      this.forget(slot);
      if (spans === undefined || spans.length > cuts.length) continue;
      lines.push({ rule, slot, spans, isSingle: areSingle(spans, this.#slots[slot]!) });
    }
    return lines;
  }

  #spans(rule: number, slot: number, cuts: readonly number[]): Span[] {
    const spans: Span[] = [];
    for (let i = 0; i <= cuts.length; i++) {
      const from = i === 0 ? Number.NEGATIVE_INFINITY : cuts[i - 1]!;
      if (!canHold(this.#slots[slot]!, from)) continue;
      this.learn(slot, from);
      const verdict = this.verdict(rule);
      if (verdict === "never") continue;
      spans.push({ from, to: cuts[i] ?? Number.POSITIVE_INFINITY, sure: verdict === "always" });
    }
    return spans;
  }
}

/** Missing operands make a test false, but not every test for existence. */
function outcome({ holds, asksForExistence }: KnownTest, fact: number): boolean | undefined {
  if (fact !== ABSENT) return holds(fact);
  return asksForExistence ? undefined : false;
}

/** What runs for each item of a list is among the steps, and nothing leads there. */
function toStep(instruction: DecodedInstruction, program: Program): Step {
  const { op, negate, onTrue, onFalse } = instruction;
  if (isComputation(op) || op <= Opcode.Match)
    return { known: undefined, always: true, onTrue: 1, onFalse: 1 };
  const always = op === Opcode.Always ? !negate : undefined;
  return { known: knownTest(instruction, program), always, onTrue, onFalse };
}

/** Nothing for a block that would take too long to walk for each piece. */
function cutsOf(steps: readonly Step[], slots: readonly Slot[]): Block["cuts"] {
  const cuts = new Map<number, readonly number[]>();
  for (const [slot, lists] of cutsBySlot(steps)) {
    const all = lists.flat();
    const walks = all.length * steps.length;
    if (walks <= MOST_WALKS * (all.length + steps.length))
      cuts.set(slot, inOrder(isFlag(slots[slot]!) ? [...all, 0, 1, 2] : all));
  }
  return cuts;
}

function cutsBySlot(steps: readonly Step[]): Map<number, (readonly number[])[]> {
  const lists = new Map<number, (readonly number[])[]>();
  for (const { known } of steps) {
    if (known === undefined || known.cuts.length === 0) continue;
    const ofSlot = lists.get(known.slot);
    if (ofSlot !== undefined) ofSlot.push(known.cuts);
    else if (lists.size < MOST_SLOTS) lists.set(known.slot, [known.cuts]);
  }
  return lists;
}

function inOrder(cuts: readonly number[]): readonly number[] {
  return cuts.length < 2 ? cuts : [...new Set(cuts)].sort((a, b) => a - b);
}

/** A piece from infinity on, above the largest number, is empty. */
function canHold(slot: Slot, from: number): boolean {
  return isFlag(slot) ? from === 0 || from === 1 : from !== Number.POSITIVE_INFINITY;
}

function isFlag({ type }: Slot): boolean {
  return type.scalar === "boolean";
}

/** Whether only single numbers are left. */
function areSingle(spans: readonly Span[], slot: Slot): boolean {
  return spans.every(({ from, to }) => to === after(from, slot));
}
