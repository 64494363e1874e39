import type { ActionName, PolicyTypes } from "../language/policy-types.ts";
import type { ActraRuntime } from "../runtime/runtime.ts";
import { Exchange, routeGuard } from "./http/guard.ts";
import { headerText, rawHeadersIn } from "./http/header.ts";
import { type ProblemResponse, refusedOf, responseOf } from "./http/problem.ts";
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

// `actra/hono`, for Hono 4. A guard stands in the route that it guards.

export { actionOf } from "./http/guard.ts";
export type { FieldFrom, FieldsFrom, Route } from "./http/route.ts";

/** What is used of Hono's own context, of which resolvers get all. */
export interface HonoContext {
  /** `incoming` is Node's request, where there is one. */
  readonly env: unknown;
  readonly req: {
    readonly raw: WebRequest;
    header(name: string): string | undefined;
    param(): Record<string, unknown>;
    queries(name: string): string[] | undefined;
    text(): Promise<string>;
    readonly bodyCache: { readonly formData?: unknown };
  };
}

export interface HonoRoute<T extends PolicyTypes, Name extends ActionName<T>, Context>
  extends Route<T, Name, Context>,
    BodyOptions {}

/**
 * A middleware that lets a request through where the policy allows its action: `app.post("/refunds", guard(…), handler)`.
 *
 * @throws TypeError for a route that is none
 * @throws ActraInputError `INPUT_ACTION` for an action that the policy does not know
 */
export function guard<T extends PolicyTypes, Name extends ActionName<T>, Context extends HonoContext>(
  runtime: ActraRuntime<T, Context>,
  route: HonoRoute<T, Name, Context>,
): (context: Context, next: () => Promise<void>) => Promise<Response | undefined> {
  const { pass, needsBody } = routeGuard(runtime, route, BODY_OPTIONS);
  const bodyLimit = bodyLimitOf(route);
  return async (context, next) => {
    const { req } = context;
    const body = needsBody ? await readBody(req.raw, bodyLimit, () => keptText(req)) : noBody;
    const { stop } = await pass(new Exchange(context, sourcesOf(context, body), next));
    return stop && answer(stop);
  };
}

/** For `app.onError`: answers what guarded functions inside of handlers stop a request with. All other errors go on. */
export function errorHandler(): (error: Error) => Response {
  return (error) => {
    const problem = refusedOf(error);
    if (problem === undefined) throw error;
    return answer(responseOf(problem));
  };
}

/** What Hono has kept of a body. Of a form that is one already, Hono would make a text in parts, which reads as another form. */
async function keptText(req: HonoContext["req"]): Promise<string> {
  const form = await (req.bodyCache.formData as FormData | undefined | PromiseLike<FormData>);
  if (form === undefined) return req.text();
  const fields = new URLSearchParams();
  form.forEach((value, name) => fields.append(name, String(value)));
  return fields.toString();
}

function sourcesOf({ req, env }: HonoContext, body: Sources["body"]): Sources {
  return {
    contentType: req.header("content-type"),
    body,
    text: (source, name) => {
      if (source === "headers") return headerText(name, req.header(name), rawHeadersIn(env));
      if (source === "query") return textIn(req.queries(name) ?? []);
      return source === "form" ? formText(body, name) : ownPart(req.param(), name, source);
    },
  };
}

function answer({ body, ...rest }: ProblemResponse): Response {
  return new Response(body, rest);
}
