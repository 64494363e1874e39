import { ActraError, ActraInputError } from "../errors.ts";
import { digestOf } from "./approval/digest.ts";
import { type ApprovalRequest, type Grant, type Refusal, readGrant, refusalOf } from "./approval/grant.ts";
import type { Call } from "./call.ts";
import type { Approve } from "./options.ts";
import { ActraApprovalRequiredError, ActraPolicyError, ActraResolverError } from "./policy-error.ts";

// From the decision on a call to its right to run. Whatever is not an `allow`, or an approval that is good for this very
// call, ends in an error.

/** What became of a call that may not run on its decision alone: the grant that waited for it was not good, or none did. */
export interface Pending {
  readonly request: ApprovalRequest;
  readonly refusal: Refusal | undefined;
}

/**
 * Nothing when the call may run, on its decision alone or on a grant that waited for it.
 *
 * @throws ActraPolicyError for a block
 */
export function pendingApproval(call: Call): Pending | undefined {
  const decision = decisionOf(call);
  if (decision.effect === "allow") return undefined;
  if (decision.effect !== "require_approval")
    throw withChanges(new ActraPolicyError(decision, call.shown()), call);
  const request = requestFor(call);
  const grant = call.core.grants.take(request.digest);
  const refusal = grant && refusalFor(grant, request, call);
  return grant !== undefined && refusal === undefined ? undefined : { request, refusal };
}

export function approvalError(
  call: Call,
  { request, refusal }: Pending,
  cause?: unknown,
): ActraApprovalRequiredError {
  const options = cause === undefined ? {} : { cause };
  const error = new ActraApprovalRequiredError(decisionOf(call), call.shown(), request, refusal, options);
  return withChanges(error, call);
}

/** What would have been let through, where the runtime was told how to find out. Whatever goes wrong there, the call stays stopped. */
function withChanges<E extends ActraPolicyError>(error: E, call: Call): E {
  const { changes } = call.core.options;
  if (changes === undefined) return error;
  try {
    error.changes = changes(call.lease.policy, call.input());
  } catch {
    // An error without them says what it has to say.
  }
  return error;
}

/**
 * Asks for an approval of this call. The grant is not spent yet: the call is decided again first.
 *
 * @throws ActraApprovalRequiredError
 */
export async function askApproval(call: Call, { request }: Pending, approve: Approve): Promise<Grant> {
  const controller = new AbortController();
  const refused = (refusal?: Refusal, cause?: unknown) => approvalError(call, { request, refusal }, cause);
  let answer: unknown;
  try {
    answer = await withinLimit(
      approve(request, { signal: controller.signal }),
      call.core.options.approvalTimeoutMs,
    );
  } catch (cause) {
    controller.abort();
    throw cause === TOO_LONG ? refused("timeout") : refused("approve_failed", cause);
  }
  if (answer === undefined || answer === null) throw refused();
  const grant = readGrant(answer);
  if (grant === undefined) throw refused("malformed");
  return grant;
}

/**
 * Spends the grant on a call that has been decided again since it was asked for.
 *
 * @throws ActraPolicyError for a block, whatever was granted
 * @throws ActraApprovalRequiredError when it is not good for this call
 */
export function spend(grant: Grant, call: Call): void {
  const decision = decisionOf(call);
  if (decision.effect === "allow") return;
  if (decision.effect !== "require_approval")
    throw withChanges(new ActraPolicyError(decision, call.shown()), call);
  const request = requestFor(call);
  const refusal = refusalFor(grant, request, call);
  if (refusal !== undefined) throw approvalError(call, { request, refusal });
}

function refusalFor(grant: Grant, request: ApprovalRequest, { core }: Call): Refusal | undefined {
  const now = Date.now();
  const refusal = refusalOf(grant, request, now);
  if (refusal !== undefined) return refusal;
  return core.grants.spend(grant, now) ? undefined : "used";
}

function decisionOf({ decision }: Call) {
  if (decision === undefined) throw new ActraError("INTERNAL", "a call without a decision");
  return decision;
}

function requestFor(call: Call): ApprovalRequest {
  const decision = decisionOf(call);
  const requester = requesterOf(call);
  return Object.freeze({
    action: call.shown().action,
    actor: call.shown().actor,
    decision,
    approvals: decision.approvals ?? [],
    ...(requester !== undefined && { requester }),
    digest: digestFor(call, requester),
  });
}

/**
 * @throws ActraInputError when there is something in it that two calls could share and yet differ in
 * @throws ActraResolverError when the actor cannot be read any more
 */
function digestFor({ form, source, actor, lease }: Call, requester: string | undefined): string {
  const { fields } = form.schema.actor;
  try {
    return digestOf(
      lease.hash,
      { name: form.name, value: source, fields: form.fields },
      { value: actor, fields },
      requester,
    );
  } catch (cause) {
    if (cause instanceof ActraInputError) throw cause;
    throw new ActraResolverError("RESOLVER_FAILED", "actor", { cause });
  }
}

/** Who asks; `undefined` when nobody can tell. */
function requesterOf({ core, actor, context }: Call): string | undefined {
  const { requester } = core.options;
  try {
    const id = requester === undefined ? ownId(actor) : requester(actor, context);
    return typeof id === "string" && id !== "" ? id : undefined;
  } catch {
    return undefined;
  }
}

function ownId(actor: unknown): unknown {
  if (typeof actor !== "object" || actor === null || !Object.hasOwn(actor, "id")) return undefined;
  return (actor as { id?: unknown }).id;
}

const TOO_LONG = Symbol("too long");

async function withinLimit(answer: unknown, limit: number | undefined): Promise<unknown> {
  if (limit === undefined) return answer;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(TOO_LONG), limit);
  });
  try {
    return await Promise.race([answer, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
