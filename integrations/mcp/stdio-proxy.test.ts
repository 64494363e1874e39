import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { describe, expect, it } from "vitest";
import { textOf } from "./fixture.ts";
import { clientOf, EVERYTHING, FILESYSTEM, folderOf, PLAIN, Raw } from "./proxied.ts";

// `actra mcp` before published servers, by the SDK's own client; and before one that breaks in all the ways there are.

const FILES = folderOf({
  "schema.yaml": `
version: 1
actions:
  files.read_text_file: { fields: { path: string, head: number?, tail: number? } }
  files.write_file: { fields: { path: string, content: string } }
  files.list_allowed_directories: { fields: {} }
actor: { fields: { id: string, may_write: boolean } }
`,
  "policy.yaml": `
version: 1
default: block
rules:
  - id: reading
    scope: { action: files.read_text_file }
    when: '!action.path.contains("secret")'
    effect: allow
  - { id: listing, scope: { action: files.list_allowed_directories }, effect: allow }
  - id: writing
    scope: { action: files.write_file }
    when: actor.may_write
    effect: require_approval
    approval: { approvers: [ann] }
`,
});
/** Beside the policy, not in it. */
const BESIDE = folderOf({
  "tools.yaml": "prefix: files.",
  "reader.yaml": "{ id: agent-7, may_write: false }",
  "writer.yaml": "{ id: agent-7, may_write: true }",
  "resolvers.mjs": "export const approver = () => ({ id: 'ann' });\n",
});
const beside = (name: string) => join(BESIDE, name);
const filesWords = (actor: string) => [
  "--policy",
  FILES,
  "--tools",
  beside("tools.yaml"),
  "--actor",
  beside(actor),
];

const OPEN = folderOf({
  "schema.yaml": `
version: 1
actions:
  echo: { fields: { message: string } }
  trigger-long-running-operation: { fields: { duration: number, steps: number } }
  trigger-elicitation-request: { fields: {} }
  note: { fields: { text: string } }
  seen: { fields: {} }
  die: { fields: { code: number } }
  flood: { fields: { count: number } }
  babble: { fields: {} }
  silent: { fields: {} }
  numbers: { fields: {} }
  nothing: { fields: {} }
`,
  "policy.yaml": `
version: 1
default: allow
rules:
  - { id: quiet, scope: { action: note }, when: action.text == "forbidden", effect: block }
  - { id: nothing, scope: { action: nothing }, effect: block }
`,
});

/** Something to read and write in. */
function place(): string {
  const folder = folderOf({ "a.txt": "hello", "secret.txt": "4111" });
  mkdirSync(join(folder, "docs"));
  return folder;
}

describe("before the filesystem server", () => {
  it("decides each call, and lists what the actor may", async () => {
    const folder = place();
    const log = join(folder, "log.jsonl");
    const client = await clientOf([...filesWords("reader.yaml"), "--log", log], [FILESYSTEM, folder]);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(["read_text_file", "list_allowed_directories"]);
    const read = (path: string) => client.callTool({ name: "read_text_file", arguments: { path } });
    expect(textOf(await read(join(folder, "a.txt")))).toBe("hello");
    const secret = await read(join(folder, "secret.txt"));
    expect(secret.isError).toBe(true);
    expect(textOf(secret)).toContain("Action blocked");
    const written = { name: "write_file", arguments: { path: join(folder, "a.txt"), content: "bye" } };
    expect((await client.callTool(written)).isError).toBe(true);
    for (const name of ["move_file", "no_such_tool", "constructor"])
      expect((await client.callTool({ name, arguments: {} })).isError).toBe(true);
    expect(readFileSync(join(folder, "a.txt"), "utf8")).toBe("hello");
    await client.close();
    const lines = readFileSync(log, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(
      lines.map(({ action, decision, error, outcome }) => [
        action.type,
        outcome?.ended ?? decision?.effect ?? error.code,
      ]),
    ).toEqual([
      ["files.read_text_file", "allow"],
      ["files.read_text_file", "returned"],
      ["files.read_text_file", "block"],
      ["files.write_file", "block"],
      ["files.move_file", "INPUT_ACTION"],
      ["files.no_such_tool", "INPUT_ACTION"],
      ["files.constructor", "INPUT_ACTION"],
    ]);
  });

  it("writes after the person at the client has approved it", async () => {
    const folder = place();
    const words = [...filesWords("writer.yaml"), "--resolvers", beside("resolvers.mjs")];
    const client = await clientOf(words, [FILESYSTEM, folder], { elicitation: {} });
    const answers = [true, false];
    client.setRequestHandler(ElicitRequestSchema, () => ({
      action: "accept",
      content: { approve: answers.shift()! },
    }));
    const write = (content: string) =>
      client.callTool({ name: "write_file", arguments: { path: join(folder, "a.txt"), content } });
    expect((await write("approved")).isError).toBeUndefined();
    expect((await write("refused")).isError).toBe(true);
    expect(readFileSync(join(folder, "a.txt"), "utf8")).toBe("approved");
  });

  it("stops nothing in audit mode", async () => {
    const folder = place();
    const log = join(folder, "log.jsonl");
    const client = await clientOf(
      [...filesWords("reader.yaml"), "--audit", "--log", log],
      [FILESYSTEM, folder],
    );
    expect((await client.listTools()).tools.length).toBeGreaterThan(10);
    const result = await client.callTool({
      name: "read_text_file",
      arguments: { path: join(folder, "secret.txt") },
    });
    expect(textOf(result)).toBe("4111");
    await client.close();
    expect(readFileSync(log, "utf8")).toContain('"decision":{"effect":"block","matched_rule":""}');
  });
});

describe("before the everything server", () => {
  it("lets all else through: prompts, resources, progress, questions of the server", async () => {
    const client = await clientOf(["--policy", OPEN], [EVERYTHING, "stdio"], {
      elicitation: {},
      sampling: {},
      roots: {},
    });
    client.setRequestHandler(ElicitRequestSchema, () => ({ action: "decline" }));
    expect((await client.listPrompts()).prompts.length).toBeGreaterThan(2);
    expect((await client.listResources()).resources.length).toBeGreaterThan(2);
    const progress: number[] = [];
    await client.callTool(
      { name: "trigger-long-running-operation", arguments: { duration: 0.2, steps: 4 } },
      undefined,
      { onprogress: (each) => progress.push(each.progress) },
    );
    // The SDK's client takes a notification later than a response that comes with it, and then not at all.
    expect(progress.slice(0, 3)).toEqual([1, 2, 3]);
    const asked = await client.callTool({ name: "trigger-elicitation-request", arguments: {} });
    expect(textOf(asked)).toContain("declin");
    expect(textOf(await client.callTool({ name: "echo", arguments: { message: "x" } }))).toBe("Echo: x");
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain("echo");
    expect((await client.callTool({ name: "get-env", arguments: {} })).isError).toBe(true);
  });
});

describe("before a server that breaks", () => {
  const open = () => new Raw(["--policy", OPEN], [PLAIN]);

  it("answers what a server that dies has left open, and ends", async () => {
    const raw = open();
    raw.call(1, "silent", {});
    raw.send({ jsonrpc: "2.0", id: "two", method: "prompts/list" });
    await raw.until((messages) => messages.length === 1);
    raw.call(3, "die", { code: 7 });
    expect(await raw.ended).toBe(1);
    const error = { code: -32000, message: "the server has ended (exit code 7)" };
    expect(raw.messages.slice(1)).toEqual([1, 3].map((id) => ({ jsonrpc: "2.0", id, error })));
    expect(raw.errors).toBe("the server ended with exit code 7\n");
  });

  it("ends as the server does, and when the client does", async () => {
    const quiet = open();
    quiet.call(1, "die", { code: 0 });
    expect(await quiet.ended).toBe(0);
    const closed = open();
    closed.call(1, "note", { text: "x" });
    closed.process.stdin!.end();
    expect(await closed.ended).toBe(0);
    expect(closed.messages).toHaveLength(1);
    const stopped = open();
    stopped.call(1, "note", { text: "x" });
    await stopped.answer(1);
    stopped.process.kill("SIGTERM");
    expect(await stopped.ended).toBe(0);
  });

  it("says what cannot be started", async () => {
    const folder = folderOf({});
    const raw = new Raw(["--policy", folder], [PLAIN]);
    expect(await raw.ended).toBe(2);
    expect(raw.messages).toEqual([]);
    const nothing = new Raw(["--policy", OPEN, "--", "no-such-command"], []);
    expect(await nothing.ended).toBe(2);
    expect(nothing.errors).toContain("`no-such-command` cannot be started: there is no such command");
  });

  it("loses nothing and changes no order in 10,000 calls at once", async () => {
    const raw = open();
    const count = 10_000;
    for (let i = 0; i < count; i++) raw.call(i, "note", { text: i % 10 === 7 ? "forbidden" : String(i) });
    raw.call(count, "seen", {});
    const { result } = await raw.answer(count);
    const allowed = Array.from({ length: count }, (_, i) => i).filter((i) => i % 10 !== 7);
    expect(JSON.parse(result.content[0].text)).toEqual(allowed.map(String));
    expect(raw.messages).toHaveLength(count + 1);
    const blocked = raw.messages.filter((message) => message["result"].isError).map(({ id }) => id);
    expect(blocked).toEqual(Array.from({ length: count / 10 }, (_, i) => 10 * i + 7));
    expect(raw.messages.filter((message) => !message["result"].isError).map(({ id }) => id)).toEqual([
      ...allowed,
      count,
    ]);
  });

  it("keeps the order where resolvers take their time", async () => {
    const slow = folderOf({
      "r.mjs": "export const snapshot = () => new Promise((go) => setTimeout(go, 20 * Math.random(), {}));\n",
    });
    const raw = new Raw(["--policy", OPEN, "--resolvers", join(slow, "r.mjs")], [PLAIN]);
    for (let i = 0; i < 200; i++) raw.call(i, "note", { text: String(i) });
    raw.call(200, "seen", {});
    const { result } = await raw.answer(200);
    expect(JSON.parse(result.content[0].text)).toEqual(Array.from({ length: 200 }, (_, i) => String(i)));
  });

  it("gives all of a flood, in order", async () => {
    const raw = open();
    raw.call(1, "flood", { count: 50_000 });
    await raw.answer(1);
    const numbers = raw.messages.flatMap(({ params }) => (params === undefined ? [] : [params.data]));
    expect(numbers).toEqual(Array.from({ length: 50_000 }, (_, i) => i));
  });

  it("takes 10 MB, and answers what is longer", async () => {
    const raw = open();
    raw.call(1, "note", { text: "x".repeat(1_000_000) });
    raw.send({ jsonrpc: "2.0", id: 2, method: "prompts/list", params: { x: "y".repeat(10_000_000) } });
    raw.send({ jsonrpc: "2.0", id: 3, method: "prompts/list", params: { x: "y".repeat(11_000_000) } });
    raw.call(4, "note", { text: "z".repeat(2_000_000) });
    raw.call(5, "note", { text: "after" });
    await raw.answer(5);
    expect((await raw.answer(1))["result"].content[0].text).toMatch(/^1000\d\d\d$/);
    expect((await raw.answer(2))["result"]).toEqual({});
    expect((await raw.answer(4))["result"].content[0].text).toContain("at most 1048576 bytes");
    expect(raw.messages.find(({ id }) => id === null)).toEqual({
      jsonrpc: "2.0",
      id: null,
      error: { code: -32700, message: "a message may have 10485760 bytes" },
    });
  });

  it("leaves nothing behind at streams that it had to wait for", async () => {
    const raw = open();
    for (let i = 0; i < 15; i++) {
      raw.call(i, "note", { text: "x".repeat(1_000_000) });
      await raw.answer(i);
    }
    expect(raw.errors).toBe("");
  });

  it("passes over what a server says that is no message, and keeps its numbers", async () => {
    const raw = open();
    raw.call(1, "babble", {});
    await raw.answer(1);
    expect(raw.errors).toContain("the server wrote something that is no message: no JSON object");
    let line = "";
    raw.process.stdout!.on("data", (chunk) => (line += chunk));
    raw.call(2, "numbers", {});
    await raw.answer(2);
    expect(line).toContain("12345678901234567890");
  });

  it("lists no tool of a raw line that it should not", async () => {
    const raw = open();
    raw.send({ jsonrpc: "2.0", id: 1, method: "tools/list" });
    const { result } = await raw.answer(1);
    expect(result.tools.map(({ name }: { name: string }) => name)).toContain("note");
    const none = folderOf({
      "schema.yaml": "{ version: 1, actions: { note: { fields: { text: string } } } }",
      "policy.yaml": "{ version: 1, default: block, rules: [] }",
    });
    const strict = new Raw(["--policy", none], [PLAIN]);
    strict.send({ jsonrpc: "2.0", id: 1, method: "tools/list" });
    expect((await strict.answer(1))["result"].tools).toEqual([]);
  });

  it("stands whatever a client writes, and none of it runs", async () => {
    const raw = open();
    const call = (more: string) => `{"jsonrpc":"2.0","id":1,"method":"tools/call",${more}}`;
    const lines = [
      "",
      "nonsense",
      '{"jsonrpc":"2.0"',
      "[".repeat(200_000),
      `[${call('"params":{"name":"note","arguments":{"text":"batch"}}')}]`,
      call('"params":{"name":"nothing","name":"nothing","arguments":{}}'),
      '{"jsonrpc":"2.0","method":"tools/call","params":{"name":"note","arguments":{"text":"notified"}}}',
      '{"jsonrpc":"2.0","id":1,"method":"TOOLS/CALL","params":{"name":"note","arguments":{"text":"loud"}}}',
      '{"jsonrpc":"2.0","id":1,"method":"tools\\/cal\\u017f"}',
      call('"params":{"name":"note","arguments":{"text":"forbidden","Text":"fine"}}'),
      call('"params":{"name":"note","arguments":{"text":"forbidden"},"Arguments":{"text":"fine"}}'),
      call('"params":{"name":"note","arguments":{"__proto__":{"text":"fine"}}}'),
      call('"params":{"__proto__":{"name":"note"},"arguments":{"text":"inherited"}}'),
      call(
        '"params":{"name":"nothing","arguments":{}},"Params":{"name":"note","arguments":{"text":"other"}}',
      ),
      '{"jsonrpc":"2.0","id":null,"method":"tools/call","params":{"name":"note","arguments":{"text":"null"}}}',
      '{"jsonrpc":"2.0","id":1e400,"method":"tools/call","params":{"name":"note","arguments":{"text":"far"}}}',
      `{"jsonrpc":"2.0","id":1,"method":"x","params":${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}}`,
      '{"jsonrpc":"2.0","id":"actra-1","result":{"action":"accept","content":{"approve":true}}}',
    ];
    for (const line of lines) raw.write(line);
    raw.write(new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]));
    raw.call(99, "note", { text: "still there" });
    raw.call(100, "seen", {});
    const { result } = await raw.answer(100);
    expect(JSON.parse(result.content[0].text)).toEqual(["still there"]);
    expect(raw.process.exitCode).toBeNull();
  });
});

describe("what is written for it", () => {
  it.each([
    ["{ tools: { a: nowhere } }", "`nowhere`"],
    ["{ prefixes: x }", "`prefixes`"],
    ["[]", "has to be a map"],
  ])("%s is refused", async (text, words) => {
    const folder = folderOf({ "tools.yaml": text });
    writeFileSync(join(folder, "x"), "");
    const raw = new Raw(["--policy", OPEN, "--tools", join(folder, "tools.yaml")], [PLAIN]);
    expect(await raw.ended).toBe(2);
    expect(raw.errors).toContain(words);
  });
});
