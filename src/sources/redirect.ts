import type { ProgramRequest } from "./fetch-program.ts";
import { refusalOf } from "./policy-url.ts";
import { ActraSourceError } from "./source-error.ts";

// One step of a redirect → the request that it asks for, or an error. Of a platform that follows by itself only the last step could
// be seen, and whoever sits at one before it would choose the policy.

const MOST_STEPS = 10;

export function isRedirect({ type, status }: Response): boolean {
  return type === "opaqueredirect" || [301, 302, 303, 307, 308].includes(status);
}

/** @throws ActraSourceError where the platform has followed a redirect although it was told not to */
export function requireOwnAnswer({ redirected, url }: Response, request: ProgramRequest): void {
  if (redirected || (isHttps(request.url) && /^http:/i.test(url)))
    throw refused("the policy's server led elsewhere, and the platform does not show which way");
}

/**
 * @param steps this one is
 * @throws ActraSourceError
 */
export function redirected(request: ProgramRequest, response: Response, steps: number): ProgramRequest {
  if (request.redirect === "error")
    throw refused('the policy\'s server answered with a redirect (`redirect: "follow"` allows it)');
  if (response.type === "opaqueredirect")
    throw refused(
      "the policy's server answered with a redirect, and browsers do not show where it leads: use the URL behind it",
    );
  if (steps > MOST_STEPS) throw refused(`the policy's server leads on after ${MOST_STEPS} redirects`);
  const from = new URL(request.url);
  const to = target(response, from);
  const refusal = refusalOf(to, request.isSigned);
  if (refusal !== undefined) throw refused(`the policy's server leads astray: ${refusal}`);
  if (isHttps(from.href) && !isHttps(to.href)) throw refused("the policy's server leads away from https");
  // They were meant for the one server; what comes after another one is where that one wants it to be.
  return { ...request, url: to.href, headers: to.origin === from.origin ? request.headers : {} };
}

function target({ headers }: Response, from: URL): URL {
  const location = headers.get("location");
  try {
    if (location !== null) return new URL(location, from);
  } catch {}
  throw refused("the policy's server answered with a redirect that leads nowhere");
}

function isHttps(url: string): boolean {
  return url.startsWith("https:");
}

function refused(message: string): ActraSourceError {
  return new ActraSourceError("SOURCE_REDIRECT", message);
}
