/** What a header says that is sent once, twice, or written by somebody on the server, in each framework. */
import { request } from "node:http";
import { serve } from "@hono/node-server";
import { Actra, ActraRuntime } from "actra";
import { actionOf as actionOfExpress, guard as guardExpress } from "actra/express";
import { actionOf as actionOfFastify, guard as guardFastify } from "actra/fastify";
import { actionOf as actionOfFetch, guard as guardFetch } from "actra/fetch";
import { actionOf as actionOfHono, guard as guardHono } from "actra/hono";
import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import { afterAll, describe, expect, it } from "vitest";
import { listening } from "../listening.ts";

const policy = Actra.compile({
  schema: `
version: 1
actions:
  open: { fields: { tenant: string?, cookie: string?, key: string?, tags: "string[]?", sizes: "integer[]?" } }
`,
  policy: `
version: 1
rules:
  - { id: evil, scope: { action: open }, when: 'has(action.tenant) && action.tenant == "evil"', effect: block }
  - { id: secret, scope: { action: open }, when: 'has(action.tags) && "secret" in action.tags', effect: block }
`,
});
const runtime = new ActraRuntime(policy);
const route = {
  action: "open",
  fields: {
    tenant: "headers.X-Tenant",
    cookie: "headers.cookie",
    key: "headers.authorization",
    tags: "headers.x-tags",
    sizes: "headers.x-sizes",
  },
} as const;

/** A header of this name is the server's own: what a caller sends in it, nobody sees. */
const OWN = "x-own-tenant";

const closing: (() => unknown)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

const SERVERS = {
  express: async () => {
    const app = express();
    app.use(({ headers }, _response, next) => {
      if (headers[OWN] !== undefined) headers["x-tenant"] = "Doe";
      next();
    });
    app.get("/", guardExpress(runtime, route), (asked, response) => {
      response.json(actionOfExpress(asked));
    });
    return listening(app.listen(0, "127.0.0.1"));
  },
  fastify: async () => {
    const app = fastify();
    app.addHook("onRequest", async ({ headers }) => {
      if (headers[OWN] !== undefined) headers["x-tenant"] = "Doe";
    });
    app.get("/", { preHandler: guardFastify(runtime, route) }, async (asked) => actionOfFastify(asked));
    return { url: await app.listen({ port: 0, host: "127.0.0.1" }), close: () => app.close() };
  },
  hono: async () => {
    const app = new Hono();
    app.use(async ({ req }, next) => {
      if (req.header(OWN) !== undefined) req.raw.headers.set("x-tenant", "Doe");
      await next();
    });
    app.get("/", guardHono(runtime, route), (context) => context.json(actionOfHono(context)));
    return listening(serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }));
  },
  fetch: async () => {
    const handler = guardFetch(runtime, route, async (asked: Request, _bindings: unknown) =>
      Response.json(actionOfFetch(asked)),
    );
    const respond = (asked: Request, bindings: unknown) => {
      if (asked.headers.has(OWN)) asked.headers.set("x-tenant", "Doe");
      return handler(asked, bindings);
    };
    return listening(serve({ fetch: respond, port: 0, hostname: "127.0.0.1" }));
  },
};

/** Each item of a list is a line of its own. */
function sendTo(url: string, headers: Record<string, string | string[]>): Promise<[number, unknown]> {
  return new Promise((resolve, reject) => {
    const sending = request(url, { headers, agent: false }, async (response) => {
      resolve([response.statusCode!, JSON.parse((await response.toArray()).join(""))]);
    });
    sending.on("error", reject);
    sending.end();
  });
}

describe.each(Object.entries(SERVERS))("in %s, a header", async (_, start) => {
  const { url, close } = await start();
  closing.push(close);

  it("that is sent twice is no text, whatever it says", async () => {
    for (const lines of [
      ["evil", "evil"],
      ["evil", "good"],
      ["", "evil"],
      ["a, b", "evil"],
    ]) {
      const [status, problem] = await sendTo(url, { "X-Tenant": lines });
      expect([status, problem]).toEqual([
        400,
        expect.objectContaining({ code: "INPUT_TYPE", detail: "`action.tenant`: expected one value" }),
      ]);
    }
    expect((await sendTo(url, { "x-tenant": ["evil"] }))[0]).toBe(403);
    // Node shows the first of these alone.
    expect((await sendTo(url, { authorization: ["Bearer 1", "Bearer 2"] }))[0]).toBe(400);
  });

  it("that is sent once may have commas", async () => {
    expect(await sendTo(url, { "x-tenant": "evil, evil" })).toEqual([200, { tenant: "evil, evil" }]);
  });

  it("is what a middleware has made of it, whatever was sent", async () => {
    const sent = sendTo(url, { "x-tenant": ["evil", "evil"], [OWN]: "1" });
    expect(await sent).toEqual([200, { tenant: "Doe" }]);
  });

  it("that is a list has its parts, however they are sent", async () => {
    for (const tags of ["a, b,c", ["a", "b", "c"], ["a,b", "", "c"], ["a ,, b", "c,"]])
      expect(await sendTo(url, { "x-tags": tags })).toEqual([200, { tags: ["a", "b", "c"] }]);
    for (const tags of ["a, secret", ["a", "secret"], "secret"])
      expect((await sendTo(url, { "x-tags": tags }))[0]).toBe(403);
    expect(await sendTo(url, { "x-sizes": ["1", "2, 3"] })).toEqual([200, { sizes: [1, 2, 3] }]);
    expect((await sendTo(url, { "x-sizes": ["1", "2, x"] }))[0]).toBe(400);
  });

  it("of cookies may come in crumbs", async () => {
    expect(await sendTo(url, { cookie: ["a=1", "b=2"] })).toEqual([200, { cookie: "a=1; b=2" }]);
  });
});

describe("where nobody shows the lines, a header", () => {
  const open = guardFetch(runtime, route, async (asked: Request) => Response.json(actionOfFetch(asked)));
  const app = new Hono().get("/", guardHono(runtime, route), (context) =>
    context.json(actionOfHono(context)),
  );
  const headersOf = (...values: string[]) =>
    new Headers(values.map((value): [string, string] => ["x-tenant", value]));

  it.each([
    ["fetch", (headers: Headers) => open(new Request("http://shop.example/", { headers }))],
    ["hono", async (headers: Headers) => app.request("/", { headers })],
  ])("with a comma in it may be two, and is no text in %s", async (_, send) => {
    expect((await send(headersOf("good"))).status).toBe(200);
    for (const headers of [headersOf("evil", "evil"), headersOf("evil, evil"), headersOf("evil,evil")])
      expect((await send(headers)).status).toBe(400);
    const list = await send(new Headers({ "x-tags": "a, b" }));
    expect(await list.json()).toEqual({ tags: ["a", "b"] });
  });
});
