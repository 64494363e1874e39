import { serve as listen } from "@hono/node-server";
import { actionOf, guard } from "actra/fetch";
import { listening } from "../listening.ts";
import { describeFramework } from "./behaviour.ts";
import { type RouteName, routes, type Site } from "./site.ts";

type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>;

/** As Next.js calls its route handlers: by method and place, with a promise of the parameters. */
async function serve({ runtime, handle }: Site) {
  const handlers = (Object.keys(routes) as RouteName[]).map((name) => {
    const { method, path, route } = routes[name];
    const handler: Handler = guard(runtime, route as never, async (request: Request) =>
      Response.json(await handle(name, actionOf(request))),
    );
    const methods = method === "get" ? ["GET", "HEAD"] : ["POST"];
    return { methods, pattern: new RegExp(`^${path.replace(/:(\w+)/, "(?<$1>[^/]+)")}$`), handler };
  });
  const respond = async (request: Request) => {
    for (const { methods, pattern, handler } of handlers) {
      const found = pattern.exec(new URL(request.url).pathname);
      const params = Object.entries(found?.groups ?? {}).map(([name, text]) => [
        name,
        decodeURIComponent(text),
      ]);
      if (found !== null && methods.includes(request.method))
        return handler(request, { params: Promise.resolve(Object.fromEntries(params)) });
    }
    return new Response(null, { status: 404 });
  };
  return listening(listen({ fetch: respond, port: 0, hostname: "127.0.0.1" }));
}

describeFramework({
  name: "Request → Response",
  headersOf:
    ({ headers }: Request) =>
    (name) =>
      headers.get(name) ?? undefined,
  serve,
});
