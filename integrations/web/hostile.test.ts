/** What others do around a guard: answer before it, read the body before it, stand beside it. */
import { Actra, ActraRuntime } from "actra";
import {
  actionOf as actionOfExpress,
  errorHandler as expressErrors,
  guard as guardExpress,
} from "actra/express";
import { errorHandler as fastifyErrors, guard as guardFastify } from "actra/fastify";
import { guard as guardFetch } from "actra/fetch";
import { actionOf, errorHandler, guard as guardHono } from "actra/hono";
import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { listening } from "../listening.ts";

const policy = Actra.compile({
  schema: `
version: 1
actions:
  subscribe: { fields: { months: integer } }
  open: { fields: { file: string } }
`,
  policy: `
version: 1
rules:
  - { id: long, scope: { action: subscribe }, when: action.months > 12, effect: block }
  - { id: some, scope: { action: subscribe }, when: action.months > 6, effect: require_approval }
  - { id: keys, scope: { action: open }, when: action.file == "../keys", effect: block }
`,
});
const runtime = new ActraRuntime(policy);
const subscribing = { action: "subscribe", fields: "query" } as const;

/** What would end the process. */
const unhandled: unknown[] = [];
const note = (error: unknown) => unhandled.push(error);
beforeEach(() => {
  unhandled.length = 0;
  process.on("unhandledRejection", note);
});
afterEach(() => {
  process.off("unhandledRejection", note);
});
const turns = async () => {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
};

describe("a request that somebody has answered already", () => {
  it("is left alone by Express", async () => {
    const handler = vi.fn();
    const app = express();
    app.use((_request, response, next) => {
      response.status(503).send("too late");
      next();
    });
    app.get("/", guardExpress(runtime, subscribing), handler);
    app.use(expressErrors());
    const { url, close } = await listening(app.listen(0, "127.0.0.1"));
    const response = await fetch(`${url}/?months=13`);
    expect([response.status, await response.text()]).toEqual([503, "too late"]);
    await turns();
    expect([unhandled, handler.mock.calls]).toEqual([[], []]);
    await close();
  });

  it("is left alone by Fastify", async () => {
    const handler = vi.fn();
    let end = () => {};
    const own = new ActraRuntime(policy, { observers: [() => void turns().then(() => end())] });
    const app = fastify();
    app.setErrorHandler(fastifyErrors());
    app.addHook("onRequest", (_request, { raw }, done) => {
      raw.writeHead(503);
      raw.write("too ");
      end = () => raw.end("late");
      done();
    });
    app.get("/", { preHandler: guardFastify(own, subscribing) }, async () => handler());
    const url = await app.listen({ port: 0, host: "127.0.0.1" });
    const response = await fetch(`${url}/?months=13`);
    expect([response.status, await response.text()]).toEqual([503, "too late"]);
    await turns();
    expect([unhandled, handler.mock.calls]).toEqual([[], []]);
    await app.close();
  });
});

it("a place of an approval that no header can hold is a failure of the server's", async () => {
  const route = { ...subscribing, approvalStatus: 202, onApproval: () => "/approvals/€\n" } as const;
  const app = express().get("/", guardExpress(runtime, route));
  const other = fastify();
  other.get("/", { preHandler: guardFastify(runtime, route) }, async () => "ran");
  const { url, close } = await listening(app.listen(0, "127.0.0.1"));
  const urls = [url, await other.listen({ port: 0, host: "127.0.0.1" })];
  const hono = new Hono().get("/", guardHono(runtime, route), (context) => context.text("ran"));
  const answers = [
    ...urls.map((base) => fetch(`${base}/?months=7`)),
    hono.request("/?months=7"),
    guardFetch(runtime, route, () => new Response("ran"))(new Request("http://shop.example/?months=7")),
  ];
  for (const answer of await Promise.all(answers))
    expect(await answer.json()).toEqual({ title: "Internal Server Error", status: 500, code: "INTERNAL" });
  await turns();
  expect(unhandled).toEqual([]);
  await close();
  await other.close();
});

describe("a form that a middleware before Hono's guard has read", () => {
  it.each(["formData", "parseBody", "text", "arrayBuffer", "blob"] as const)(
    "by %s is the same to both",
    async (read) => {
      const app = new Hono();
      app.onError(errorHandler());
      app.post(
        "/",
        async ({ req }, next) => {
          await req[read]();
          await next();
        },
        guardHono(runtime, { action: "subscribe", fields: "form" }),
        async (context) => context.json([actionOf(context), (await context.req.parseBody())["months"]]),
      );
      const send = (body: string) =>
        app.request("/", {
          method: "POST",
          headers: { "content-type": "application/x-www-form-urlencoded" },
          body,
        });
      expect(await (await send("months=3")).json()).toEqual([{ months: 3 }, "3"]);
      for (const body of ["months=13", "note=%26months%3D3%26&months=13", "note=%26months%3D3%26"])
        expect((await send(body)).status).toBe(403);
      expect((await send("months=3&months=13")).status).toBe(400);
    },
  );
});

it("the fields of one guard are not those of the next, though it only watches and could read none", async () => {
  const watching = new ActraRuntime(policy, { mode: "audit" });
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const app = express();
  const first = guardExpress(runtime, { action: "open", fields: { file: "query.file" } });
  app.get("/", first, guardExpress(watching, subscribing), (request, response) => {
    response.json({ fields: actionOfExpress(request) });
  });
  const { url, close } = await listening(app.listen(0, "127.0.0.1"));
  const of = async (query: string) => (await fetch(`${url}/?${query}`)).json();
  expect(await of("file=a&months=3")).toEqual({ fields: { months: 3 } });
  expect(await of("file=a&months=x")).toEqual({});
  await close();
});

it("a part of the path is decided on as the handler sees it, whatever it is written as", async () => {
  const route = { action: "open", fields: "params" } as const;
  const app = express();
  app.get("/:file", guardExpress(runtime, route), (request, response) => {
    response.send(request.params["file"]);
  });
  const hono = new Hono().get("/:file", guardHono(runtime, route), (context) =>
    context.text(context.req.param("file")),
  );
  const other = fastify();
  other.get(
    "/:file",
    { preHandler: guardFastify(runtime, route) },
    async ({ params }) => (params as { file: string }).file,
  );
  const { url, close } = await listening(app.listen(0, "127.0.0.1"));
  const served = await other.listen({ port: 0, host: "127.0.0.1" });
  for (const get of [
    (path: string) => fetch(url + path),
    (path: string) => fetch(served + path),
    async (path: string) => hono.request(path),
  ]) {
    const good = await get("/a%2Fb");
    expect([good.status, await good.text()]).toEqual([200, "a/b"]);
    for (const path of ["/..%2Fkeys", "/%2e%2e%2fkeys", "/.%2E%2F%6Beys"])
      expect((await get(path)).status).toBe(403);
  }
  await close();
  await other.close();
});
