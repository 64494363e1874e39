import { type Context, Hono } from "hono";
import { type AuthzenOptions, authzen } from "../../adapters/authzen.ts";
import type { ActraRuntime } from "../../runtime/runtime.ts";
import { type Authenticate, refusalOf } from "./authentication.ts";
import type { Metrics } from "./metrics.ts";

// The routes of `actra serve`: those of AuthZEN, behind whatever says who may ask, and what looks after the server.

export interface ApplicationParts {
  readonly runtime: ActraRuntime;
  readonly authzen: AuthzenOptions;
  /** Nothing when anybody on this machine may ask. */
  readonly authenticate: Authenticate | undefined;
  readonly metrics: Metrics;
  /** Whether new requests should go elsewhere. */
  readonly isStopping: () => boolean;
}

export function application({
  runtime,
  authenticate,
  metrics,
  isStopping,
  ...parts
}: ApplicationParts): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    const start = performance.now();
    await next();
    metrics.answered(knownPath(context), context.res.status, (performance.now() - start) / 1000);
  });
  app.get("/healthz", ({ text }) => text("ok"));
  app.get("/readyz", ({ text }) => (isStopping() ? text("stopping", 503) : text("ok")));
  app.use(async (context, next) => {
    const refusal = await refusalOf(context.req.raw, authenticate);
    return refusal ?? (await next());
  });
  app.get("/metrics", async ({ body }) =>
    body(await metrics.text(), 200, { "content-type": metrics.contentType }),
  );
  authzen(app, runtime, parts.authzen);
  app.notFound(({ text }) => text("there is nothing here", 404));
  app.onError((_, { text }) => text("there is no decision", 500));
  return app;
}

const PATHS = [
  "/access/v1/evaluation",
  "/access/v1/evaluations",
  "/.well-known/authzen-configuration",
  "/healthz",
  "/readyz",
  "/metrics",
];

function knownPath({ req }: Context): string {
  return PATHS.includes(req.path) ? req.path : "(other)";
}
