import { ActraError, ActraInputError } from "../../errors.ts";
import { bareWith } from "../../language/bare.ts";
import { ActraApprovalRequiredError, ActraPolicyError } from "../../runtime/policy-error.ts";
import { ErrorCode, errorMessage, type Id, type Members, type ToolCall } from "./message.ts";

// Why a call does not run → a result that a model can read: what it may know, so that it can do something else.

/** Where a result has the decision as data. */
const META = "actra/decision";

/** The answer to a call. Sensitive values are in none of it, nor is anything of the actor or the snapshot. */
export function refusalMessage(id: Id, { rest }: ToolCall, error: unknown): Members {
  const text = textOf(error);
  // A client that asked for a task takes no result of a tool in its place.
  if (rest["task"] !== undefined) return errorMessage(id, ErrorCode.InvalidRequest, text);
  const decision = dataOf(error);
  const _meta = decision && { _meta: { [META]: decision } };
  return { jsonrpc: "2.0", id, result: { content: [{ type: "text", text }], isError: true, ..._meta } };
}

function textOf(error: unknown): string {
  if (error instanceof ActraApprovalRequiredError)
    return `${reasoned(error)} It needs an approval${approvers(error)}, and there is none.`;
  if (error instanceof ActraPolicyError) return `${reasoned(error)} Trying again will not help.`;
  if (error instanceof ActraInputError) return `Not run: ${inputText(error)}.`;
  if (error instanceof ActraError && error.code === "TOOL_UNKNOWN") return `Blocked: ${error.message}.`;
  return "Not run: the policy could not be asked.";
}

/** The decision's reason is written for whoever is stopped. */
function reasoned({ message, decision }: ActraPolicyError): string {
  const { reason } = decision;
  return reason === undefined ? `${message}.` : `${message}: ${reason}${/[.!?]$/.test(reason) ? "" : "."}`;
}

function approvers({ request }: ActraApprovalRequiredError): string {
  const names = request.approvals.flatMap((approval) => approval.approvers);
  return names.length > 0 ? ` by ${[...new Set(names)].join(", ")}` : "";
}

/** What is wrong with the arguments is the model's business; what is wrong with the actor or the snapshot is not. */
function inputText(error: ActraInputError): string {
  const isInside = /^(actor|snapshot|context)\b/.test(error.path) && error.code !== "INPUT_ARGUMENTS";
  return isInside ? "the policy could not be asked" : error.message;
}

function dataOf(error: unknown): Members | undefined {
  if (!(error instanceof ActraPolicyError)) return undefined;
  const { effect, matched_rule, reason, approvals, missing } = error.decision;
  return bareWith<Members>({ effect, matched_rule, reason, approvals, missing });
}
