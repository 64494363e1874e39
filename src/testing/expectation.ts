import type { InputErrorCode } from "../errors.ts";
import type { RequiredApproval } from "../language/decision.ts";
import type { Effect } from "../language/types.ts";

// What a test expects of a decision, in the words of the test file. What is left out may be anything; an empty list, and
// `""`, say that there is none.

export interface Expectation {
  readonly effect?: Effect;
  /** The rule that decides; `""` for the default. */
  readonly rule?: string;
  readonly reason?: string;
  /** Paths; in any order. */
  readonly missing?: readonly string[];
  readonly assumed?: "arithmetic" | "";
  readonly approvals?: readonly RequiredApproval[];
  readonly audited?: ExpectedAudit;
  /** Instead of a decision. */
  readonly error?: ExpectedError;
}

export interface ExpectedAudit {
  readonly rules?: readonly string[];
  readonly effect?: Effect;
  readonly errors?: readonly ExpectedAuditError[];
}

export interface ExpectedError {
  readonly code: InputErrorCode;
  readonly path?: string;
}

export interface ExpectedAuditError extends ExpectedError {
  readonly rule: string;
}
