import type { ActionName, PolicyTypes } from "../language/policy-types.ts";
import type { ActraRuntime } from "../runtime/runtime.ts";
import { Exchange, routeGuard } from "./http/guard.ts";
import { type ProblemResponse, refusedOf, responseOf } from "./http/problem.ts";
import type { Route } from "./http/route.ts";
import { type ParsedRequest, parsedSources } from "./http/sources.ts";

// `actra/express`, for Express 5. A guard stands in the route that it guards, behind what parses the body.

export { actionOf } from "./http/guard.ts";
export type { FieldFrom, FieldsFrom, Route } from "./http/route.ts";

/** What is used of Express's own request, of which resolvers get all. */
export interface ExpressRequest extends ParsedRequest {
  readonly rawHeaders: readonly string[];
}

/** What is used of its response. */
export interface ExpressResponse {
  status(code: number): unknown;
  set(headers: Record<string, string>): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: of a `string`, Express would infer that the handlers behind it send nothing else
  send(body: any): unknown;
  readonly headersSent: boolean;
}

export type ExpressNext = (error?: unknown) => void;

/**
 * A middleware that lets a request through where the policy allows its action: `app.post("/refunds", guard(…), handler)`.
 *
 * @throws TypeError for a route that is none
 * @throws ActraInputError `INPUT_ACTION` for an action that the policy does not know
 */
export function guard<T extends PolicyTypes, Name extends ActionName<T>, Request extends ExpressRequest>(
  runtime: ActraRuntime<T, Request>,
  route: Route<T, Name, Request>,
): (request: Request, response: ExpressResponse, next: ExpressNext) => void {
  const { pass } = routeGuard(runtime, route);
  return (request, response, next) => {
    pass(new Exchange(request, parsedSources(request, request.rawHeaders), () => next()))
      // Whoever has answered meanwhile, such as what limits the time, has stopped it too.
      .then(({ stop }) => stop && !response.headersSent && answer(response, stop))
      .catch(next);
  };
}

/**
 * The last middleware of an app: answers what guarded functions inside of handlers, and the parsing of bodies, stop a request
 * with, as a guard would. All other errors go on.
 */
export function errorHandler(): (
  error: unknown,
  request: unknown,
  response: ExpressResponse,
  next: ExpressNext,
) => void {
  return (error, _request, response, next) => {
    const problem = response.headersSent ? undefined : refusedOf(error);
    if (problem === undefined) next(error);
    else answer(response, responseOf(problem));
  };
}

function answer(response: ExpressResponse, { status, headers, body }: ProblemResponse): void {
  response.status(status);
  response.set({ ...headers });
  response.send(body);
}
