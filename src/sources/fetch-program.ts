import type { CallSignal } from "../runtime/patience.ts";
import { bytesWithin } from "./bytes-within.ts";
import { isRedirect, redirected, requireOwnAnswer } from "./redirect.ts";
import { ActraSourceError } from "./source-error.ts";

// One request for a program. What is wrong with the answer is an error; whether it is a program is not looked at here.

/** As much of `fetch` as is needed; not everybody's `lib` has its types. */
export type FetchFunction = (url: string, init: never) => PromiseLike<object>;

export interface ProgramRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The `ETag` of what was taken last. */
  readonly revision: string | undefined;
  readonly signal: CallSignal;
  readonly maxBytes: number;
  readonly redirect: "error" | "follow";
  /** Whether nothing is taken that is not signed. */
  readonly isSigned: boolean;
}

interface FetchedProgram {
  readonly material: Uint8Array;
  readonly revision: string | undefined;
}

/**
 * @returns `undefined` where nothing has changed
 * @throws ActraSourceError `SOURCE_UNREACHABLE`, `SOURCE_REDIRECT`, `SOURCE_STATUS`, `SOURCE_TOO_LARGE`
 */
export async function fetchProgram(
  request: ProgramRequest,
  fetch: FetchFunction,
): Promise<FetchedProgram | undefined> {
  const response = await lastAnswer(request, fetch);
  if (response.status === 304 && request.revision !== undefined) return undefined;
  if (response.status !== 200) throw await notAProgram(response);
  const material = await bodyOf(response, request.maxBytes);
  return { material, revision: response.headers.get("etag") ?? undefined };
}

/** What is no redirect, or an error: each step is looked at before it is taken, which no platform does. */
async function lastAnswer(request: ProgramRequest, fetch: FetchFunction): Promise<Response> {
  let asked = request;
  for (let steps = 1; ; steps++) {
    const response = await answer(asked, fetch);
    requireOwnAnswer(response, asked);
    if (!isRedirect(response)) return response;
    await discard(response);
    asked = redirected(asked, response, steps);
  }
}

async function answer(request: ProgramRequest, fetch: FetchFunction): Promise<Response> {
  const { url, headers, revision, signal } = request;
  const init = {
    headers: { ...headers, ...(revision !== undefined && { "if-none-match": revision }) },
    redirect: "manual",
    signal,
    // The caches of browsers would answer for the server; elsewhere there are none, and on older ones of workerd no such setting.
    ...("cache" in (globalThis.Request?.prototype ?? {}) && { cache: "no-store" }),
  };
  try {
    return (await fetch(url, init as never)) as Response;
  } catch (cause) {
    throw unreachable(cause);
  }
}

function unreachable(cause: unknown): ActraSourceError {
  const { message, cause: inner } = Object(cause) as { message?: unknown; cause?: { message?: unknown } };
  const reason = String(inner?.message ?? message ?? cause);
  return new ActraSourceError("SOURCE_UNREACHABLE", `the policy's server cannot be reached: ${reason}`, {
    cause,
  });
}

async function notAProgram(response: Response): Promise<ActraSourceError> {
  await discard(response);
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  const retryAfterMs = seconds > 0 ? seconds * 1000 : undefined;
  return new ActraSourceError("SOURCE_STATUS", `the policy's server answered ${response.status}`, {
    retryAfterMs,
  });
}

async function discard({ body }: Response): Promise<void> {
  await body?.cancel().catch(() => {});
}

async function bodyOf(response: Response, maxBytes: number): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return new Uint8Array();
  try {
    if (Number(response.headers.get("content-length")) > maxBytes) {
      reader.cancel().catch(() => undefined);
      throw tooLarge(maxBytes);
    }
    return await bytesWithin(reader, maxBytes, () => tooLarge(maxBytes));
  } catch (error) {
    throw error instanceof ActraSourceError ? error : unreachable(error);
  }
}

function tooLarge(maxBytes: number): ActraSourceError {
  return new ActraSourceError("SOURCE_TOO_LARGE", `the program has more than ${maxBytes} bytes`);
}
