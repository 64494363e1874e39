import type { ActionName, PolicyTypes } from "../language/policy-types.ts";
import type { ActraRuntime } from "../runtime/runtime.ts";
import { Exchange, routeGuard } from "./http/guard.ts";
import { type ProblemResponse, refusedOf, responseOf } from "./http/problem.ts";
import type { Route } from "./http/route.ts";
import { type ParsedRequest, parsedSources } from "./http/sources.ts";

// `actra/fastify`, for Fastify 5. A guard is the `preHandler` of the route that it guards: there the body is parsed.

export { actionOf } from "./http/guard.ts";
export type { FieldFrom, FieldsFrom, Route } from "./http/route.ts";

/** What is used of Fastify's own request, of which resolvers get all. */
export interface FastifyRequest extends ParsedRequest {
  readonly raw: { readonly rawHeaders: readonly string[] };
}

/** What is used of its reply. */
export interface FastifyReply {
  code(status: number): unknown;
  headers(headers: Record<string, string>): unknown;
  send(body: string): unknown;
  readonly raw: { readonly headersSent: boolean };
}

/**
 * A hook that lets a request through where the policy allows its action: `app.post(path, { preHandler: guard(…) }, handler)`.
 * One with a callback, for what comes after it is called from it, and so has its context.
 *
 * @throws TypeError for a route that is none
 * @throws ActraInputError `INPUT_ACTION` for an action that the policy does not know
 */
export function guard<T extends PolicyTypes, Name extends ActionName<T>, Request extends FastifyRequest>(
  runtime: ActraRuntime<T, Request>,
  route: Route<T, Name, Request>,
): (request: Request, reply: FastifyReply, done: (error?: Error) => void) => void {
  const { pass } = routeGuard(runtime, route);
  return (request, reply, done) => {
    pass(new Exchange(request, parsedSources(request, request.raw.rawHeaders), () => done()))
      // Whoever has answered meanwhile, such as what limits the time, has stopped it too.
      .then(({ stop }) => stop && !reply.raw.headersSent && answer(reply, stop))
      .catch(done);
  };
}

/**
 * For `app.setErrorHandler`: answers what guarded functions inside of handlers, and the parsing of bodies, stop a request with,
 * as a guard would. All other errors go on to the handler of the app around it.
 */
export function errorHandler(): (error: Error, request: unknown, reply: FastifyReply) => void {
  return (error, _request, reply) => {
    const problem = refusedOf(error);
    if (problem === undefined) throw error;
    answer(reply, responseOf(problem));
  };
}

function answer(reply: FastifyReply, { status, headers, body }: ProblemResponse): void {
  reply.code(status);
  reply.headers({ ...headers });
  reply.send(body);
}
