import { ActraError } from "../errors.ts";
import type { Decision } from "../language/decision.ts";
import type { Change } from "../policy/explanation.ts";
import type { ApprovalRequest, Refusal } from "./approval/grant.ts";
import type { CallContext } from "./project.ts";

// What a call that may not run ends with. What they hold of the input is redacted.

/** The policy says no. */
export class ActraPolicyError extends ActraError {
  override readonly name: string = "ActraPolicyError";
  /** What was attempted: `type` and the declared fields, sensitive ones redacted. */
  readonly action: CallContext["action"];
  readonly decision: Decision;
  /** What was decided on, sensitive fields redacted. */
  readonly context: CallContext;
  /** Single changes with which the call would have been stopped less: when the runtime has the option `changes`. */
  declare changes?: readonly Change[];

  constructor(
    decision: Decision,
    context: CallContext,
    code = "ACTION_BLOCKED",
    verb = "Action blocked",
    options?: ErrorOptions,
  ) {
    super(code, `${verb} ${ground(decision)}`, options);
    this.action = context.action;
    this.decision = decision;
    this.context = context;
  }

  /** The rule that decided; `""` when it was the default. */
  get matchedRule(): string {
    return this.decision.matched_rule;
  }

  toJSON(): object {
    const { name, code, message, action, decision, matchedRule, changes } = this;
    return { name, code, message, matched_rule: matchedRule, action, decision, ...(changes && { changes }) };
  }
}

function ground({ matched_rule, missing }: Decision): string {
  const rule = matched_rule === "" ? "(no rule matched: the default)" : `(rule: ${matched_rule})`;
  return missing === undefined ? rule : `${rule}, as nothing is known of ${missing.join(", ")}`;
}

/** The policy asks for an approval, and there is none that is good for this call. */
export class ActraApprovalRequiredError extends ActraPolicyError {
  override readonly name = "ActraApprovalRequiredError";
  /** What an approver is asked; a grant for its digest lets the same call through (`runtime.addGrant`). */
  readonly request: ApprovalRequest;
  /** Why the grant that was there is not good; absent when there was none. */
  readonly refusal: Refusal | undefined;

  constructor(
    decision: Decision,
    context: CallContext,
    request: ApprovalRequest,
    refusal?: Refusal,
    options?: ErrorOptions,
  ) {
    super(decision, context, "APPROVAL_REQUIRED", "Action requires approval", options);
    this.request = request;
    this.refusal = refusal;
  }

  override toJSON(): object {
    const { request, refusal } = this;
    return { ...super.toJSON(), request, ...(refusal && { refusal }) };
  }
}

/** Where the state of the business could not be had. */
export type ResolverErrorCode =
  | "RESOLVER_FAILED"
  | "RESOLVER_TIMEOUT"
  | "RESOLVER_RESULT"
  | "RESOLVER_ASYNC"
  | "CONTEXT_FAILED";

const RESOLVER_MESSAGES: Readonly<Record<ResolverErrorCode, string>> = {
  RESOLVER_FAILED: "failed",
  RESOLVER_TIMEOUT: "took longer than it may (`timeoutMs` among the options)",
  RESOLVER_RESULT: "gave something that is no object",
  RESOLVER_ASYNC: "gave a promise in a synchronous call (`admit` and `evaluateAsync` wait for it)",
  CONTEXT_FAILED: "failed",
};

/** A resolver gave nothing to decide on: the guarded function has not run. `cause` is what it threw. */
export class ActraResolverError extends ActraError {
  override readonly name = "ActraResolverError";
  declare readonly code: ResolverErrorCode;
  /** `actor`, `snapshot`, one field of these (`snapshot.fraud_flag`), or `context`. */
  readonly resolver: string;

  constructor(code: ResolverErrorCode, resolver: string, options?: ErrorOptions) {
    super(code, `the resolver for \`${resolver}\` ${RESOLVER_MESSAGES[code]}`, options);
    this.resolver = resolver;
  }
}
