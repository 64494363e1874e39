import { ActraError } from "../errors.ts";
import type { ActionName, PolicyTypes } from "../language/policy-types.ts";
import type { ActraRuntime } from "../runtime/runtime.ts";
import { Exchange, routeGuard } from "./http/guard.ts";
import { headerText, type RawHeaders, rawHeadersIn } from "./http/header.ts";
import { type ProblemResponse, problemOf, responseOf } from "./http/problem.ts";
import type { Route } from "./http/route.ts";
import { ownPart, type Sources } from "./http/sources.ts";
import {
  BODY_OPTIONS,
  type BodyOptions,
  bodyLimitOf,
  formText,
  noBody,
  readBody,
  textIn,
  type WebRequest,
} from "./http/web-sources.ts";

// `actra/fetch`, for whatever answers a `Request` with a `Response`: route handlers of Next.js, servers of Deno and Bun, workers.

export { actionOf } from "./http/guard.ts";
export type { FieldFrom, FieldsFrom, Route } from "./http/route.ts";

/** What is used of a `Request`, of which resolvers get all. */
export interface FetchRequest extends WebRequest {
  readonly url: string;
  readonly params?: unknown;
}

export interface FetchRoute<T extends PolicyTypes, Name extends ActionName<T>, Request>
  extends Route<T, Name, Request>,
    BodyOptions {}

/**
 * A handler that runs where the policy allows the request's action. `params` are those of the request (Bun), or of the handler's
 * second argument, which may be a promise of them (Next.js). What guarded functions inside of the handler stop it with is
 * answered as well.
 *
 * @throws TypeError for a route that is none
 * @throws ActraInputError `INPUT_ACTION` for an action that the policy does not know
 */
export function guard<
  T extends PolicyTypes,
  Name extends ActionName<T>,
  Request extends FetchRequest,
  Rest extends readonly unknown[],
>(
  runtime: ActraRuntime<T, Request>,
  route: FetchRoute<T, Name, Request>,
  handler: (request: Request, ...rest: Rest) => Response | Promise<Response>,
): (request: Request, ...rest: Rest) => Promise<Response> {
  const { pass, needsBody } = routeGuard(runtime, route, BODY_OPTIONS);
  const bodyLimit = bodyLimitOf(route);
  return async (request, ...rest) => {
    const body = needsBody ? await readBody(request, bodyLimit) : noBody;
    const params = await paramsOf(request, rest[0]);
    const sources = sourcesOf(request, { params, body, rawHeaders: rawHeadersIn(rest[0]) });
    try {
      const { stop, result } = await pass(new Exchange(request, sources, () => handler(request, ...rest)));
      return stop === undefined ? (result as Response) : answer(stop);
    } catch (error) {
      if (error instanceof ActraError) return answer(responseOf(problemOf(error)));
      throw error;
    }
  };
}

async function paramsOf(request: FetchRequest, second: unknown): Promise<unknown> {
  return request.params ?? (await (second as { readonly params?: unknown } | undefined)?.params);
}

interface Given {
  readonly params: unknown;
  readonly body: Sources["body"];
  readonly rawHeaders: RawHeaders;
}

function sourcesOf({ url, headers }: FetchRequest, { params, body, rawHeaders }: Given): Sources {
  const { searchParams } = new URL(url);
  return {
    contentType: headers.get("content-type") ?? undefined,
    body,
    text: (source, name) => {
      if (source === "headers") return headerText(name, headers.get(name) ?? undefined, rawHeaders);
      if (source === "query") return textIn(searchParams.getAll(name));
      return source === "form" ? formText(body, name) : ownPart(params ?? undefined, name, source);
    },
  };
}

function answer({ body, ...rest }: ProblemResponse): Response {
  return new Response(body, rest);
}
