import formBody from "@fastify/formbody";
import { actionOf, errorHandler, guard } from "actra/fastify";
import fastify, { type FastifyRequest } from "fastify";
import { describeFramework } from "./behaviour.ts";
import { type RouteName, routes, type Site } from "./site.ts";

async function serve({ runtime, handle }: Site) {
  const app = fastify();
  app.register(formBody);
  app.setErrorHandler(errorHandler());
  for (const name of Object.keys(routes) as RouteName[]) {
    const { method, path, route } = routes[name];
    app[method](path, { preHandler: guard(runtime, route as never) }, async (request) =>
      handle(name, actionOf(request)),
    );
  }
  return { url: await app.listen({ port: 0, host: "127.0.0.1" }), close: () => app.close() };
}

describeFramework({
  name: "Fastify 5",
  headersOf:
    ({ headers }: FastifyRequest) =>
    (name) =>
      headers[name] as string | undefined,
  serve,
});
