import type { Effect } from "../language/types.ts";

// How two policies differ, as data.

export interface PolicyDifference {
  /** Proved: both decide every input with the same effect, and ask for the same approvers. */
  readonly equivalent: boolean;
  /** What they decide differently: newly allowed first, newly blocked last. */
  readonly regions: readonly DifferentRegion[];
  /** What could not be told, in words; empty when the regions are all there is. */
  readonly unclear: readonly string[];
  /** What only one of the schemas has, or takes, and what cannot be compared since both declare it differently: nothing is said of it. */
  readonly notCompared: readonly string[];
}

/** Inputs that one rule, or the default, decides before and another after, with another effect. */
export interface DifferentRegion {
  /** `action.type`; absent for inputs of no declared action. */
  readonly action?: string;
  readonly before: DecidedBy;
  readonly after: DecidedBy;
  /** What is true of all these inputs, where nothing required is missing if there are such. */
  readonly within: readonly string[];
  /** Whether that is all there is to it. When not, other rules decide some of the inputs of which it is true. */
  readonly exact: boolean;
  /** The same to the last detail: one of these holds, and of it everything. */
  readonly when: readonly (readonly string[])[];
  /** Whether there are more alternatives than are told. */
  readonly more: boolean;
  /** One of these inputs; both engines have decided it so. */
  readonly input: object;
}

export interface DecidedBy {
  readonly effect: Effect;
  /** `""` for the default. */
  readonly rule: string;
  /** Who is asked, where that is all that changes. */
  readonly approvers?: readonly string[];
}
