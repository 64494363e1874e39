import { getEventListeners, once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline, Readable } from "node:stream";
import { afterEach, describe, expect, it } from "vitest";
import { nodeFetch } from "../../src/cli/mcp/node-fetch.ts";
import { whenBegun } from "../../src/cli/mcp/when-begun.ts";
import { byHttp, listeningProxy } from "./by-http.ts";
import { textOf } from "./fixture.ts";
import { folderOf, PLAIN } from "./proxied.ts";

// What the proxy's own way to a server by HTTP does as `fetch` would, and how its answers leave.

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  closing.push(() => server.close().closeAllConnections());
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe("nodeFetch", () => {
  it("sends method, headers and body, and gives status, headers and body", async () => {
    const url = await serving(async (request, response) => {
      const body = (await request.toArray()).join("");
      response.writeHead(404, { "content-type": "text/plain", "x-a": ["1", "2"] });
      response.end([request.method, request.headers["x-b"], body].join());
    });
    const init = { method: "POST", headers: new Headers({ "x-b": "b" }), body: "text" };
    const response = await nodeFetch()(url, init);
    expect([response.status, response.ok, response.headers.get("x-a")]).toEqual([404, false, "1, 2"]);
    expect(await response.text()).toBe("POST,b,text");
  });

  it("keeps connections, and no listener at the signal of a session", async () => {
    const ports = new Set<unknown>();
    const url = await serving((request, response) => {
      ports.add(request.socket.remotePort);
      response.statusCode = request.method === "POST" ? 202 : 200;
      response.end();
    });
    const { signal } = new AbortController();
    const fetch = nodeFetch();
    for (let i = 0; i < 20; i++) {
      const response = await fetch(url, { method: i % 2 === 0 ? "POST" : "GET", signal });
      await response.text();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(ports.size).toBeLessThan(5);
    await expect.poll(() => getEventListeners(signal, "abort").length).toBe(0);
  });

  it("ends when it is asked to, before the answer and in it", async () => {
    const url = await serving((request, response) => {
      if (request.url === "/begun") response.write("begun");
    });
    for (const path of ["", "begun"]) {
      const controller = new AbortController();
      const reading = nodeFetch()(url + path, { signal: controller.signal }).then((response) =>
        response.text(),
      );
      setImmediate(() => controller.abort(new Error("enough")));
      await expect(reading).rejects.toThrow();
    }
    await expect(nodeFetch()(url, { signal: AbortSignal.abort(new Error("before")) })).rejects.toThrow(
      "before",
    );
  });

  it("is left before the end, by whoever has seen enough", async () => {
    const url = await serving((request, response) => {
      if (request.url === "/long") response.write("x".repeat(1e6));
      else response.end();
    });
    for (const path of ["", "long"]) await (await nodeFetch()(url + path)).body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, 50));
  });

  it("fails where the other side goes away", async () => {
    const url = await serving((_request, response) => {
      response.write("half");
      setImmediate(() => response.destroy());
    });
    await expect(nodeFetch()(url).then((response) => response.text())).rejects.toThrow();
    await expect(nodeFetch()("http://127.0.0.1:1/")).rejects.toThrow();
  });

  it("reads no faster than somebody takes it", async () => {
    let written = 0;
    const url = await serving(async (_request, response) => {
      while (!response.destroyed && written < 500) {
        written++;
        if (!response.write("x".repeat(100_000))) await once(response, "drain").catch(() => undefined);
      }
      response.end();
    });
    const { body } = await nodeFetch()(url);
    const reader = body!.getReader();
    await reader.read();
    for (let before = 0; before < written; ) {
      before = written;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(written).toBeLessThan(500);
    let size = 0;
    for (let part = await reader.read(); !part.done; part = await reader.read()) size += part.value.length;
    expect(written).toBe(500);
    expect(size).toBeGreaterThan(49_000_000);
  });
});

it("a server that sends its clients elsewhere on the same machine is followed", async () => {
  const access = folderOf({
    "schema.yaml": "{ version: 1, actions: { note: { fields: { text: string } } } }",
    "policy.yaml": "{ version: 1, default: allow, rules: [] }",
  });
  const words = ["--policy", access];
  const behind = await listeningProxy(...words, "--", process.execPath, PLAIN);
  const url = await serving((request, response) => {
    if (request.url === "/mcp") return response.writeHead(307, { location: "/there" }).end();
    return void pass(request, response, behind);
  });
  const client = await byHttp(await listeningProxy(...words, "--url", `${url}mcp`));
  const answer = await client.callTool({ name: "note", arguments: { text: "x" } });
  expect(textOf(answer)).toBe('{"text":"x"}');
});

async function pass(...[request, response, to]: [...Parameters<RequestListener>, string]): Promise<void> {
  const headers = Object.entries(request.headers).filter(
    ([name]) => !/^(host|connection|content-length)$/.test(name),
  );
  const body = request.method === "POST" ? (await request.toArray()).join("") : undefined;
  const answer = await fetch(to, {
    method: request.method!,
    headers: headers as [string, string][],
    ...(body !== undefined && { body }),
  });
  answer.headers.forEach((value, name) => response.setHeader(name, value));
  response.writeHead(answer.status).flushHeaders();
  // Either side may be gone before the other.
  pipeline(answer.body === null ? [] : Readable.fromWeb(answer.body as never), response, () => undefined);
}

describe("whenBegun", () => {
  const asked = new Request("http://a/", { method: "POST", body: "{}" });
  const streamOf = (start: (controller: ReadableStreamDefaultController<Uint8Array>) => void) =>
    new Response(new ReadableStream({ start }), { status: 201, headers: { "x-a": "1" } });
  const bytes = (text: string) => new TextEncoder().encode(text);

  it("makes one piece of one part and the end", async () => {
    let end = () => {};
    const given = streamOf((controller) => {
      end = () => {
        controller.enqueue(bytes("one"));
        controller.close();
      };
    });
    const waiting = whenBegun(asked, given);
    setImmediate(end);
    const answer = await waiting;
    expect([answer.status, answer.headers.get("x-a"), await answer.text()]).toEqual([201, "1", "one"]);
  });

  it("goes on with a stream that goes on, to its end or its error", async () => {
    let later: ReadableStreamDefaultController<Uint8Array>;
    const given = (finish: (controller: ReadableStreamDefaultController<Uint8Array>) => void) =>
      whenBegun(
        asked,
        streamOf((controller) => {
          later = controller;
          controller.enqueue(bytes("one"));
          setTimeout(() => {
            later.enqueue(bytes("two"));
            later.enqueue(bytes("three"));
            finish(later);
          }, 20);
        }),
      );
    expect(await (await given((each) => each.close())).text()).toBe("onetwothree");
    await expect(
      (await given((each) => setImmediate(() => each.error(new Error("gone"))))).text(),
    ).rejects.toThrow("gone");
  });

  it("holds nothing back for long, and hears of a client that leaves", async () => {
    const heard: unknown[] = [];
    const stream = new ReadableStream({ cancel: (reason) => void heard.push(reason) });
    const answer = await whenBegun(asked, new Response(stream, { status: 201 }));
    expect(answer.status).toBe(201);
    await answer.body!.cancel("left");
    expect(heard).toEqual(["left"]);
  });

  it("tells the stream that nobody reads it any more", async () => {
    const heard: unknown[] = [];
    const stream = new ReadableStream({
      start: (controller) => controller.enqueue(bytes("one")),
      cancel: (reason) => void heard.push(reason),
    });
    const answer = await whenBegun(asked, new Response(stream));
    await answer.body!.cancel("enough");
    expect(heard).toEqual(["enough"]);
  });

  it("leaves alone what has no body, and the stream of what belongs to no request", async () => {
    const bare = new Response(null, { status: 202 });
    const quiet = new Response(new ReadableStream());
    expect(await whenBegun(asked, bare)).toBe(bare);
    expect(await whenBegun(new Request("http://a/"), quiet)).toBe(quiet);
  });
});
