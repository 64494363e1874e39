import { SlotState } from "../../assembly/shared/layout.ts";
import type { ActraInputError } from "../errors.ts";

/** A value as the host holds it until everything is read and the frame may be touched. */
export type Staged = string | Uint8Array | readonly StagedItem[] | undefined;
export type StagedItem = number | string | Uint8Array;

const NOTHING = Object.freeze({});

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
  /** Numbers, booleans as 0 and 1, datetimes in milliseconds, strings by handle. */
  readonly numbers: Float64Array;
  readonly states: Uint8Array;
  /** Texts whose bytes are needed, addresses, lists. */
  readonly values: Staged[];
  /** Values as they were given, in primitives and lists of them; for explanations only. */
  readonly given: unknown[] | undefined;
  /** What steps deeper than the fields of a domain are read off, by their depth. */
  readonly objects: object[] = [];
  /** `action.type` as given; absent when the input has none. For explanations. */
  actionType: string | undefined;
  missingRequired = false;
  /** Bytes that may still be read, and how many audit rules alone have read. */
  left = 0;
  auditBytes = 0;
  /** Room that texts and lists take beside the slots. */
  heap = 0;
  bad: BadValue[] | undefined;

  constructor(slots: number, keepsGiven = false) {
    this.numbers = new Float64Array(slots);
    this.states = new Uint8Array(slots);
    this.values = new Array<Staged>(slots).fill(undefined);
    this.given = keepsGiven ? new Array<unknown>(slots).fill(undefined) : undefined;
  }

  /** For the next input, of at most so many bytes. */
  clear(inputBytes: number): void {
    this.missingRequired = false;
    this.left = inputBytes;
    this.auditBytes = 0;
    this.heap = 0;
    this.bad = undefined;
  }

  /** Holds on to nothing of the caller's. */
  letGo(): void {
    for (let i = 0; i < this.objects.length; i++) this.objects[i] = NOTHING;
  }

  /** All of these slots are absent, because one thing is. */
  setMissing(slots: readonly number[], state: SlotState, enforced: boolean): void {
    for (const slot of slots) this.states[slot] = state;
    if (state === SlotState.MissingRequired && enforced) this.missingRequired = true;
  }
}
