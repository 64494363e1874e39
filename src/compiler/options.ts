import type { Finding } from "../diagnostics/diagnostic.ts";
import type { DocumentLimits, InputLimits } from "../language/limits.ts";
import type { CheckedPolicy } from "../language/model.ts";
import type { Outcomes, OutcomesOptions } from "../language/outcomes.ts";
import type { PolicyInput } from "../language/policy-types.ts";
import type { Semantics } from "../language/settings.ts";
import type { Program } from "../program/program.ts";
import type { DocumentMemory } from "./document-memory.ts";

/** What of the invariants does not hold, or cannot be told. */
export type InvariantProver = (policy: CheckedPolicy, program: Program) => readonly Finding[];

/** What can come of an input that is known in part. @param policy the `Policy`, which is of a higher layer */
export type OutcomesFinder = (policy: never, input: PolicyInput, options: OutcomesOptions) => Outcomes;

export interface CompileOptions {
  /** What `semantics:` at the top of the policy would say; saying both differently is an error. */
  readonly semantics?: Semantics;
  /** The day to which `expires` is compared; a rule past it is then an error. Text is `YYYY-MM-DD` or a datetime. */
  readonly asOf?: string | Date;
  /** Limits on documents, where they shall differ from `DOCUMENT_LIMITS`. */
  readonly limits?: Partial<DocumentLimits>;
  /** Limits on inputs, where they shall differ from `INPUT_LIMITS`. They are part of the policy hash. */
  readonly inputLimits?: Partial<InputLimits>;
  /** What proves the invariants of a governance document: `proveInvariants` of `actra/analysis`. Without it they are errors. */
  readonly invariants?: InvariantProver;
  /** What `policy.outcomes` asks: `exactOutcomes` of `actra/analysis`. Without it more may come out than is possible. */
  readonly outcomes?: OutcomesFinder;
  /** What was read the last time, so that only what changed is read again: a `DocumentMemory` of `actra/authoring`. */
  readonly memory?: DocumentMemory;
}
