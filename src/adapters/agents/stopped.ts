import { ActraError, ActraInputError } from "../../errors.ts";
import { ActraApprovalRequiredError, ActraPolicyError } from "../../runtime/policy-error.ts";

// Why a tool does not run, in words for the model that called it: what it may hear, and what it can do about it.

/** The error that stopped the call is its `cause`; the message holds no sensitive value and nothing of the server's own. */
export class Stopped extends ActraError {
  constructor(cause: unknown) {
    super(cause instanceof ActraError ? cause.code : "INTERNAL", textOf(cause), { cause });
  }
}

function textOf(error: unknown): string {
  if (error instanceof ActraApprovalRequiredError)
    return `not run: this call requires an approval, and there is none${ground(error)}`;
  if (error instanceof ActraPolicyError) return `not run: blocked by policy${ground(error)}`;
  if (error instanceof ActraInputError && error.path.startsWith("action."))
    return `not run: bad input, ${error.message}`;
  return "not run: it could not be decided whether this call may run";
}

function ground({ decision, matchedRule }: ActraPolicyError): string {
  const rule = matchedRule === "" ? "" : ` (rule: ${matchedRule})`;
  return decision.reason === undefined ? rule : `${rule}: ${decision.reason}`;
}
