import type { Finding } from "../diagnostics/diagnostic.ts";
import type { DocumentLimits, InputLimits } from "../language/limits.ts";
import type { CheckedPolicy } from "../language/model.ts";
import type { Semantics } from "../language/settings.ts";
import type { Program } from "../program/program.ts";

/** What of the invariants does not hold, or cannot be told. */
export type InvariantProver = (policy: CheckedPolicy, program: Program) => readonly Finding[];

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
}
