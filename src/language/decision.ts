import type { Approval } from "./model.ts";
import type { Effect } from "./types.ts";

// What a policy says of one input. Wire data, so snake_case.

/** `effect` tells which it is. */
export type Decision = AllowDecision | BlockDecision | ApprovalDecision;

export interface AllowDecision extends AnyDecision {
  readonly effect: "allow";
  readonly approvals?: never;
}

export interface BlockDecision extends AnyDecision {
  readonly effect: "block";
  readonly approvals?: never;
}

export interface ApprovalDecision extends AnyDecision {
  readonly effect: "require_approval";
  /** All of them have to be met. Absent when no rule says who approves. */
  readonly approvals?: readonly RequiredApproval[];
}

interface AnyDecision {
  /** The rule that decided; `""` when none did and `default` holds. */
  readonly matched_rule: string;
  readonly reason?: string;
  /** Paths that are required and absent, when their absence brought the decision about. */
  readonly missing?: readonly string[];
  /** A result out of range, such as that of a division by zero, brought the decision about. */
  readonly assumed?: "arithmetic";
  readonly audited?: Audited;
}

/** A decision of whatever effect, while it is being made. */
export interface DecisionDraft extends AnyDecision {
  readonly effect: Effect;
  readonly approvals?: readonly RequiredApproval[];
}

export interface RequiredApproval extends Approval {
  readonly rule: string;
}

/** What the rules in `mode: audit` say, which changes nothing. */
export interface Audited {
  /** Those that matched, in file order. */
  readonly rules: readonly string[];
  /** Those that could not be judged, because a value that only audit rules read is bad. */
  readonly errors?: readonly AuditError[];
  /** What the effect would have been had they been enforced. */
  readonly effect: Effect;
}

export interface AuditError {
  readonly rule: string;
  readonly code: string;
  readonly path: string;
  readonly expected: string;
  readonly received: string;
}
