import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterEach, describe, expect, it } from "vitest";
import { folderOf } from "../mcp/proxied.ts";
import { SCENARIO, SINGLE } from "./scenario.ts";
import { type Served, served } from "./serving.ts";

// `actra serve` as a process: who may ask, what it cuts off, how it ends.

const KEY = "correct-horse-battery-staple";
const access = folderOf(SCENARIO);
const beside = folderOf({ "keys.txt": `${KEY}\nanother-key-of-somebody\n`, "short.txt": "short\n" });
const keys = ["--api-keys", join(beside, "keys.txt")];
const running: Served[] = [];
afterEach(() => running.splice(0).forEach(({ process }) => process.kill("SIGKILL")));

async function start(...words: readonly string[]): Promise<Served> {
  const server = await served([access, ...words]);
  running.push(server);
  return server;
}

const ask = (url: string, headers: Record<string, string> = {}, body: unknown = SINGLE[0]![0]) =>
  fetch(`${url}/access/v1/evaluation`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

describe("who may ask", () => {
  it("is anybody on this machine, by its own name", async () => {
    const { url } = await start();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    for (const [body, decision] of SINGLE)
      expect(await (await ask(url, {}, body)).json()).toMatchObject({ decision });
    const named = await raw(
      url,
      "GET /.well-known/authzen-configuration HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    );
    expect(named).toMatch(/^HTTP\/1\.1 403 /);
    for (const host of [
      "localhost.evil.example",
      "127.0.0.1.evil.example",
      "127.0.0.1@evil.example",
      "evil.example#127.0.0.1",
    ])
      expect(await raw(url, `GET /metrics HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 40[03] /,
      );
  });

  it("is no page of another machine", async () => {
    const { url } = await start();
    for (const origin of ["https://evil.example", "http://localhost.evil.example", "null", "localhost"])
      expect((await ask(url, { origin })).status).toBe(403);
    for (const origin of ["http://localhost:3000", "http://127.0.0.1", "http://[::1]:8080"])
      expect((await ask(url, { origin })).status).toBe(200);
  });

  it("is nobody else without authentication", async () => {
    await expect(start("--host", "0.0.0.0")).rejects.toThrow(
      "without authentication only this machine may ask",
    );
    const { url } = await start("--host", "0.0.0.0", ...keys);
    expect((await ask(url.replace("0.0.0.0", "127.0.0.1"))).status).toBe(401);
  });

  it("is whoever has a key", async () => {
    const { url } = await start(...keys);
    for (const headers of [{ authorization: `Bearer ${KEY}` }, { "x-api-key": "another-key-of-somebody" }])
      expect((await ask(url, headers)).status).toBe(200);
    for (const headers of [
      {},
      { authorization: KEY },
      { authorization: "Bearer " },
      { "x-api-key": `${KEY}x` },
    ]) {
      const response = await ask(url, headers as Record<string, string>);
      expect([response.status, response.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
    }
    expect((await fetch(`${url}/metrics`)).status).toBe(401);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await expect(start("--api-keys", join(beside, "short.txt"))).rejects.toThrow("at least 16 characters");
  });

  it("is whoever has a token", async () => {
    const { publicKey, privateKey } = await generateKeyPair("ES256");
    const jwk = { ...(await exportJWK(publicKey)), kid: "k1", alg: "ES256" };
    const jwks = join(beside, "jwks.json");
    writeFileSync(jwks, JSON.stringify({ keys: [jwk] }));
    const token = (claims: object, key: CryptoKey | Uint8Array = privateKey, alg = "ES256") =>
      new SignJWT({ iss: "me", aud: "actra", exp: Date.now() / 1000 + 60, ...claims })
        .setProtectedHeader({ alg, kid: "k1" })
        .sign(key);
    const { url } = await start("--jwks", jwks, "--issuer", "me", "--audience", "actra");
    const statusOf = async (value: string) => (await ask(url, { authorization: `Bearer ${value}` })).status;
    expect(await statusOf(await token({}))).toBe(200);
    const other = await generateKeyPair("ES256");
    for (const bad of [
      await token({ exp: 1 }),
      await token({ exp: undefined }),
      await token({ iss: "you" }),
      await token({ aud: "others" }),
      await token({}, other.privateKey),
      await token({}, new TextEncoder().encode(JSON.stringify(jwk).padEnd(64)), "HS256"),
      `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from('{"iss":"me","aud":"actra","exp":9999999999}').toString("base64url")}.`,
      "x",
    ])
      expect(await statusOf(bad)).toBe(401);
    await expect(start("--jwks", jwks)).rejects.toThrow("`--jwks` goes with `--issuer` and `--audience`");
  });
});

describe("the server", () => {
  it("counts what it has done", async () => {
    const { url } = await start();
    for (const [body] of SINGLE) await ask(url, {}, body);
    await ask(url, {}, { made: "up" });
    await fetch(`${url}/made/up`);
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toMatch(/^actra_decisions_total\{effect="allow"\} 8$/m);
    expect(text).toMatch(/^actra_decisions_total\{effect="block"\} 3$/m);
    expect(text).toContain(
      'actra_http_request_duration_seconds_count{path="/access/v1/evaluation",status="400"} 1',
    );
    expect(text).toContain('actra_http_request_duration_seconds_count{path="(other)",status="404"} 1');
    expect(text).toContain("process_resident_memory_bytes");
  });

  it("takes state and mapping from files, and writes decisions down", async () => {
    const folder = folderOf({
      "schema.yaml":
        "{ version: 1, actions: { go: { fields: { ip: ip } } }, actor: { fields: { id: string } }, snapshot: { fields: { open: boolean, day: string } } }",
      "policy.yaml":
        '{ version: 1, default: block, rules: [{ id: r, scope: { action: go }, when: snapshot.open && snapshot.day == "fri" && action.ip.inCidr("10.0.0.0/8"), effect: allow }] }',
    });
    const extra = folderOf({
      "now.yaml": "{ open: true, day: mon }",
      "mapping.yaml":
        "{ action: { ip: context.ip }, actor: { id: subject.id }, snapshot: { day: context.day } }",
    });
    const log = join(extra, "log.jsonl");
    const server = await served([
      folder,
      "--snapshot",
      join(extra, "now.yaml"),
      "--mapping",
      join(extra, "mapping.yaml"),
      "--log",
      log,
    ]);
    running.push(server);
    const body = {
      subject: { type: "u", id: "a" },
      action: { name: "go" },
      resource: { type: "r", id: "1" },
    };
    const of = async (context: object) =>
      (await (await ask(server.url, {}, { ...body, context })).json()) as object;
    expect(await of({ ip: "10.1.1.1", day: "fri", open: false })).toEqual({ decision: true });
    expect(await of({ ip: "10.1.1.1" })).toMatchObject({ decision: false });
    server.process.kill("SIGTERM");
    expect(await server.ended).toBe(0);
    expect(readFileSync(log, "utf8").trim().split("\n")).toHaveLength(2);
  });

  it.each([
    [
      "a mapping that leads nowhere",
      { mapping: "{ action: { x: context.x } }" },
      "`action.x` is no field of the schema",
    ],
    ["no mapping", { mapping: "{ actions: {} }" }, "`actions` is no option"],
  ])("does not start with %s", async (_, { mapping }, text) => {
    const folder = folderOf({ "mapping.yaml": mapping });
    await expect(start("--mapping", join(folder, "mapping.yaml"))).rejects.toThrow(text);
  });

  it("cuts off who sends slowly, and answers the others", async () => {
    const { url } = await start();
    const begun = Date.now();
    const slow = raw(url, "POST /access/v1/evaluation HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Ty");
    const silent = raw(url, "");
    expect((await ask(url)).status).toBe(200);
    expect(await slow).toMatch(/^HTTP\/1\.1 408 /);
    await silent;
    expect(Date.now() - begun).toBeLessThan(20_000);
  });

  it("answers what has come before it ends", async () => {
    const folder = folderOf({
      "r.mjs": "export const snapshot = () => new Promise((go) => setTimeout(go, 700, {}));\n",
    });
    const { url, process, ended } = await start("--resolvers", join(folder, "r.mjs"));
    const asked = ask(url);
    await new Promise((resolve) => setTimeout(resolve, 300));
    process.kill("SIGTERM");
    expect(await (await asked).json()).toEqual({ decision: true });
    expect(await ended).toBe(0);
    await expect(ask(url)).rejects.toThrow();
  });
});

it("answers Python, by its standard library alone", async () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/authzen.md"), "utf8");
  const [, code] = /```python\n([\s\S]*?)```/.exec(page)!;
  const script = join(folderOf({ "ask.py": code! }), "ask.py");
  const { url } = await start(...keys);
  const { stdout } = await promisify(execFile)("python3", [script, url, KEY]);
  expect(stdout).toBe("read allowed\nwrite denied\n");
  await expect(promisify(execFile)("python3", [script, url, "wrong"])).rejects.toThrow("HTTP Error 401");
});

/** Sends this, and gives what comes until the server closes. */
function raw(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => text !== "" && socket.write(text));
    socket.on("data", (chunk) => (answer += chunk));
    socket.on("error", () => resolve(answer));
    socket.on("close", () => resolve(answer));
  });
}
