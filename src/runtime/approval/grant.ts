import type { Decision, RequiredApproval } from "../../language/decision.ts";
import type { CallContext } from "../project.ts";

// Who may let a call through that the policy wants approved, and for how long.

/** What an approver is asked. Sensitive fields are redacted; the digest is over their real values. */
export interface ApprovalRequest {
  readonly action: CallContext["action"];
  readonly actor: CallContext["actor"];
  readonly decision: Decision;
  /** All of them have to be met; empty when the rule names no approvers: then anyone but the requester may. */
  readonly approvals: readonly RequiredApproval[];
  /** Who asks, as the runtime's `requester` tells; absent when it cannot tell, and then no grant is good. */
  readonly requester?: string;
  /** SHA-256 over policy hash, action and actor, in 64 hexadecimal digits. */
  readonly digest: string;
}

/** One approver's yes. */
export interface GrantedApproval {
  /** One of the `approvers` that the policy names: a person, or a role that `by` holds. */
  readonly approver: string;
  /** The person who said so. */
  readonly by: string;
}

/** The answer to an `ApprovalRequest`. It lets one call through, once. */
export interface Grant {
  /** Unlike that of every other grant. */
  readonly id: string;
  readonly digest: string;
  readonly approvals: readonly GrantedApproval[];
  /** Milliseconds since 1970. */
  readonly granted_at: number;
  /** Milliseconds since 1970; an hour after `granted_at` when left out. The policy's `expires_in` may end it sooner. */
  readonly expires_at?: number;
}

/** Why a grant is not good. */
export type Refusal =
  | "malformed"
  | "other_call"
  | "not_yet_valid"
  | "expired"
  | "used"
  | "requester_unknown"
  | "approvers_missing"
  | "approve_failed"
  | "timeout";

const HOUR = 3_600_000;
const MARKS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: HOUR,
  d: 24 * HOUR,
  w: 7 * 24 * HOUR,
};

/** Why the grant does not meet the request; `undefined` when it does. `now` in milliseconds since 1970. */
export function refusalOf(grant: Grant, request: ApprovalRequest, now: number): Refusal | undefined {
  if (grant.digest !== request.digest) return "other_call";
  if (grant.granted_at > now) return "not_yet_valid";
  if (now >= expiryOf(grant, request.approvals)) return "expired";
  const requester = own(request, "requester");
  if (requester === undefined) return "requester_unknown";
  return isMet(grant, request.approvals, requester) ? undefined : "approvers_missing";
}

/** Milliseconds since 1970. */
export function expiryOf(grant: Grant, approvals: readonly RequiredApproval[]): number {
  const limits = approvals.flatMap(({ expires_in }) =>
    expires_in === undefined ? [] : [duration(expires_in)],
  );
  return Math.min(
    own(grant, "expires_at") ?? grant.granted_at + HOUR,
    ...limits.map((limit) => grant.granted_at + limit),
  );
}

/** `1h30m` → milliseconds; what is no duration is none. */
function duration(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([smhdw])/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * MARKS[unit!]!, 0);
}

/** Nobody approves what they ask for themselves. */
function isMet({ approvals }: Grant, required: readonly RequiredApproval[], requester: string): boolean {
  const good = approvals.filter(({ by }) => by !== requester);
  return good.length > 0 && required.every((approval) => meets(good, approval));
}

/** Every approver, or as many different people of them as the quorum asks for. */
function meets(good: readonly GrantedApproval[], required: RequiredApproval): boolean {
  const { approvers } = required;
  const quorum = own(required, "quorum");
  const counted = good.filter(({ approver }) => approvers.includes(approver));
  if (quorum === undefined)
    return approvers.every((name) => counted.some(({ approver }) => approver === name));
  return new Set(counted.map(({ by }) => by)).size >= quorum;
}

type Parts = Readonly<Record<string, unknown>>;

const PARTS = ["id", "digest", "approvals", "granted_at", "expires_at"] as const satisfies (keyof Grant)[];

/** The grant's own copy, when it has the shape of one. */
export function readGrant(value: unknown): Grant | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const [id, digest, approvals, granted_at, expires_at] = PARTS.map((name) => own(value as Parts, name));
  const isGrant =
    typeof id === "string" &&
    id !== "" &&
    typeof digest === "string" &&
    isTime(granted_at) &&
    (expires_at === undefined || isTime(expires_at)) &&
    Array.isArray(approvals);
  if (!isGrant) return undefined;
  // Not `map`, which a list of another class may have changed.
  const read = Array.from(approvals as unknown[], readApproval);
  if (!read.every((approval) => approval !== undefined)) return undefined;
  return Object.freeze({
    id,
    digest,
    approvals: read,
    granted_at,
    ...(expires_at !== undefined && { expires_at }),
  });
}

/** What somebody has put into `Object.prototype` grants nothing. */
function own<T extends object, Name extends keyof T>(object: T, name: Name): T[Name] | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function readApproval(value: unknown): GrantedApproval | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const approver = own(value as Parts, "approver");
  const by = own(value as Parts, "by");
  return typeof approver === "string" && typeof by === "string" && by !== "" ? { approver, by } : undefined;
}
