import { Record as Layout, SlotState } from "../../../assembly/shared/layout.ts";
import { Step, Word, Words } from "../../../assembly/shared/packed.ts";
import { SCALAR_TYPES } from "../../language/types.ts";
import { TextUse } from "../../program/program.ts";
import { LARGEST } from "../../program/read-schema.ts";
import { roomOf } from "../link.ts";
import { actionPlan, type Loaded } from "../loaded.ts";
import { ACTION, type ReadPlan, type ReadStep, TYPE } from "../plan.ts";
import type { Value } from "../staging.ts";
import { writeValue } from "../write.ts";
import type { PackedInstance } from "./instance.ts";

// What the machine needs to read packed inputs of one policy by itself: its words, and the plan of each action, made when
// it is first met (assembly/shared/packed.ts has what stands where).

const encoder = new TextEncoder();
/** Where the steps of a plan begin. */
const STEPS = 8;

export class PackedTables {
  /** Address of the words. */
  readonly words: number;
  readonly #loaded: Loaded;
  readonly #instance: PackedInstance;
  readonly #blocks: number[] = [];

  constructor(loaded: Loaded, instance: PackedInstance) {
    this.#loaded = loaded;
    this.#instance = instance;
    const { actions, machine, program } = loaded;
    const texts = new Set([...program.literals, ...actions.keys()]);
    const places = 2 ** (32 - Math.clz32(2 * texts.size));
    const size = Words.Entries + places * Word.Size;
    this.words = this.#allocate(size);
    machine.u8.fill(0, this.words, this.words + size);
    machine.u32[(this.words + Words.Mask) >>> 2] = places - 1;
    for (const text of texts) this.#addWord(text);
  }

  #addWord(text: string): void {
    const { machine, actions } = this.#loaded;
    const record = this.#place(text);
    const word = this.#wordAt(record);
    machine.u8.copyWithin(word, record, record + Word.Action);
    machine.u32[(word + Word.Action) >>> 2] = (actions.get(text) ?? -1) + 1;
  }

  /** Whether there can be one: what looks into the items of a list is left to the host. */
  addPlan(action: number): boolean {
    const { machine, program } = this.#loaded;
    const steps = wholePlan(actionPlan(this.#loaded, action).reads);
    if (steps.some(({ items }) => items !== undefined)) return false;
    const size = STEPS + steps.length * Step.Size;
    const plan = this.#allocate(size);
    const name = this.#place(program.schema.actions[action]!.name);
    for (const [i, step] of steps.entries()) this.#writeStep(step, plan + STEPS + i * Step.Size);
    machine.u32[plan >>> 2] = plan + size;
    machine.u32[(this.#wordAt(name) + Word.Plan) >>> 2] = plan;
    return true;
  }

  /** The address of the entry that this text has, or would have. */
  #wordAt(text: number): number {
    return this.#instance.wordAt(this.words, text) >>> 0;
  }

  #writeStep(step: ReadStep, at: number): void {
    const { slot, inside, optional, list, type, maxLength = Number.MAX_VALUE } = step;
    const key = keyOf(step);
    const keyAddress = this.#place(key);
    const words = step.enum ? this.#place([...step.enum] as Value) : 0;
    const most = LARGEST[type!] ?? 0;
    const { minimum = -most, maximum = most } = step;
    // Not before: memory may have grown.
    const { u8, u32, f64 } = this.#loaded.machine;
    const offset = slot < 0 ? slot : slot * Layout.Size;
    u32.set([keyAddress, key.length, offset, inside * Step.Size], at >>> 2);
    f64.set([minimum, maximum], (at + Step.Minimum) >>> 3);
    u32.set([Math.min(maxLength, 0xffff_ffff), words, 0, 0], (at + Step.MaxLength) >>> 2);
    u8.set(
      [
        // Of an object, which has no type: Takes.Object.
        SCALAR_TYPES.indexOf(type!) + 1,
        Number(list),
        optional ? SlotState.MissingOptional : SlotState.MissingRequired,
        Number(step.text === TextUse.Number),
      ],
      at + Step.Takes,
    );
  }

  /** A value in a block of its own. */
  #place(value: Value): number {
    const { machine, context } = this.#loaded;
    const block = this.#allocate(roomOf(value));
    writeValue(value, block, block + Layout.Size, machine, context.words);
    return block;
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
