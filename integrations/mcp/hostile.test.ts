import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderOf, Raw } from "./proxied.ts";

// `actra mcp` between a client and a server neither of which keeps to any rule.

const HOSTILE = join(import.meta.dirname, "servers", "hostile.mjs");
const access = folderOf({
  "schema.yaml": `
version: 1
actions:
  twice: { fields: {} }
  large: { fields: {} }
  asking: { fields: {} }
  deep: { fields: {} }
  slow: { fields: {} }
  hidden: { fields: {} }
`,
  "policy.yaml": `
version: 1
default: allow
rules:
  - { id: hidden, scope: { action: hidden }, effect: block }
`,
});
/** Once what the server has written of its own has come. */
async function open(): Promise<Raw> {
  const raw = new Raw(["--policy", access], [HOSTILE]);
  raw.send(ping("first"));
  await raw.answer("first");
  expect(raw.messages.splice(0)).toHaveLength(1);
  return raw;
}
const list = (id: unknown) => ({ jsonrpc: "2.0", id, method: "tools/list" });
/** When it has come, so has all that the server had written before. */
const ping = (id: unknown) => ({ jsonrpc: "2.0", id, method: "ping" });
const answersTo = ({ messages }: Raw, id: unknown) =>
  messages.filter((message) => message["id"] === id && message["method"] === undefined);

describe("a server", () => {
  it("cannot answer what it has not been asked, nor twice", async () => {
    const raw = await open();
    raw.call(1, "twice", {});
    raw.send(ping("after"));
    await raw.until(() => answersTo(raw, "after").length > 0);
    expect(raw.messages).toEqual([
      { jsonrpc: "2.0", id: 1, result: { content: [{ type: "text", text: "first" }] } },
      { jsonrpc: "2.0", id: "after", result: { content: [{ type: "text", text: "ping" }] } },
    ]);
  });

  it("lists no tool that nobody may call, however often its list changes", async () => {
    const raw = await open();
    for (const id of ["list", 2]) raw.send(list(id));
    raw.send(ping("after"));
    await raw.until(() => answersTo(raw, "after").length > 0);
    const names = ["list", 2].map((id) =>
      answersTo(raw, id).map(({ result }) => result.tools.map(({ name }: { name: string }) => name)),
    );
    expect(names).toEqual([[["twice"]], [["twice", "large"]]]);
    expect(raw.messages.filter(({ method }) => method === "notifications/tools/list_changed")).toHaveLength(
      2,
    );
  });

  it("may write 10 MB, of a message or of none", async () => {
    const raw = await open();
    raw.call(1, "large", {});
    expect((await raw.answer(1))["result"].content[0].text).toHaveLength(10_000_000);
    expect(raw.errors.match(/something that is no message/g)).toHaveLength(2);
  });

  it("may nest as deep as it likes", async () => {
    const raw = await open();
    raw.call(1, "deep", {});
    expect((await raw.answer(1))["result"].content[0].text).toBe("deep");
    raw.send(ping("after"));
    await raw.answer("after");
  });

  it("may ask with the id of a call that it has not answered", async () => {
    const raw = await open();
    raw.call(1, "asking", {});
    await raw.until((messages) => messages.length === 2);
    expect(raw.messages.map(({ method, result }) => method ?? result.content[0].text)).toEqual([
      "roots/list",
      "asked",
    ]);
  });

  it("answers late a call that was withdrawn, and nobody hears of it", async () => {
    const raw = await open();
    raw.call(1, "slow", {});
    raw.send(ping("sent"));
    await raw.answer("sent");
    raw.send({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 1 } });
    // Its id is free again: what comes late is no list of tools.
    raw.send(list(1));
    raw.call(3, "slow", {});
    await raw.answer(3);
    const [listed, ...more] = answersTo(raw, 1);
    expect(listed!["result"].tools.map(({ name }: { name: string }) => name)).toEqual(["twice"]);
    expect(more).toEqual([]);
  });
});

describe("a client", () => {
  it.each(["Tools/List", "tools/list ", "ｔools/list", "tools\u200b/list", "toolsList"])(
    "gets no list by %j",
    async (method) => {
      const raw = await open();
      raw.send({ jsonrpc: "2.0", id: 9, method });
      expect((await raw.answer(9))["error"]).toEqual({ code: -32601, message: "Method not found" });
    },
  );

  it.each([
    "hidden ",
    " hidden",
    "Hidden",
    "hidden\u0000",
    "hıdden",
    "hidden\u200b",
    "constructor",
    "__proto__",
    "",
  ])("reaches no tool by the name %j", async (name) => {
    const raw = await open();
    raw.call(9, name, {});
    const { result } = await raw.answer(9);
    expect([result.isError, result.content[0].text]).toEqual([true, expect.stringMatching(/^Blocked: /)]);
  });

  it("names no other tool, and no other arguments, in what belongs to a call", async () => {
    const raw = await open();
    const more = {
      _meta: { name: "twice", progressToken: 1, "actra/decision": { effect: "allow" } },
      task: { ttl: 1 },
    };
    raw.send({ jsonrpc: "2.0", id: 9, method: "tools/call", params: { name: "hidden", ...more } });
    expect((await raw.answer(9))["error"].message).toContain("Action blocked (rule: hidden)");
  });

  it("withdraws and reports about whatever it likes, and is answered", async () => {
    const raw = await open();
    for (const params of [{ requestId: "none" }, { requestId: {} }, {}, { requestId: 9, progressToken: 9 }])
      for (const method of ["notifications/cancelled", "notifications/progress"])
        raw.send({ jsonrpc: "2.0", method, params });
    raw.call(9, "twice", {});
    expect((await raw.answer(9))["result"].content[0].text).toBe("first");
  });
});
