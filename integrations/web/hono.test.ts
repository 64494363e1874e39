import { serve as listen } from "@hono/node-server";
import { actionOf, errorHandler, guard } from "actra/hono";
import { type Context, Hono } from "hono";
import { listening } from "../listening.ts";
import { describeFramework } from "./behaviour.ts";
import { type RouteName, routes, type Site } from "./site.ts";

async function serve({ runtime, handle }: Site) {
  const app = new Hono();
  app.onError(errorHandler());
  for (const name of Object.keys(routes) as RouteName[]) {
    const { method, path, route } = routes[name];
    app[method](path, guard(runtime, route as never), async (context) =>
      context.json(await handle(name, actionOf(context))),
    );
  }
  return listening(listen({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }));
}

describeFramework({
  name: "Hono 4",
  headersOf: (context: Context) => (name) => context.req.header(name),
  serve,
});
