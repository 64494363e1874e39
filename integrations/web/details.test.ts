/** What only some frameworks have, and what is wrong when a route is made. */
import { Actra, ActraRuntime } from "actra";
import {
  actionOf as actionOfExpress,
  errorHandler as expressErrors,
  guard as guardExpress,
} from "actra/express";
import { guard as guardFastify } from "actra/fastify";
import { actionOf, guard } from "actra/fetch";
import { errorHandler, guard as guardHono } from "actra/hono";
import express from "express";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { listening } from "../listening.ts";

const policy = Actra.compile({
  schema: `
version: 1
actions:
  pay: { fields: { amount: number, times: integer?, tags: "string[]?", to: { optional: true, fields: { bank: string } } } }
  send: { fields: { secret: { type: string, sensitive: true, max_length: 4 }, at: datetime?, from: ip? } }
`,
  policy: `
version: 1
rules:
  - { id: large, scope: { action: pay }, when: action.amount > 1000, effect: block }
  - { id: some, scope: { action: pay }, when: action.amount > 100, effect: require_approval }
`,
});
const runtime = new ActraRuntime(policy);
const paying = { action: "pay", fields: "body" } as const;

function post(body: BodyInit, type = "application/json") {
  return new Request("http://shop.example/", { method: "POST", headers: { "content-type": type }, body });
}

const PARSED: readonly ((runtime: never, route: never) => unknown)[] = [guardExpress, guardFastify];

describe("a route that is none", () => {
  it.each([
    [{ action: "pai", fields: "body" }, "pai"],
    [{ fields: "body" }, "`action`"],
    [{ action: "pay", fields: { amout: "body.amount" } }, "did you mean `amount`"],
    [{ action: "pay", fields: { type: "body.type", amount: "body.amount" } }, "`type` is no field"],
    [{ action: "pay", fields: {} }, "where `amount` of `pay` comes from"],
    [{ action: "pay" }, "where `amount` of `pay` comes from"],
    [{ action: "pay", fields: { amount: "cookies.amount" } }, "has to come from a place"],
    [{ action: "pay", fields: { amount: "query." } }, "has to come from a place"],
    [{ action: "pay", fields: { amount: 5 } }, "has to come from a place"],
    [{ action: "pay", fields: { amount: "query.a", tags: "params.tags" } }, "is a list"],
    [{ action: "pay", fields: { amount: "query.a", to: "query.to" } }, "holds objects"],
    [{ action: "pay", fields: { amount: "query.a", to: { bnak: "query.to" } } }, "did you mean `bank`"],
    [{ action: "pay", fields: { amount: { a: "query.a" } } }, "no fields of its own"],
    [{ ...paying, approvalStatus: 200 }, "202 or 403"],
    [{ ...paying, field: {} }, "`field` is no option"],
  ])("%j is refused at once", (route, message) => {
    expect(() => guard(runtime, route as never, () => new Response())).toThrow(message);
    expect(() => guardHono(runtime, route as never)).toThrow(message);
    for (const guarding of PARSED) expect(() => guarding(runtime as never, route as never)).toThrow(message);
  });

  it.each([
    { bodyLimit: "1kb" },
    { bodyLimit: Number.NaN },
    { bodyLimit: Number.POSITIVE_INFINITY },
    { bodyLimit: 0 },
    { bodyLimit: null },
    { bodylimit: 1000 },
    Object.create({ bodyLimit: 1000 }),
  ])("is one with a limit that would not hold: %j", (limit) => {
    const route = Object.assign(limit, paying);
    expect(() => guard(runtime, route, () => new Response())).toThrow(TypeError);
    expect(() => guardHono(runtime, route)).toThrow(TypeError);
  });

  it("is one with a limit, where something else has parsed the body", () => {
    for (const guarding of PARSED)
      expect(() => guarding(runtime as never, { ...paying, bodyLimit: 1000 } as never)).toThrow(
        "`bodyLimit` is no option",
      );
  });
});

describe("a body", () => {
  const handler = guard(runtime, paying, async (request) =>
    Response.json([await request.json(), actionOf(request)]),
  );

  it("can be read again by the handler, which sees more than was decided on", async () => {
    const response = await handler(post('{"amount":5,"more":1,"to":{"bank":"B","more":1}}'));
    expect(await response.json()).toEqual([
      { amount: 5, more: 1, to: { bank: "B", more: 1 } },
      { amount: 5, to: { bank: "B" } },
    ]);
  });

  it.each([
    ["of another type", post('{"amount":5}', "text/plain"), 400],
    ["that is no UTF-8", post(new Uint8Array([0x22, 0xff, 0x22])), 400],
    ["that is null", post("null"), 400],
    ["that is empty", post(""), 403],
    ["with a key of a prototype", post('{"__proto__":{"amount":5}}'), 403],
    ["in parts", post(new FormData(), "multipart/form-data; boundary=x"), 400],
  ])("%s is answered", async (_, request, status) => {
    expect((await handler(request)).status).toBe(status);
  });

  it("that never ends is left at the limit", async () => {
    let pulled = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        pulled++;
        controller.enqueue(new Uint8Array(1000).fill(32));
      },
    });
    const init = {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: endless,
      duplex: "half",
    };
    const limited = guard(runtime, { ...paying, bodyLimit: 10_000 }, () => new Response());
    expect((await limited(new Request("http://shop.example/", init as RequestInit))).status).toBe(413);
    expect(pulled).toBeLessThan(50);
  });

  it("that somebody has read already is refused, where nobody has kept it", async () => {
    const request = post('{"amount":5}');
    await request.text();
    expect((await handler(request)).status).toBe(400);
  });

  it("that Hono has kept is read from there", async () => {
    const app = new Hono();
    app.onError(errorHandler());
    app.post(
      "/",
      async (context, next) => {
        await context.req.json();
        await next();
      },
      guardHono(runtime, paying),
      (c) => c.text("paid"),
    );
    const send = async (amount: number) => (await app.request(post(`{"amount":${amount}}`))).status;
    expect([await send(5), await send(2000)]).toEqual([200, 403]);
  });
});

describe("fields", () => {
  const sending = guard(
    runtime,
    { action: "send", fields: { secret: "query.secret", at: "query.at", from: "headers.x-from" } },
    async (request) => Response.json(actionOf(request)),
  );
  const send = async (query: string, headers = {}) => {
    const response = await sending(new Request(`http://shop.example/?${query}`, { headers }));
    return [response.status, await response.text()] as const;
  };

  it("are checked as declared, though no rule reads them", async () => {
    expect((await send("secret=abcd&at=2026-01-01T00:00:00Z", { "x-from": "10.0.0.1" }))[0]).toBe(200);
    expect((await send("secret=abcd", { "x-from": "10.0.0.256" }))[0]).toBe(400);
    expect((await send("secret=abcd&at=2026-02-30T00:00:00Z"))[0]).toBe(400);
    const [status, text] = await send("secret=abcde");
    expect([status, text.includes("abcde")]).toEqual([400, false]);
  });

  it("of the server's own may come from a function, whose failure is the server's", async () => {
    const make = (amount: () => unknown) =>
      guard(runtime, { action: "pay", fields: { amount } }, () => new Response());
    expect((await make(() => 5)(post(""))).status).toBe(200);
    expect((await make(() => 2000)(post(""))).status).toBe(403);
    const many = (times: bigint) =>
      guard(
        runtime,
        { action: "pay", fields: { amount: () => 5, times: () => times } },
        () => new Response(),
      );
    expect((await many(5n)(post(""))).status).toBe(200);
    expect((await many(2n ** 53n)(post(""))).status).toBe(400);
    const failing = await make(() => {
      throw new Error("hunter2");
    })(post(""));
    expect([failing.status, await failing.json()]).toEqual([
      500,
      { title: "Internal Server Error", status: 500, code: "BUILDER_FAILED" },
    ]);
  });

  it("follow the policy that decides", async () => {
    const own = new ActraRuntime(policy);
    const handler = guard(own, paying, () => new Response());
    const other = Actra.compile({
      schema: "version: 1\nactions: { pay: { fields: { sum: number } } }",
      policy:
        "version: 1\nrules:\n  - { id: any, scope: { action: pay }, when: action.sum > 1, effect: block }",
    });
    own.replacePolicy(other);
    expect((await handler(post('{"amount":5}'))).status).toBe(403);
    expect((await handler(post('{"sum":1}'))).status).toBe(200);
    own.replacePolicy(
      Actra.compile({ schema: "version: 1\nactions: { other: {} }", policy: "version: 1\nrules: []" }),
    );
    expect((await handler(post('{"sum":1}'))).status).toBe(500);
  });
});

it("a failing onApproval is a 500, and runs nothing", async () => {
  const route = {
    ...paying,
    approvalStatus: 202,
    onApproval: () => Promise.reject(new Error("hunter2")),
  } as const;
  const response = await guard(runtime, route, () => new Response())(post('{"amount":500}'));
  expect([response.status, (await response.text()).includes("hunter2")]).toEqual([500, false]);
});

it("what a handler throws itself comes through", async () => {
  const handler = guard(runtime, paying, () => {
    throw new Error("out of paper");
  });
  await expect(handler(post('{"amount":5}'))).rejects.toThrow("out of paper");
});

it("Express: with nested queries, an undecodable path, and errors of its own", async () => {
  const app = express().set("query parser", "extended");
  const fields = { amount: "query.amount", tags: "query.tags" } as const;
  app.get("/pay{/:x}", guardExpress(runtime, { action: "pay", fields }), (request, response) => {
    if (request.query["fail"] !== undefined) throw new Error("out of paper");
    response.json(actionOfExpress(request) as never);
  });
  app.use(expressErrors());
  app.use(((error, _request, response, _next) =>
    response.status(418).send(error.message)) as express.ErrorRequestHandler);
  const { url, close } = await listening(app.listen(0, "127.0.0.1"));
  const get = async (path: string) => {
    const response = await fetch(url + path);
    return [response.status, await response.text()];
  };
  expect(await get("/pay?amount=5&tags[]=a&tags[]=b")).toEqual([200, '{"amount":5,"tags":["a","b"]}']);
  for (const query of ["amount[a]=5", "amount[]=5", "amount=5&tags[a]=b", "amount=5&tags[0][a]=b"])
    expect((await get(`/pay?${query}`))[0]).toBe(400);
  expect((await get("/pay?hasOwnProperty=1&amount=2000"))[0]).toBe(403);
  expect(await get("/pay/%E0?amount=5")).toEqual([400, expect.stringContaining("REQUEST_REFUSED")]);
  expect(await get("/pay?amount=5&fail=1")).toEqual([418, "out of paper"]);
  await close();
});
