import { actionOf, errorHandler, guard } from "actra/express";
import express, { type Request } from "express";
import { listening } from "../listening.ts";
import { describeFramework } from "./behaviour.ts";
import { type RouteName, routes, type Site } from "./site.ts";

async function serve({ runtime, handle }: Site) {
  const app = express();
  app.use(express.json(), express.urlencoded());
  for (const name of Object.keys(routes) as RouteName[]) {
    const { method, path, route } = routes[name];
    app.route(path)[method](guard(runtime, route as never), async (request: Request, response) => {
      response.json(await handle(name, actionOf(request)));
    });
  }
  app.use(errorHandler());
  return listening(app.listen(0, "127.0.0.1"));
}

describeFramework({ name: "Express 5", headersOf: (request: Request) => (name) => request.get(name), serve });
