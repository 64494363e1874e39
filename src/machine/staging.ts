import { Record, SlotState } from "../../assembly/shared/layout.ts";
import type { ActraInputError } from "../errors.ts";
import type { InputLimits } from "../language/limits.ts";
import type { Program } from "../program/program.ts";
import type { Machine } from "./machine.ts";
import type { ReadStep } from "./plan.ts";
import type { Words } from "./words.ts";

/** What reading needs to know of the program. */
export interface ReadContext {
  readonly limits: InputLimits;
  readonly words: Words;
  /** `semantics: actra-0.7`: a value of the wrong type makes its atoms false. */
  readonly lenient: boolean;
}

/**
 * What goes into a record: a number, a text, the bytes of the record itself (as of an address), a list of these, or a list
 * that is looked into item by item.
 */
export type Value = number | string | Uint8Array | readonly Value[] | Items;

/** The items of a list: scalars, or objects, each as a row of cells. */
export interface Items {
  readonly count: number;
  readonly scalars: readonly Value[];
  readonly cells: readonly Cell[];
}

/** What a slot holds for one item. */
export interface Cell extends GivenCell {
  readonly value: Value;
}

/** And what was given for it. */
export interface GivenCell {
  readonly state: SlotState;
  readonly given: unknown;
}

/** Something that only audit rules read, and that is bad. */
export interface BadValue {
  readonly slots: readonly number[];
  readonly error: ActraInputError;
}

export interface StagingFacts {
  readonly program: Pick<Program, "slots" | "scratch">;
  readonly context: ReadContext;
  readonly machine: Machine;
}

/**
 * What was read for one decision, by slot number. Numbers and states go straight into a frame of its own: nothing else
 * writes there, whatever the caller's code does while the rest is read. A policy keeps one, and lends it to the decision
 * under way. Who makes one releases it.
 */
export class Staging {
  readonly context: ReadContext;
  readonly machine: Machine;
  /** The address of its frame: a record for each slot, then those for what is computed. */
  readonly frame: number;
  /** What texts and lists of scalars take of the heap, by slot. */
  readonly room: number[] = [];
  /** Texts whose bytes are needed, addresses, lists. */
  readonly values: (Value | undefined)[];
  hasValues!: boolean;
  /** Some slot's state may be another than `Present`: as long as none is, none has to be written. */
  hasStates = true;
  /** To a decision under way. */
  lent = false;
  /**
   * Values as they were given, in primitives and lists of them, for explanations only. A list of objects is an array of
   * as many holes; what a slot held for each item is an array of `GivenCell`.
   */
  readonly given: unknown[] | undefined;
  /** `action.type` as given; absent when the input has none. For explanations. */
  actionType: string | undefined;
  /** Slots of fields that some item lacks. */
  readonly missingInItems = new Set<number>();
  /** Which item of a list is being read. */
  item = -1;
  missingRequired!: boolean;
  /** Bytes that may still be read, and how many audit rules alone have read. */
  left!: number;
  auditBytes!: number;
  /** Room that texts and lists take beside the slots. */
  heap!: number;
  bad: BadValue[] | undefined;

  constructor({ context, machine, program }: StagingFacts, keepsGiven = false) {
    const slots = program.slots.length;
    this.context = context;
    this.machine = machine;
    this.frame = machine.allocate((slots + program.scratch) * Record.Size);
    this.values = new Array<Value | undefined>(slots).fill(undefined);
    this.given = keepsGiven ? [] : undefined;
    this.clear();
  }

  release(): void {
    this.machine.release(this.frame);
  }

  /** Numbers, booleans as 0 and 1, datetimes in milliseconds, strings by handle. Views are not kept: memory may grow. */
  setNumber(slot: number, number: number): void {
    this.machine.f64[(this.frame + slot * Record.Size) >>> 3] = number;
  }

  numberOf(slot: number): number {
    return this.machine.f64[(this.frame + slot * Record.Size) >>> 3]!;
  }

  setState(slot: number, state: SlotState): void {
    if (state !== SlotState.Present) this.hasStates = true;
    else if (!this.hasStates) return;
    this.machine.u32[(this.frame + slot * Record.Size + Record.State) >>> 2] = state;
  }

  stateOf(slot: number): SlotState {
    return this.machine.u32[(this.frame + slot * Record.Size + Record.State) >>> 2]!;
  }

  /** As required. What was last in a slot that items fill tells of one item alone. */
  isMissing(slot: number): boolean {
    return this.stateOf(slot) === SlotState.MissingRequired || this.missingInItems.has(slot);
  }

  /** In its place stands its slot, or that of an equal one that has been read. */
  holdText({ slot, peers }: ReadStep, text: string): void {
    let number = slot;
    for (const peer of peers) if (this.values[peer] === text) number = this.numberOf(peer);
    this.values[slot] = text;
    this.hasValues = true;
    this.setNumber(slot, number);
  }

  /** For the next input. */
  clear(): void {
    if (this.hasStates) this.#clearStates();
    this.reset();
  }

  /** The same, but for the states in the frame. */
  reset(): void {
    this.missingRequired = false;
    this.left = this.context.limits.inputBytes;
    this.auditBytes = 0;
    this.heap = 0;
    // Those of an input that was refused half-way.
    if (this.hasValues) this.values.fill(undefined);
    this.hasValues = false;
    this.bad = undefined;
    if (this.missingInItems.size > 0) this.missingInItems.clear();
  }

  #clearStates(): void {
    const { u32 } = this.machine;
    const end = this.frame + this.values.length * Record.Size;
    for (let at = this.frame; at < end; at += Record.Size) u32[(at + Record.State) >>> 2] = SlotState.Present;
    this.hasStates = false;
  }

  /** All of these slots are absent, because one thing is. */
  setMissing(slots: readonly number[], state: SlotState, enforced: boolean): void {
    for (const slot of slots) this.setState(slot, state);
    if (state === SlotState.MissingRequired && enforced) this.missingRequired = true;
  }
}
