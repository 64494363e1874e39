import type { ApprovalRequest, Grant, GrantedApproval } from "../../runtime/approval/grant.ts";
import type { Approve } from "../../runtime/options.ts";
import { isMembers, type Members, own } from "./message.ts";
import type { McpContext } from "./tools.ts";

// An approval by whoever sits at the client. Who that is, only the one who set up the server can say: a client is asked for a
// yes or a no, never for a name. And it is asked only where that yes would be enough.

/** The person at the client: who they are, and which of the roles that policies name they hold. */
export interface Person {
  readonly id: string;
  readonly roles?: readonly string[] | undefined;
}

/** Tells who sits at the client of a call; `undefined` when nobody does, or nobody knows. */
export type WhoApproves = (context: McpContext) => Person | undefined | Promise<Person | undefined>;

/** Sends `elicitation/create` to the client, and gives the result of it. */
export type Ask = (params: Members, signal: AbortSignal) => Promise<unknown>;

/** Longer than that, nobody reads what they approve. */
const LONGEST = 4000;
/** Controls, bidirectional marks and what else cannot be seen: a text must not look like another. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** Nothing, in place of a grant, for all that is not a clear yes of somebody whom the policy names. */
export function approveBy(ask: Ask, who: WhoApproves, context: McpContext): Approve {
  return async (request, { signal }) => {
    const person = await who(context);
    const approvals = person && approvalsBy(person, request);
    const text = questionOf(request);
    if (approvals === undefined || text.length > LONGEST) return null;
    const answer = await ask({ message: text, requestedSchema: YES_OR_NO }, signal as AbortSignal);
    return isYes(answer) ? grantOf(request, approvals) : null;
  };
}

const YES_OR_NO = {
  type: "object",
  properties: { approve: { type: "boolean", title: "Approve this call", default: false } },
  required: ["approve"],
};

/** One for each approver that the person is; `undefined` where these are not all that the policy asks for. */
function approvalsBy({ id, roles = [] }: Person, request: ApprovalRequest): GrantedApproval[] | undefined {
  const { approvals, requester } = request;
  if (approvals.length === 0 || id === "" || requester === undefined || requester === id) return undefined;
  const names = [id, ...roles];
  const isEnough = approvals.every(({ approvers, quorum }) =>
    quorum === undefined
      ? approvers.length > 0 && approvers.every((name) => names.includes(name))
      : quorum <= 1 && approvers.some((name) => names.includes(name)),
  );
  const named = new Set(approvals.flatMap(({ approvers }) => approvers));
  return isEnough
    ? names.filter((name) => named.has(name)).map((approver) => ({ approver, by: id }))
    : undefined;
}

/** With the arguments as JSON, sensitive ones redacted: a model wrote them, and they stay between their quotes. */
function questionOf({ action: { type, ...fields }, decision }: ApprovalRequest): string {
  const { reason, matched_rule } = decision;
  const why = `The policy asks for an approval (rule ${matched_rule})${reason ? `: ${reason}` : ""}`;
  const text = `${why}\n\nAction: ${type}\nArguments: ${JSON.stringify(fields)}`;
  return text.replaceAll(INVISIBLE, (one) =>
    one === "\n" ? one : `\\u{${one.codePointAt(0)!.toString(16)}}`,
  );
}

function isYes(answer: unknown): boolean {
  if (!isMembers(answer) || own(answer, "action") !== "accept") return false;
  const content = own(answer, "content");
  return isMembers(content) && own(content, "approve") === true;
}

function grantOf({ digest }: ApprovalRequest, approvals: readonly GrantedApproval[]): Grant {
  return { id: crypto.randomUUID(), digest, approvals, granted_at: Date.now() };
}
