import { ActraError, ActraInputError } from "../../errors.ts";
import {
  ActraApprovalRequiredError,
  ActraPolicyError,
  ActraResolverError,
} from "../../runtime/policy-error.ts";

// Why a request is stopped → the answer to it (RFC 9457). It holds no value of any field, and nothing of the server's own.

/** A response, as data. */
export interface ProblemResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
}

export interface Problem {
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  /** That of the error, as programs compare it. */
  readonly code: string;
  /** Which rule decided. */
  readonly rule?: string;
  /** Fields of the action that were not there, so that the worst was assumed. */
  readonly missing?: readonly string[];
  /** Where an approval can be looked after. */
  readonly instance?: string;
}

/** The standard phrases, as RFC 9457 (4.2.1) wants them for problems without a type of their own. */
const TITLES = {
  202: "Accepted",
  400: "Bad Request",
  403: "Forbidden",
  413: "Content Too Large",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const;

type Status = keyof typeof TITLES;

/** @param approvalStatus where an approval is asked for */
export function problemOf(error: unknown, approvalStatus: 202 | 403 = 403): Problem {
  if (error instanceof ActraApprovalRequiredError)
    return stopped(approvalStatus, error, "this action requires an approval");
  if (error instanceof ActraPolicyError) return stopped(403, error, "this action is blocked");
  if (error instanceof ActraResolverError) return unavailable(error.code);
  if (error instanceof ActraInputError) return badInput(error);
  return problem(500, error instanceof ActraError ? error.code : "INTERNAL");
}

function stopped(status: Status, { code, decision, matchedRule }: ActraPolicyError, detail: string): Problem {
  const missing = decision.missing?.filter((path) => path.startsWith("action."));
  return {
    ...problem(status, code, decision.reason ?? detail),
    ...(matchedRule !== "" && { rule: matchedRule }),
    ...(missing?.length && { missing }),
  };
}

function unavailable(code: string): Problem {
  return problem(503, code, "what this action is decided on could not be had");
}

/** What was received is not said: it is the caller's, but logs of answers are not. */
function badInput({ code, path, expected }: ActraInputError): Problem {
  if (/^(actor|snapshot)\b/.test(path)) return unavailable(code);
  if (!/^(action\.|body\b|params\b|query\b|headers\b|form\b)/.test(path) || path === "action.type")
    return problem(500, code);
  return problem(
    code === "INPUT_LIMIT" && path === "body" ? 413 : 400,
    code,
    `\`${path}\`: expected ${expected}`,
  );
}

function problem(status: Status, code: string, detail?: string): Problem {
  return { title: TITLES[status], status, code, ...(detail !== undefined && { detail }) };
}

export function responseOf(problem: Problem): ProblemResponse {
  return {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      ...(problem.status === 202 && problem.instance !== undefined && { location: problem.instance }),
    },
    body: JSON.stringify(problem),
  };
}

/** The names that body-parser, of Express, and Fastify have for a body that they cannot read. */
const BODY_ERRORS = /^(entity|request|encoding|charset|parameters)\.|^FST_ERR_CTP_/;

/** The problem that an error is, where it is ours or says that the request cannot be read; nothing of what it says itself. */
export function refusedOf(error: unknown): Problem | undefined {
  if (error instanceof ActraError) return problemOf(error);
  const { type, code, status, statusCode = status } = (error ?? {}) as Record<string, unknown>;
  // Express has it for a path that cannot be decoded.
  const isPath = error instanceof URIError && statusCode === 400;
  if (!isPath && !BODY_ERRORS.test(String(type ?? code))) return undefined;
  return problem(statusCode === 413 ? 413 : 400, "REQUEST_REFUSED");
}
