import { spawn } from "node:child_process";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Actra as EngineActra } from "../../src/engine.ts";
import { Actra, ActraRuntime, type SourceStatus, type UrlSourceOptions, urlSource } from "../../src/index.ts";
import { delayAfter } from "../../src/sources/pace.ts";
import { ActraSourceError } from "../../src/sources/source-error.ts";
import { atEnd, compiled, file, keys, limitOf, program, type Site, serve, signed, until } from "./fixture.ts";

// A source behind a real server: what it takes, what it refuses, and what decides meanwhile.

/** What is to come in time has long, however busy the machine is; `SHORT` is for what is not to come. */
const FAST = { intervalMs: 15, maxBackOffMs: 30, timeoutMs: 20_000, startTimeoutMs: 20_000 };
const SHORT = 1000;

function source(url: string, options: Partial<UrlSourceOptions> = {}) {
  const errors: { error: unknown; status: SourceStatus }[] = [];
  const onError = (error: unknown, status: SourceStatus) => void errors.push({ error, status });
  const made = urlSource(url, { load: Actra.load, onError, ...FAST, ...options });
  atEnd(() => made.stop());
  return Object.assign(made, { errors });
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "good",
    (error: { code: string }) => error.code,
  );

describe("the first program", () => {
  it("is there when `start` is done, and drives runtimes", async () => {
    const site = await serve(file(program(10)));
    const policies = source(site.url);
    expect(policies.status()).toEqual({ state: "idle", failures: 0 });
    const policy = await policies.start();
    expect(limitOf(policy)).toBe(10);
    expect(policies.policy).toBe(policy);
    const runtime = new ActraRuntime(compiled(1000));
    policies.drive(runtime);
    expect(runtime.policy).toBe(policy);
    expect(policies.status()).toMatchObject({
      state: "running",
      failures: 0,
      policyHash: policy.policyHash(),
    });
  });

  it("is missed with an error, and nothing decides before it", async () => {
    const site = await serve((_, response) => response.writeHead(503).end());
    const policies = source(site.url, { startTimeoutMs: SHORT });
    expect(() => policies.policy).toThrow(expect.objectContaining({ code: "SOURCE_NOT_READY" }));
    const failed = await policies.start().catch((error) => error);
    expect(failed).toMatchObject({ code: "SOURCE_NOT_READY", cause: { code: "SOURCE_STATUS" } });
    expect(failed.message).toContain("answered 503");
    expect(() => policies.policy).toThrow(expect.objectContaining({ code: "SOURCE_NOT_READY" }));
    expect(policies.status().state).toBe("stopped");
    const asked = site.requests.length;
    expect(asked).toBeGreaterThan(1);
    await new Promise((done) => setTimeout(done, 80));
    expect(site.requests.length).toBe(asked);
  });

  it("may come late", async () => {
    const site = await serve((_, response) => response.writeHead(500).end());
    const policies = source(site.url);
    const starting = policies.start();
    await until(() => policies.errors.length > 2);
    expect(policies.status()).toMatchObject({ state: "starting", failures: policies.errors.length });
    site.answer = file(program(1));
    expect(limitOf(await starting)).toBe(1);
    expect(policies.status()).toMatchObject({ state: "running", failures: 0 });
  });

  it("may be one that the application was shipped with", async () => {
    const site = await serve((_, response) => response.writeHead(500).end());
    const policies = source(site.url, { initial: program(100) });
    expect(limitOf(await policies.start())).toBe(100);
    expect(policies.status()).toMatchObject({ state: "running", failures: 1 });
    expect(policies.status().ageMs).toBe(undefined);
    site.answer = file(program(10));
    await until(() => limitOf(policies.policy) === 10);
    const unsigned = source(site.url, { initial: program(100), keys });
    expect(await codeOf(unsigned.start())).toBe("SIGNATURE_MISSING");
    expect(unsigned.status().state).toBe("stopped");
  });
});

describe("an update", () => {
  it("takes the place of what was there, and is told of", async () => {
    const site = await serve(file(program(10)));
    const updates: number[] = [];
    const policies = source(site.url, { onUpdate: (policy) => updates.push(limitOf(policy)) });
    const runtime = new ActraRuntime(await policies.start());
    const undo = policies.drive(runtime);
    site.answer = file(program(100));
    await until(() => limitOf(runtime.policy) === 100);
    undo();
    site.answer = file(program(1));
    await until(() => limitOf(policies.policy) === 1);
    expect(limitOf(runtime.policy)).toBe(100);
    expect(updates).toEqual([10, 100, 1]);
  });

  it("is not sent again while nothing changes", async () => {
    const site = await serve(file(program(10), '"one"'));
    const onUpdate = vi.fn();
    const policies = source(site.url, { onUpdate });
    const policy = await policies.start();
    await until(() => site.requests.length > 4);
    expect(site.requests.map(({ headers }) => headers["if-none-match"]).slice(0, 3)).toEqual([
      undefined,
      '"one"',
      '"one"',
    ]);
    expect(policies.policy).toBe(policy);
    expect(onUpdate).toHaveBeenCalledTimes(1);
    const { activatedAt, confirmedAt } = policies.status();
    expect(confirmedAt).toBeGreaterThan(activatedAt!);
  });

  it("is none when a server without `ETag` sends the same", async () => {
    const site = await serve(file(program(10), ""));
    const policies = source(site.url);
    const policy = await policies.start();
    await until(() => site.requests.length > 4);
    expect(policies.policy).toBe(policy);
    site.answer = file(program(100), "");
    await until(() => limitOf(policies.policy) === 100);
  });

  it("comes at once by `refresh`, which several calls share", async () => {
    const site = await serve(file(program(10)));
    const policies = source(site.url, { intervalMs: 100_000 });
    await policies.start();
    site.answer = file(program(1));
    const before = site.requests.length;
    const [one, other] = await Promise.all([policies.refresh(), policies.refresh()]);
    expect(one).toBe(other);
    expect(site.requests.length).toBe(before + 1);
    expect(limitOf(policies.policy)).toBe(1);
  });
});

describe("an update that is not good", () => {
  const altered = (bytes: Uint8Array) => bytes.with(40, bytes[40]! ^ 1);

  it.each<[string, (good: Uint8Array) => Parameters<typeof file>[0] | ReturnType<typeof file>, string]>([
    ["is damaged", altered, "SIGNATURE_INVALID"],
    ["is cut off", (good) => good.slice(0, -1), "PROGRAM_FORMAT"],
    ["is empty", () => new Uint8Array(), "PROGRAM_FORMAT"],
    ["is a page", () => new TextEncoder().encode("<!doctype html><title>Sign in</title>"), "PROGRAM_FORMAT"],
    ["is not signed", () => program(1), "SIGNATURE_MISSING"],
    ["is too large", () => new Uint8Array(100_001), "SOURCE_TOO_LARGE"],
    [
      "is too large, and does not say so",
      () => (_, response) => {
        const more = () =>
          response.write(new Uint8Array(10_000)) ? setImmediate(more) : response.once("drain", more);
        response.on("error", () => {});
        more();
      },
      "SOURCE_TOO_LARGE",
    ],
    ["never comes", () => () => {}, "SOURCE_TIMEOUT"],
    [
      "comes byte by byte",
      (good) => (_, response) => {
        let at = 0;
        const timer = setInterval(() => response.write(good.subarray(at, ++at)), 20);
        response.on("close", () => clearInterval(timer));
      },
      "SOURCE_TIMEOUT",
    ],
    [
      "breaks off",
      (good) => (_, response) => {
        response.setHeader("content-length", good.length);
        response.write(good.subarray(0, 50), () => response.destroy());
      },
      "SOURCE_UNREACHABLE",
    ],
    ["is gone", () => (_, response) => response.writeHead(404).end("not found"), "SOURCE_STATUS"],
    ["is no content", () => (_, response) => response.writeHead(204).end(), "SOURCE_STATUS"],
    ["is only part of it", (good) => (_, response) => response.writeHead(206).end(good), "SOURCE_STATUS"],
    [
      "is elsewhere",
      () => (_, response) => response.writeHead(302, { location: "/other" }).end(),
      "SOURCE_REDIRECT",
    ],
    ["is nowhere: the connection closes", () => (request) => request.socket.destroy(), "SOURCE_UNREACHABLE"],
  ])("%s: it is reported, and the last good one decides", async (_name, make, code) => {
    const good = await signed(10);
    const site = await serve(file(good));
    const timeoutMs = code === "SOURCE_TIMEOUT" ? SHORT : FAST.timeoutMs;
    const policies = source(site.url, { keys, maxBytes: 100_000, timeoutMs });
    const runtime = new ActraRuntime(await policies.start());
    policies.drive(runtime);
    const { activatedAt } = policies.status();
    const made = make(await signed(1));
    site.answer = typeof made === "function" ? made : file(made);
    await until(() => policies.errors.length > 0);
    expect(policies.errors[0]!.error).toMatchObject({ code });
    expect(policies.errors[0]!.status).toMatchObject({ failures: 1, error: { code }, state: "running" });
    expect(limitOf(runtime.policy)).toBe(10);
    expect(policies.status()).toMatchObject({ activatedAt, keyId: "release" });
    await until(() => policies.errors.length > 1);
    expect(policies.status().ageMs).toBeGreaterThan(0);
    site.answer = file(await signed(100));
    await until(() => limitOf(runtime.policy) === 100);
    expect(policies.status().failures).toBe(0);
    expect(policies.status().error).toBe(undefined);
  });

  it("is signed by another key, or refused by the application", async () => {
    const site = await serve(file(await signed(10)));
    const accept = (next: unknown) => limitOf(next as never) !== 1;
    const policies = source(site.url, { keys, accept, intervalMs: 100_000 });
    await policies.start();
    site.answer = file(await signed(1));
    expect(await codeOf(policies.refresh())).toBe("SOURCE_REFUSED");
    expect(limitOf(policies.policy)).toBe(10);
    const strange = source(site.url, { keys: { other: keys.release }, startTimeoutMs: SHORT });
    expect(await strange.start().catch(({ cause }) => cause.code)).toBe("SIGNATURE_KEY_UNKNOWN");
  });

  it("waits for an application that does not answer only so long, and reaches every runtime that can take it", async () => {
    const site = await serve(file(program(10)));
    let answer = async () => true;
    const policies = source(site.url, { accept: () => answer(), intervalMs: 100_000, timeoutMs: SHORT });
    const runtime = new ActraRuntime(await policies.start());
    answer = () => new Promise(() => {});
    site.answer = file(program(1));
    expect(await codeOf(policies.refresh())).toBe("SOURCE_TIMEOUT");
    answer = async () => true;
    const broken = { replacePolicy: () => {} };
    policies.drive(broken);
    policies.drive(runtime);
    broken.replacePolicy = () => {
      throw new TypeError("another copy of the package");
    };
    await expect(policies.refresh()).rejects.toThrow("another copy");
    expect(limitOf(runtime.policy)).toBe(1);
    expect(policies.status()).toMatchObject({ failures: 2, error: { code: "TypeError" } });
  });

  it("does not come after `stop`", async () => {
    const site = await serve(file(program(10)));
    const policies = source(site.url, { intervalMs: 100_000 });
    await policies.start();
    let send = () => {};
    site.answer = (_, response) => {
      send = () => response.end(program(1));
    };
    const pending = codeOf(policies.refresh());
    await until(() => site.requests.length > 1);
    policies.stop();
    expect(await pending).toBe("SOURCE_STOPPED");
    send();
    expect(await codeOf(policies.refresh())).toBe("SOURCE_STOPPED");
    expect(limitOf(policies.policy)).toBe(10);
    expect(policies.errors).toEqual([]);
    expect(policies.status().state).toBe("stopped");
  });

  it("is none that is not modified, when there was nothing before", async () => {
    const site = await serve((_, response) => response.writeHead(304).end());
    expect(await codeOf(source(site.url).refresh())).toBe("SOURCE_STATUS");
  });

  it("is not waited for by a `fetch` that hears of no signal", async () => {
    const policies = source("https://policies.example/a.actra", {
      fetch: () => new Promise(() => {}),
      timeoutMs: 20,
    });
    expect(await codeOf(policies.refresh())).toBe("SOURCE_TIMEOUT");
  });
});

describe("the way to the server", () => {
  it.each([
    "http://policies.example/a.actra",
    "ftp://policies.example/a",
    "https://user:secret@policies.example/",
    "nothing",
  ])("is not %s", (url) => {
    expect(() => source(url)).toThrow(TypeError);
    expect(() => source(url)).not.toThrow("secret");
  });

  it("is http only to this machine, or with keys", () => {
    for (const url of [
      "http://localhost/a",
      "http://127.0.0.1/a",
      "http://[::1]/a",
      "https://policies.example/a",
    ])
      expect(source(url).status().state).toBe("idle");
    expect(source("http://policies.example/a.actra", { keys }).status().state).toBe("idle");
  });

  it("follows redirects where that is wanted", async () => {
    const site = await serve((request, response) => {
      if (request.url === "/moved") file(program(10))(request, response);
      else response.writeHead(307, { location: "/moved" }).end();
    });
    expect(limitOf(await source(site.url, { redirect: "follow" }).start())).toBe(10);
  });

  it("has headers, asked for each time", async () => {
    const site = await serve(file(program(10)));
    let token = 0;
    const policies = source(site.url, { headers: async () => ({ authorization: `Bearer ${++token}` }) });
    await policies.start();
    await until(() => site.requests.length > 2);
    expect(site.requests.map(({ headers }) => headers.authorization).slice(0, 2)).toEqual([
      "Bearer 1",
      "Bearer 2",
    ]);
  });
});

/**
 * `fetch` as platforms have it, of hosts that one server answers for: the whole URL stands in the request's. What is told to
 * `follow` does so unseen.
 */
function platform(site: Site) {
  return async (url: string, init: never): Promise<object> => {
    const { redirect } = init as RequestInit;
    const asked = `${new URL(site.url).origin}/${encodeURIComponent(url)}`;
    const response = await fetch(asked, { ...(init as RequestInit), redirect: "manual" });
    const location = response.headers.get("location");
    if (redirect === "manual" || location === null)
      return Object.defineProperty(response, "url", { value: url });
    const last = await platform(site)(new URL(location, url).href, init);
    return Object.defineProperty(last, "redirected", { value: true });
  };
}

/** The steps by their URLs, and a program where there is none. */
const leading = (steps: Readonly<Record<string, string>>) =>
  serve((request, response) => {
    const location = steps[decodeURIComponent(request.url!.slice(1))];
    if (location === undefined) file(program(10))(request, response);
    else response.writeHead(302, { location }).end("moved");
  });

describe("where redirects lead", () => {
  const start = "https://policies.example/a";
  const follow = (site: Site, options: Partial<UrlSourceOptions> = {}, url = start) =>
    source(url, { redirect: "follow", fetch: platform(site), ...options });
  const asked = ({ requests }: Site) => requests.map(({ url }) => decodeURIComponent(url!.slice(1)));

  it("is followed from step to step, each read from the one before", async () => {
    const site = await leading({
      [start]: "b?c",
      "https://policies.example/b?c": "//other.example/d",
    });
    expect(limitOf(await follow(site).start())).toBe(10);
    expect(asked(site).slice(0, 3)).toEqual([
      start,
      "https://policies.example/b?c",
      "https://other.example/d",
    ]);
  });

  it.each([true, false])("is never away from https, with keys: %s", async (hasKeys) => {
    const site = await leading({
      [start]: "http://hop.example/b",
      "http://hop.example/b": "https://policies.example/c",
    });
    expect(await codeOf(follow(site, hasKeys ? { keys } : {}).refresh())).toBe("SOURCE_REDIRECT");
    const local = await leading({ [start]: "http://localhost/b" });
    expect(await codeOf(follow(local, hasKeys ? { keys } : {}).refresh())).toBe("SOURCE_REDIRECT");
    expect(asked(site)).toEqual([start]);
  });

  it("is where a policy may come from", async () => {
    const near = "http://localhost/a";
    const far = await leading({ [near]: "http://hop.example/b" });
    expect(await codeOf(follow(far, {}, near).refresh())).toBe("SOURCE_REDIRECT");
    expect(await codeOf(follow(far, { keys }, near).refresh())).toBe("SIGNATURE_MISSING");
    for (const location of ["https://ann:secret@policies.example/b", "data:,x", "https://:0:0/"])
      expect(await codeOf(follow(await leading({ [start]: location })).refresh())).toBe("SOURCE_REDIRECT");
  });

  it("gets headers as long as it is the same origin", async () => {
    const site = await leading({
      [start]: "/b",
      "https://policies.example/b": "https://other.example/c",
      "https://other.example/c": "https://policies.example/d",
    });
    const headers = { authorization: "Bearer 1", "x-api-key": "1" };
    const policies = follow(site, { headers });
    await policies.refresh();
    expect(site.requests.map((request) => request.headers.authorization)).toEqual([
      "Bearer 1",
      "Bearer 1",
      undefined,
      undefined,
    ]);
    expect(site.requests.map((request) => request.headers["x-api-key"])).toEqual([
      "1",
      "1",
      undefined,
      undefined,
    ]);
  });

  it("comes to an end", async () => {
    const site = await leading({ [start]: start });
    expect(await codeOf(follow(site).refresh())).toBe("SOURCE_REDIRECT");
    expect(site.requests.length).toBe(11);
  });

  it("is not followed where the platform does not show it", async () => {
    const shown = {
      status: 200,
      redirected: false,
      url: "",
      type: "basic",
      headers: new Headers(),
      body: null,
    };
    const codeAt = (answer: object, redirect: "follow" | "error") =>
      codeOf(source(start, { redirect, fetch: async () => answer }).refresh());
    for (const redirect of ["follow", "error"] as const) {
      const opaque = { ...shown, status: 0, type: "opaqueredirect" };
      expect(await codeAt(opaque, redirect)).toBe("SOURCE_REDIRECT");
      expect(await codeAt({ ...shown, redirected: true, url: start }, redirect)).toBe("SOURCE_REDIRECT");
      expect(await codeAt({ ...shown, url: "http://hop.example/" }, redirect)).toBe("SOURCE_REDIRECT");
    }
  });
});

describe("options", () => {
  it.each([
    { interval: 5 },
    { intervalMs: 0 },
    { intervalMs: Number.NaN },
    { timeoutMs: "1" },
    { timeoutMs: 2 ** 31 },
    { maxBytes: 0 },
    { redirect: "manual" },
    { load: undefined },
    { keys: undefined },
    { keys: "key" },
    Object.create({ keys }),
  ])("that are none are TypeErrors: %j", (options) => {
    expect(() =>
      urlSource(
        "https://policies.example/a",
        Object.assign(options, "load" in options ? {} : { load: Actra.load }),
      ),
    ).toThrow(TypeError);
  });
});

describe("the pace", () => {
  const timing = { intervalMs: 60_000, maxBackOffMs: 120_000, timeoutMs: 1, startTimeoutMs: 1 };
  const range = (failures: number, error?: unknown) =>
    [0, 0.999_999].map((chance) => Math.round(delayAfter(failures, error, timing, () => chance) / 100) / 10);

  it("is even with a little chance, and slows down while looks fail", () => {
    expect([0, 1, 2, 3, 8, 100].map((failures) => range(failures))).toEqual([
      [54, 66],
      [0.5, 1],
      [1, 2],
      [2, 4],
      [60, 120],
      [60, 120],
    ]);
  });

  it("is what the server asks for, within bounds", () => {
    const wanting = (retryAfterMs: number) => new ActraSourceError("SOURCE_STATUS", "", { retryAfterMs });
    expect(range(1, wanting(30_000))).toEqual([30, 30]);
    expect(range(1, wanting(1e9))).toEqual([120, 120]);
    expect(delayAfter(0, undefined, { ...timing, intervalMs: 2 ** 31 - 1 }, () => 1)).toBe(2 ** 31 - 1);
  });

  it("hears of `Retry-After`", async () => {
    const site = await serve((_, response) => response.writeHead(429, { "retry-after": "7" }).end());
    const failure = await source(site.url)
      .refresh()
      .catch((error) => error);
    expect(failure).toMatchObject({ code: "SOURCE_STATUS", retryAfterMs: 7000 });
  });
});

describe("who listens", () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  afterEach(() => warn.mockClear());

  it("may throw, and changes nothing", async () => {
    const site = await serve(file(program(10)));
    const fail = () => {
      throw new Error("a listener's own");
    };
    const policies = source(site.url, { onUpdate: fail, onError: fail });
    expect(limitOf(await policies.start())).toBe(10);
    site.answer = (_, response) => response.writeHead(500).end();
    await until(() => policies.status().failures > 1);
  });

  it("is the console, once, when nobody is named", async () => {
    const site = await serve((_, response) => response.writeHead(500).end());
    const policies = urlSource(site.url, { load: EngineActra.load, ...FAST, startTimeoutMs: SHORT });
    await policies.start().catch(() => {});
    expect(warn).toHaveBeenCalledTimes(1);
  });
});

describe("a process", () => {
  it("ends though a source still looks", async () => {
    const site = await serve(file(program(10)));
    const script = `import { Actra, urlSource } from "./src/index.ts";
      console.log((await urlSource(${JSON.stringify(site.url)}, { load: Actra.load }).start()).policyHash().length);`;
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script], {
      cwd: new URL("../..", import.meta.url).pathname,
    });
    let printed = "";
    child.stdout.on("data", (part) => (printed += part));
    child.stderr.on("data", (part) => (printed += part));
    const code = await new Promise((done) => child.on("exit", done));
    expect([printed, code]).toEqual(["64\n", 0]);
  });
});
