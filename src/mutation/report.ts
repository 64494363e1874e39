import type { DecidedBy } from "../analysis/diff-result.ts";
import type { MutationKind } from "./variant.ts";

// What tests notice of a policy's mutants, as data.

export interface Mutant {
  readonly kind: MutationKind;
  /** The rule that was changed; absent where it is a setting. */
  readonly rule?: string;
  /** What was, and what is, in words. */
  readonly change: string;
  /** Where it stands in the documents. */
  readonly place?: { readonly path: string; readonly line: number; readonly column: number };
}

/** No test noticed it. */
export interface SurvivingMutant extends Mutant {
  /** An input on which the two were run and decide differently; absent where none was found. */
  readonly input?: object;
  /** What the policy decides on it, and what the mutant does. */
  readonly before?: DecidedBy;
  readonly after?: DecidedBy;
  /** Why it could not be told whether there is such an input, in words. */
  readonly unclear?: readonly string[];
}

/** Proved over all inputs: it has the same effects, asks the same approvers, and has the same to report of audit rules. */
export interface EquivalentMutant extends Mutant {
  /** What was proved, in words. */
  readonly proof: string;
}

export interface MutationReport {
  /** Whether the tests passed before anything was changed: else nothing was, and everything below is empty. */
  readonly tested: boolean;
  /** Mutants that differ from the policy, or may. */
  readonly counted: number;
  readonly noticed: number;
  /** `noticed` of `counted`, in percent; 100 when there is none. */
  readonly score: number;
  /** In file order. */
  readonly survived: readonly SurvivingMutant[];
  /** Not counted. */
  readonly equivalent: readonly EquivalentMutant[];
}
