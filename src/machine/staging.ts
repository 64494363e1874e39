import { SlotState } from "../../assembly/shared/layout.ts";
import type { ActraInputError } from "../errors.ts";
import type { InputLimits } from "../language/limits.ts";
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

/**
 * What was read for one decision, by slot number. A policy keeps one and lends it to the decision under way; a
 * decision that begins inside another (a getter that evaluates) gets a new one.
 */
export class Staging {
  readonly context: ReadContext;
  /** Numbers, booleans as 0 and 1, datetimes in milliseconds, strings by handle. */
  readonly numbers: Float64Array;
  readonly states: Uint8Array;
  /** Texts whose bytes are needed, addresses, lists. */
  readonly values: (Value | undefined)[];
  hasValues = false;
  /**
   * Values as they were given, in primitives and lists of them, for explanations only. A list of objects is an array of
   * as many holes; what a slot held for each item is an array of `GivenCell`.
   */
  readonly given: unknown[] | undefined;
  /** `action.type` as given; absent when the input has none. For explanations. */
  actionType: string | undefined;
  /** Which item of a list is being read. */
  item = -1;
  missingRequired = false;
  /** Bytes that may still be read, and how many audit rules alone have read. */
  left = 0;
  auditBytes = 0;
  /** Room that texts and lists take beside the slots. */
  heap = 0;
  bad: BadValue[] | undefined;

  constructor(slots: number, context: ReadContext, keepsGiven = false) {
    this.context = context;
    this.numbers = new Float64Array(slots);
    this.states = new Uint8Array(slots);
    this.values = new Array<Value | undefined>(slots).fill(undefined);
    this.given = keepsGiven ? new Array<unknown>(slots).fill(undefined) : undefined;
  }

  /** For the next input. */
  clear(): void {
    this.missingRequired = false;
    this.left = this.context.limits.inputBytes;
    this.auditBytes = 0;
    this.heap = 0;
    this.hasValues = false;
    this.bad = undefined;
  }

  /** All of these slots are absent, because one thing is. */
  setMissing(slots: readonly number[], state: SlotState, enforced: boolean): void {
    for (const slot of slots) this.states[slot] = state;
    if (state === SlotState.MissingRequired && enforced) this.missingRequired = true;
  }
}
