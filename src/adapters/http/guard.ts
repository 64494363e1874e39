// biome-ignore-all lint/suspicious/noExplicitAny: a runtime's context is whatever its resolvers say, and its type is inferred

import type { ActionName, PolicyTypes } from "../../language/policy-types.ts";
import type { Schema } from "../../language/schema.ts";
import { ActraApprovalRequiredError } from "../../runtime/policy-error.ts";
import type { ActraRuntime } from "../../runtime/runtime.ts";
import { type AnyFields, needsBody, type Reading, readAll, readingsOf } from "./fields.ts";
import { type ProblemResponse, problemOf, responseOf } from "./problem.ts";
import { type MoreOptions, type Route, requireRoute } from "./route.ts";
import type { Sources } from "./sources.ts";

// A request → its action → decided: it goes on, or there is an answer that says why not. Every adapter for HTTP is a
// translation to and from this.

/** One request on its way through. A class, since the runtime copies plain data. */
export class Exchange<Request> {
  /** What resolvers get. */
  readonly request: Request;
  readonly sources: Sources;
  readonly #goOn: () => unknown;
  /** Whether the guard is behind it: what is thrown from then on is the handler's. */
  isPassed = false;
  /** The action's fields; absent until they have been read. */
  fields: object | undefined = undefined;

  constructor(request: Request, sources: Sources, goOn: () => unknown) {
    this.request = request;
    this.sources = sources;
    this.#goOn = goOn;
  }

  pass(): unknown {
    this.isPassed = true;
    return this.#goOn();
  }
}

/** What came of it: the answer that stops the request, or what its handler gave. */
export interface Passage {
  readonly stop?: ProblemResponse;
  readonly result?: unknown;
}

export interface RouteGuard<Request> {
  /** Rejects with what the handler throws, and with nothing else. */
  readonly pass: (exchange: Exchange<Request>) => Promise<Passage>;
  readonly needsBody: boolean;
}

/** What was decided on, by the request. */
const decided = new WeakMap<object, object | undefined>();

/**
 * The fields of the action that the guard of this request's route has decided on: of their declared types, converted, with
 * nothing else in them. `undefined` where no guard has let it through, and in audit mode where they cannot be read.
 */
export function actionOf<Fields extends object = Record<string, any>>(request: object): Fields | undefined {
  return decided.get(request) as Fields | undefined;
}

/**
 * @param more options of the adapter's own, of which it looks at the values
 * @throws TypeError for a route that is none
 * @throws ActraInputError `INPUT_ACTION` for an action that the policy does not know
 */
export function routeGuard<T extends PolicyTypes, Name extends ActionName<T>, Request extends object>(
  runtime: ActraRuntime<T, Request>,
  route: Route<T, Name, Request>,
  more: MoreOptions = {},
): RouteGuard<Request> {
  requireRoute(route, more);
  // Whoever changes the object later changes nothing.
  const own = { ...route };
  const readings = readingsFor(own as Route<PolicyTypes, string, never>);
  readings(runtime.policy.getSchema());
  const run = keepsContext(runtime) ? runtime.run.bind(runtime) : (_: unknown, go: () => unknown) => go();
  const goOn = ({ request, fields }: Exchange<Request>, pass: () => unknown) => {
    // Also where there are none: those of a guard before belong to another action.
    decided.set(request, fields);
    return run(request, pass);
  };
  const admitted = runtime.admit(
    own.action,
    (exchange: Exchange<Request>) => goOn(exchange, () => exchange.pass()),
    {
      fields: ["_exchange"],
      context: ({ request }: Exchange<Request>) => request,
      builder: (_, { _exchange: exchange }: Record<string, any>) =>
        (exchange.fields = readAll(readings(runtime.policy.getSchema()), exchange.sources, exchange.request)),
    },
  );
  const pass = async (exchange: Exchange<Request>): Promise<Passage> => {
    try {
      return { result: await admitted(exchange) };
    } catch (error) {
      if (exchange.isPassed) throw error;
      return { stop: await answerTo(error, own as Route<PolicyTypes, string, Request>, exchange.request) };
    }
  };
  return { pass, needsBody: needsBody(own.fields) };
}

/** Worked out anew when the policy has been replaced by one with another schema. */
function readingsFor({ action, fields = {} }: Route<PolicyTypes, string, never>) {
  let known: Schema | undefined;
  let readings: readonly Reading[] = [];
  return (schema: Schema): readonly Reading[] => {
    if (schema === known) return readings;
    const declared = schema.actions.find(({ name }) => name === action)?.fields ?? [];
    readings = readingsOf(
      declared.filter(({ name }) => name !== "type"),
      fields as AnyFields,
      action,
    );
    known = schema;
    return readings;
  };
}

async function answerTo<Request>(
  error: unknown,
  { approvalStatus, onApproval }: Route<PolicyTypes, string, Request>,
  request: Request,
): Promise<ProblemResponse> {
  const problem = problemOf(error, approvalStatus);
  if (!(error instanceof ActraApprovalRequiredError) || onApproval === undefined) return responseOf(problem);
  try {
    const instance = await onApproval(error.request, request);
    if (typeof instance !== "string") return responseOf(problem);
    requireUri(instance);
    return responseOf({ ...problem, instance });
  } catch (failure) {
    return responseOf(problemOf(failure));
  }
}

/** It stands in a header, where not every text can. @throws TypeError */
function requireUri(instance: string): void {
  if (!/^[!-~]+$/.test(instance)) throw new TypeError("`onApproval` has to give a URI");
}

/** Not every platform does: there, calls inside of the handler need a context of their own. */
function keepsContext(runtime: ActraRuntime<any>): boolean {
  try {
    runtime.run(undefined, () => undefined);
    return true;
  } catch {
    return false;
  }
}
