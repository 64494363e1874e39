import { Record as Layout, SlotState } from "../../assembly/shared/layout.ts";
import { Step, Takes, Word, Words } from "../../assembly/shared/packed.ts";
import type { ScalarType } from "../language/types.ts";
import { LARGEST } from "../program/program-shape.ts";
import { roomOf } from "./link.ts";
import { actionPlan, type Loaded } from "./loaded.ts";
import { ACTION, type ReadPlan, type ReadStep, TYPE } from "./plan.ts";
import type { Value } from "./staging.ts";
import { utf8Length } from "./utf8.ts";
import { writeValue } from "./write.ts";

// What the machine needs to read packed inputs of one policy by itself: its words, and the plan of each action, made when
// it is first met (assembly/shared/packed.ts has what stands where).

const encoder = new TextEncoder();
/** Where the steps of a plan begin. */
const STEPS = 8;

export class PackedTables {
  /** Address of the words. */
  readonly words: number;
  readonly #loaded: Loaded;
  readonly #blocks: number[] = [];

  constructor(loaded: Loaded) {
    this.#loaded = loaded;
    const { actions, machine, program } = loaded;
    const texts = unicode([...program.literals, ...actions.keys()]);
    const places = 2 ** (32 - Math.clz32(2 * texts.length));
    const entries = Words.Entries + places * Word.Size;
    const longest = texts.reduce((most, text) => Math.max(most, utf8Length(text)), 0);
    this.words = this.#allocate(entries + roomOf(texts));
    machine.u8.fill(0, this.words, this.words + entries);
    machine.u32.set([places - 1, longest], this.words >>> 2);
    let free = this.words + entries;
    for (const text of texts) free = this.#addWord(text, free);
  }

  /** It may be there already. */
  #addWord(text: string, free: number): number {
    const { machine, actions } = this.#loaded;
    const spare = this.words + Words.Spare;
    const next = this.#write(text, spare, free);
    const word = machine.wordAt(this.words, spare);
    machine.u8.copyWithin(word, spare, spare + Word.Action);
    machine.u32[(word + Word.Action) >>> 2] = (actions.get(text) ?? -1) + 1;
    return next;
  }

  addPlan(action: number): void {
    const { machine, program } = this.#loaded;
    const { name } = program.schema.actions[action]!;
    const steps = wholePlan(actionPlan(this.#loaded, action).reads);
    const last = STEPS + steps.length * Step.Size;
    const block = this.#allocate(last + roomOf(name));
    const spare = this.words + Words.Spare;
    this.#write(name, spare, block + last);
    steps.forEach((step, i) => {
      this.#writeStep(step, block + STEPS + i * Step.Size);
    });
    machine.u32[block >>> 2] = block + last;
    machine.u32[(machine.wordAt(this.words, spare) + Word.Plan) >>> 2] = block;
  }

  #writeStep(step: ReadStep, at: number): void {
    const { slot, inside, optional, list, type, maxLength = Number.MAX_VALUE } = step;
    const key = keyOf(step);
    const keyBytes = this.#place(key);
    const words = step.enum ? this.#place(unicode([...step.enum] as Value[])) : 0;
    const most = LARGEST[type!] ?? 0;
    const { minimum = -most, maximum = most } = step;
    const missing = optional ? SlotState.MissingOptional : SlotState.MissingRequired;
    // Not before: memory may have grown.
    const { u8, u32, f64 } = this.#loaded.machine;
    const offset = slot < 0 ? slot : slot * Layout.Size;
    u32.set([keyBytes, key.length, offset, inside * Step.Size], at >>> 2);
    f64.set([minimum, maximum], (at + Step.Minimum) >>> 3);
    u32.set([Math.min(maxLength, 0xffff_ffff), words], (at + Step.MaxLength) >>> 2);
    u8.set([type === undefined ? Takes.Object : TAKES[type], Number(list), missing], at + Step.Takes);
    u32[(at + Step.Met) >>> 2] = 0;
  }

  /** A value in a block of its own. */
  #place(value: Value): number {
    const block = this.#allocate(roomOf(value));
    this.#write(value, block, block + Layout.Size);
    return block;
  }

  #write(value: Value, record: number, free: number): number {
    const { machine, context } = this.#loaded;
    return writeValue(value, record, free, machine, context.words);
  }

  #allocate(size: number): number {
    const block = this.#loaded.machine.allocate(size);
    this.#blocks.push(block);
    return block;
  }

  release(): void {
    for (const block of this.#blocks) this.#loaded.machine.release(block);
  }
}

const TAKES: Record<ScalarType, Takes> = {
  string: Takes.Text,
  number: Takes.Number,
  integer: Takes.Integer,
  boolean: Takes.Boolean,
  datetime: Takes.Datetime,
  ip: Takes.Nothing,
};

/** The steps of all domains, the action's own and its type included. */
function wholePlan({ typeStep = TYPE, steps, actionSteps }: ReadPlan): ReadStep[] {
  const inAction = [typeStep, ...steps.slice(0, actionSteps)];
  return [{ ...ACTION, inside: inAction.length }, ...inAction, ...steps.slice(actionSteps)];
}

function keyOf({ name }: ReadStep): Uint8Array {
  const { length } = name;
  const head =
    length < 32 ? [0xa0 + length] : length < 256 ? [0xd9, length] : [0xda, length >> 8, length & 255];
  return Uint8Array.from([...head, ...encoder.encode(name)]);
}

/** No packed text is anything else. */
function unicode<T extends Value>(values: readonly T[]): T[] {
  return values.filter((value) => typeof value !== "string" || !Number.isNaN(utf8Length(value)));
}
