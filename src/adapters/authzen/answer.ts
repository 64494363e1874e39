import { ActraInputError } from "../../errors.ts";
import { bareWith } from "../../language/bare.ts";
import type { Decision } from "../../language/decision.ts";
import { ActraResolverError } from "../../runtime/policy-error.ts";
import { TooLarge } from "./body.ts";
import { BadRequest } from "./evaluation.ts";

// What comes of an evaluation → what the API answers.

export interface Answer {
  readonly decision: boolean;
  readonly context?: object;
}

/** Why there is no decision: a status of HTTP, and words for whoever asked. */
export interface Failure {
  readonly status: number;
  readonly message: string;
}

export function answerOf(decision: Decision): Answer {
  return decision.effect === "allow" ? { decision: true } : { decision: false, context: contextOf(decision) };
}

/** The same of a server that only watches: permitted in any case. */
export function auditedAnswer(decided: Answer): Answer {
  return decided.decision ? decided : { decision: true, context: { audited: decided.context } };
}

export function failedAnswer({ status, message }: Failure): Answer {
  return { decision: false, context: { error: { status, message } } };
}

function contextOf({ effect, matched_rule, reason, approvals, missing }: Decision): object {
  return bareWith<object>({ effect, matched_rule, reason, approvals, missing });
}

/** What is wrong in the server is not told. */
export function failureOf(error: unknown): Failure {
  if (error instanceof TooLarge) return { status: 413, message: "the body is too large" };
  if (error instanceof BadRequest) return { status: 400, message: error.message };
  if (error instanceof ActraInputError && !/^snapshot\b/.test(error.path))
    return { status: 400, message: error.message };
  if (error instanceof ActraResolverError)
    return { status: 503, message: "the state of things could not be had" };
  return { status: 500, message: "there is no decision" };
}
