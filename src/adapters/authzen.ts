import { requireCount, requireOptions } from "../runtime/options.ts";
import type { ActraRuntime } from "../runtime/runtime.ts";
import { type Answer, answerOf, auditedAnswer, failedAnswer, failureOf } from "./authzen/answer.ts";
import { readBody } from "./authzen/body.ts";
import {
  BadRequest,
  isMembers,
  lastDecision,
  type Members,
  own,
  readEvaluation,
} from "./authzen/evaluation.ts";
import { type AuthzenContext, type AuthzenMapping, Mapping } from "./authzen/mapping.ts";

// `actra/authzen`: the OpenID AuthZEN Authorization API 1.0, as routes of Hono, or of anything else that takes handlers of
// requests. Who may ask is the application's business.

export type { Evaluation } from "./authzen/evaluation.ts";
export type { AuthzenContext, AuthzenMapping, FieldPaths } from "./authzen/mapping.ts";

export interface AuthzenOptions {
  readonly mapping?: AuthzenMapping | undefined;
  /** How callers reach this server, such as `https://pdp.example.com`; as they have called it when left out. */
  readonly publicUrl?: string | undefined;
  /** Bytes of a body; 1 MiB when left out. */
  readonly mostBytes?: number | undefined;
  /** Evaluations of one request; 1,000 when left out. */
  readonly mostEvaluations?: number | undefined;
}

const OPTIONS = {
  mapping: "any",
  publicUrl: "any",
  mostBytes: "any",
  mostEvaluations: "any",
} as const satisfies Readonly<Record<keyof AuthzenOptions, string>>;

const LARGEST = 2 ** 31 - 1;

/** Of Hono, what is used. */
interface Routes {
  get(path: string, handler: Handler): unknown;
  post(path: string, handler: Handler): unknown;
}
type Handler = (context: { readonly req: { readonly raw: Request } }) => Response | Promise<Response>;

/** The actor of a request, as the mapping makes it: for the runtime's option `actor`. */
export function subjectActor({ actor }: AuthzenContext): Members {
  return actor;
}

const EVALUATION = "/access/v1/evaluation";
const EVALUATIONS = "/access/v1/evaluations";

/**
 * Adds the routes. The runtime's resolvers are asked with an `AuthzenContext`; nothing of a request is in the snapshot unless
 * its resolver or the mapping puts it there.
 *
 * @returns the same application
 * @throws TypeError for a mapping or options that are none
 */
export function authzen<App extends Routes>(
  app: App,
  runtime: ActraRuntime,
  options: AuthzenOptions = {},
): App {
  const point = new DecisionPoint(runtime, options);
  app.post(EVALUATION, ({ req }) => point.answer(req.raw, (data) => point.one(data)));
  app.post(EVALUATIONS, ({ req }) => point.answer(req.raw, (data) => point.many(data)));
  app.get("/.well-known/authzen-configuration", ({ req }) => point.configuration(req.raw));
  return app;
}

class DecisionPoint {
  readonly #runtime: ActraRuntime;
  readonly #mapping: Mapping;
  readonly #publicUrl: string | undefined;
  readonly #mostBytes: number;
  readonly #mostEvaluations: number;

  constructor(runtime: ActraRuntime, options: AuthzenOptions) {
    requireOptions(options, OPTIONS);
    const { mapping = {}, publicUrl, mostBytes = 1024 * 1024, mostEvaluations = 1000 } = options;
    if (publicUrl !== undefined) requirePublicUrl(publicUrl);
    requireCount("`mostBytes`", mostBytes, LARGEST);
    requireCount("`mostEvaluations`", mostEvaluations, LARGEST);
    this.#runtime = runtime;
    this.#mapping = new Mapping(mapping, runtime.policy.getSchema());
    this.#publicUrl = publicUrl;
    this.#mostBytes = mostBytes;
    this.#mostEvaluations = mostEvaluations;
  }

  async answer(request: Request, evaluate: (data: Members) => Promise<object>): Promise<Response> {
    const id = request.headers.get("x-request-id");
    const headers = id === null ? undefined : { "x-request-id": id };
    try {
      const data = await readBody(request, this.#mostBytes);
      if (!isMembers(data)) throw new BadRequest("the body has to be an object");
      return Response.json(await evaluate(data), { ...(headers && { headers }) });
    } catch (error) {
      const { status, message } = failureOf(error);
      return new Response(message, { status, ...(headers && { headers }) });
    }
  }

  /** @throws BadRequest, ActraError and its kin */
  async one(data: unknown, defaults?: Members): Promise<Answer> {
    const evaluation = readEvaluation(data, defaults);
    const isAudit = this.#runtime.mode === "audit";
    try {
      const action = this.#mapping.action(evaluation);
      const decided = answerOf(await this.#runtime.evaluateAsync(action, this.#mapping.context(evaluation)));
      return isAudit ? auditedAnswer(decided) : decided;
    } catch (error) {
      if (isAudit) return auditedAnswer(failedAnswer(failureOf(error)));
      throw error;
    }
  }

  async many(data: Members): Promise<object> {
    const evaluations = own(data, "evaluations");
    const last = lastDecision(data);
    if (evaluations === undefined) return this.one(data);
    if (!Array.isArray(evaluations)) throw new BadRequest("`evaluations` has to be a list");
    if (evaluations.length === 0) return this.one(data);
    const most = this.#mostEvaluations;
    if (evaluations.length > most) throw new BadRequest(`\`evaluations\` may have ${most} items`);
    const answers: Answer[] = [];
    for (const each of evaluations) {
      const answer = await this.#oneOfMany(each, data);
      answers.push(answer);
      if (answer.decision === last) break;
    }
    return { evaluations: answers };
  }

  /** An error in one is a denial of that one. */
  async #oneOfMany(each: unknown, defaults: Members): Promise<Answer> {
    try {
      return await this.one(each, defaults);
    } catch (error) {
      return failedAnswer(failureOf(error));
    }
  }

  configuration(request: Request): Response {
    const base = (this.#publicUrl ?? new URL(request.url).origin).replace(/\/$/, "");
    return Response.json({
      policy_decision_point: base,
      access_evaluation_endpoint: base + EVALUATION,
      access_evaluations_endpoint: base + EVALUATIONS,
    });
  }
}

/** @throws TypeError */
function requirePublicUrl(url: unknown): void {
  try {
    if (typeof url === "string" && /^https?:$/.test(new URL(url).protocol)) return;
  } catch {}
  throw new TypeError("`publicUrl` has to be a URL such as `https://pdp.example.com`");
}
