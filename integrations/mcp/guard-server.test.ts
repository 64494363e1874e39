import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema, ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { Actra, ActraRuntime } from "actra";
import { guardServer, guardTransport } from "actra/mcp";
import { describe, expect, it } from "vitest";
import { answersTo, call, connected, newServer, newWorld, policy, SCHEMA, textOf } from "./fixture.ts";

// A policy before a server of the official SDK, asked by the SDK's own client.

const CARD = "4111-1111";

/** What a tool gets of which a rule reads one argument alone; with `pass`, whatever nobody declares too. */
async function sentTo(more: object, pass?: true) {
  const schema = `
version: 1
actions:
  send:
    fields:
      to: string
      note: string?
      flag: boolean?
      size: { type: string, optional: true, enum: [s, m] }
      tags: "string[]?"
      cust: { optional: true, fields: { c: string? } }
      lines: { optional: true, items: { fields: { sku: string } } }
`;
  const text =
    '{ version: 1, rules: [{ id: r, scope: { action: send }, when: action.to == "x", effect: block }] }';
  const ran: unknown[] = [];
  const server = new Server({ name: "mail", version: "1.0.0" }, { capabilities: { tools: {} } });
  server.setRequestHandler(CallToolRequestSchema, ({ params }) => {
    ran.push(params.arguments);
    return { content: [{ type: "text", text: "sent" }] };
  });
  const runtime = new ActraRuntime(Actra.compile({ schema, policy: text }));
  guardServer(server, runtime, pass && { tools: { send: { action: "send", pass } } });
  const [answer] = await answersTo(server, [call(1, "send", { to: "me", ...more })]);
  return { ran, text: textOf((answer as unknown as { result: unknown }).result) };
}

/** What passes where all may. */
const PASSED = [expect.objectContaining({ to: "me" })];

describe("a call", () => {
  it("runs the tool when the policy allows it, with what was decided on", async () => {
    const world = newWorld();
    const client = await connected(world);
    const result = await client.callTool({ name: "refund", arguments: { amount: 5, card: CARD } });
    expect(result.isError).toBeUndefined();
    expect(world.ran).toEqual([{ name: "refund", args: { amount: 5, card: CARD } }]);
    await expect
      .poll(() => world.events.map(({ outcome, decision }) => outcome?.ended ?? decision?.effect))
      .toEqual(["allow", "returned"]);
  });

  it("that is blocked is an error which a model can read, without what is sensitive", async () => {
    const world = newWorld();
    const client = await connected(world);
    const result = await client.callTool({ name: "refund", arguments: { amount: 5000, card: CARD } });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toContain("Action blocked");
    expect(result._meta).toEqual({ "actra/decision": { effect: "block", matched_rule: "" } });
    expect(JSON.stringify([result, world.events])).not.toContain(CARD);
    expect(world.ran).toEqual([]);
  });

  it("says the reason and the rule", async () => {
    const client = await connected(newWorld({ snapshot: () => ({ frozen: true }) }));
    const result = await client.callTool({ name: "refund", arguments: { amount: 5, card: CARD } });
    expect(textOf(result)).toBe(
      "Action blocked (rule: frozen): Refunds are frozen. Trying again will not help.",
    );
  });

  it.each([
    ["a wrong type", { amount: "ten", card: CARD }, "`action.amount`: expected a finite number"],
    ["an argument that nobody declares", { amount: 5, card: CARD, force: true }, "`force`"],
    ["another case of one", { amount: 5, card: CARD, Amount: 5000 }, "`Amount`"],
    [
      "one inside of another",
      { amount: 5, card: CARD, customer: { country: "DE", vip: true } },
      "`customer.vip`",
    ],
    ["one called like the action's own field", { amount: 5, card: CARD, type: "note" }, "`type`"],
  ])("with %s does not run", async (_, given, text) => {
    const world = newWorld();
    const client = await connected(world);
    const result = await client.callTool({ name: "refund", arguments: given });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toContain(text);
    expect(textOf(result)).not.toContain(CARD);
    expect(world.ran).toEqual([]);
    expect(world.events.map(({ error }) => error?.code)).toEqual([expect.stringMatching(/^INPUT_/)]);
  });

  it.each<[object, string?]>([
    [{ note: { evil: 1 } }, "action.note"],
    [{ note: ["x"] }, "action.note"],
    [{ flag: "yes" }, "action.flag"],
    [{ size: "large" }, "action.size"],
    [{ tags: "x" }, "action.tags"],
    [{ tags: ["x", { evil: 1 }] }, "action.tags[1]"],
    [{ tags: [null] }, "action.tags[0]"],
    [{ cust: "x" }, "action.cust"],
    [{ cust: [{ c: "x" }] }, "action.cust"],
    [{ cust: [[{ evil: 1 }]] }, "action.cust"],
    [{ cust: { c: [{ evil: 1 }] } }, "action.cust.c"],
    [{ cust: { evil: 1 } }, "cust.evil"],
    [{ lines: { evil: 1 } }, "action.lines"],
    [{ lines: [[{ evil: 1 }]] }, "action.lines[0]"],
    [{ lines: [{ sku: "a" }, { sku: "b", evil: 1 }] }, "lines.evil"],
    [{ lines: [{ sku: { evil: 1 } }] }, "action.lines[0].sku"],
    [{ note: "x", flag: true, size: "s", tags: ["x"], cust: { c: null }, lines: [{ sku: "a" }] }],
    [{ note: null, flag: null, size: null, tags: null, cust: null, lines: null }],
    [{}],
  ])("has the shapes that are declared, of what no rule reads too: %j", async (more, wrong) => {
    const sent = await sentTo(more);
    const passing = await sentTo(more, true);
    if (wrong === undefined) {
      for (const { ran } of [sent, passing]) expect(ran).toEqual([{ to: "me", ...more }]);
      return;
    }
    expect(sent).toEqual({ ran: [], text: expect.stringContaining(`\`${wrong}\``) });
    // Whatever else may pass, what is declared is what it is declared as.
    expect(passing.ran).toEqual(wrong.startsWith("action.") ? [] : PASSED);
  });

  it("passes arguments that somebody has said no policy needs, but no second spelling", async () => {
    const world = newWorld(
      {},
      { tools: { refund: { action: "refund", pass: ["force", "customer.vip", "AMOUNT"] } } },
    );
    const client = await connected(world);
    const given = { amount: 5, card: CARD, force: true, customer: { country: "DE", vip: true } };
    await client.callTool({ name: "refund", arguments: given });
    expect(world.ran).toEqual([{ name: "refund", args: given }]);
    const twin = await client.callTool({ name: "refund", arguments: { ...given, AMOUNT: 1e6 } });
    expect(twin.isError).toBe(true);
  });

  it("goes by the mapping of its tool, and of its arguments", async () => {
    const world = newWorld({}, { tools: { read: { action: "files.read", fields: { type: "kind" } } } });
    const client = await connected(world);
    const good = await client.callTool({ name: "read", arguments: { path: "docs/a.md", type: "text" } });
    expect(good.isError).toBeUndefined();
    expect(world.ran).toEqual([{ name: "read", args: { path: "docs/a.md", type: "text" } }]);
    expect(world.events[0]!.action).toEqual({ type: "files.read", path: "docs/a.md", kind: "text" });
    for (const given of [{ path: "src/a.ts" }, { path: "docs/a.md", kind: "text" }])
      expect((await client.callTool({ name: "read", arguments: given })).isError).toBe(true);
    expect(world.ran).toHaveLength(1);
  });

  it.each([true, ["path"]] as const)(
    "takes no argument that passes (%j) for the field that another one is",
    async (pass) => {
      const tools = { read: { action: "files.read", fields: { file: "path" }, pass } };
      const { server, ran, events } = newWorld({}, { tools });
      await answersTo(server, [
        call(1, "read", { file: "secrets", path: "docs/a.md" }),
        call(2, "read", { path: "docs/a.md", file: "secrets" }),
      ]);
      expect(ran).toEqual([]);
      expect(events.map(({ action }) => action)).toEqual([
        { type: "files.read", path: "secrets" },
        { type: "files.read", path: "secrets" },
      ]);
    },
  );

  it("goes by a prefix", async () => {
    const world = newWorld({}, { prefix: "files." });
    const client = await connected(world);
    expect((await client.callTool({ name: "read", arguments: { path: "docs/a" } })).isError).toBeUndefined();
    expect((await client.callTool({ name: "note", arguments: { text: "x" } })).isError).toBe(true);
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(["read"]);
  });

  it("of a tool that the policy does not declare is blocked, also where it evaluates what it does not know", async () => {
    for (const unknown_action of ["reject", "evaluate"]) {
      const ran: unknown[] = [];
      const lax = Actra.compile({
        schema: SCHEMA,
        policy: `{ version: 1, unknown_action: ${unknown_action}, rules: [] }`,
      });
      const server = guardServer(newServer(ran), new ActraRuntime(lax));
      const client = await connected({ server });
      const result = await client.callTool({ name: "undeclared", arguments: {} });
      expect(textOf(result)).toBe("Blocked: the policy declares no action for the tool `undeclared`.");
      expect(ran).toEqual([]);
    }
  });

  it("is an error when a resolver fails, and says nothing of why", async () => {
    const world = newWorld({ snapshot: () => Promise.reject(new Error("db 10.0.0.7 is down")) });
    const client = await connected(world);
    const result = await client.callTool({ name: "refund", arguments: { amount: 5, card: CARD } });
    expect(textOf(result)).toBe("Not run: the policy could not be asked.");
    expect(world.events.map(({ error }) => error?.code)).toEqual(["RESOLVER_FAILED"]);
    expect(world.ran).toEqual([]);
  });

  it("says nothing of an actor that is none", async () => {
    const client = await connected(newWorld({ actor: () => ({ id: "agent-7", role: 17 }) }));
    const result = await client.callTool({ name: "drop_database", arguments: {} });
    expect(textOf(result)).toBe("Not run: the policy could not be asked.");
  });

  it("runs in audit mode, whatever it is", async () => {
    const world = newWorld({ mode: "audit" });
    const client = await connected(world);
    for (const [name, given] of [
      ["refund", { amount: 5000, card: CARD }],
      ["refund", { amount: 5, card: CARD, force: true }],
      ["undeclared", {}],
    ] as const)
      expect((await client.callTool({ name, arguments: given })).isError).toBeUndefined();
    expect(world.ran).toHaveLength(3);
    expect((await client.listTools()).tools).toHaveLength(5);
    const told = world.events.filter(({ outcome }) => outcome === undefined);
    expect(told.map(({ mode, decision, error }) => [mode, decision?.effect ?? error?.code])).toEqual([
      ["audit", "block"],
      ["audit", "INPUT_ARGUMENTS"],
      ["evaluate", "INPUT_ACTION"],
    ]);
  });

  it("is asked about with its own context, many at once", async () => {
    const seen: unknown[] = [];
    const world = newWorld({
      snapshot: async (context: { tool: string; client: { name: string } }, { action }) => {
        await new Promise((resolve) => setTimeout(resolve, 3 * Math.random()));
        seen.push([context.tool, context.client.name, action.type]);
        return { frozen: action["amount"] === 7 };
      },
    });
    const client = await connected(world);
    const results = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        client.callTool({ name: "refund", arguments: { amount: i % 10, card: CARD } }),
      ),
    );
    expect(results.map(({ isError }) => isError === true)).toEqual(results.map((_, i) => i % 10 === 7));
    expect(world.ran.map((each) => (each as { args: { amount: number } }).args.amount)).toEqual(
      results.map((_, i) => i % 10).filter((amount) => amount !== 7),
    );
    expect(new Set(seen.map(String))).toEqual(new Set(["refund,test,refund"]));
  });
});

describe("the list of tools", () => {
  it("has what the actor could ever be allowed", async () => {
    const of = async (role: string) => {
      const client = await connected(newWorld({ actor: () => ({ id: "x", role }) }));
      return (await client.listTools()).tools.map(({ name }) => name);
    };
    expect(await of("support")).toEqual(["refund", "note"]);
    expect(await of("admin")).toEqual(["refund", "note", "drop_database"]);
  });

  it("is an error when nobody knows who asks", async () => {
    const client = await connected(newWorld({ actor: () => Promise.reject(new Error("secret")) }));
    await expect(client.listTools()).rejects.toThrow(
      "the tools cannot be listed: the policy could not be asked",
    );
  });
});

describe("an approval", () => {
  const large = { name: "refund", arguments: { amount: 500, card: CARD } };

  /** A client at which somebody answers. */
  async function asking(answer: unknown, approver: unknown, options: object = {}) {
    const questions: unknown[] = [];
    const world = newWorld(options, { approver: () => approver as never });
    const client = await connected(world, { elicitation: {} });
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      questions.push(params);
      return answer as never;
    });
    return { ...world, client, questions };
  }
  const yes = { action: "accept", content: { approve: true } };

  it("is given by the person at the client, when the policy names them", async () => {
    const { client, questions, ran } = await asking(yes, { id: "ann" });
    expect((await client.callTool(large)).isError).toBeUndefined();
    expect(ran).toHaveLength(1);
    expect(questions).toMatchObject([
      { message: expect.stringContaining('"amount":500,"card":"[redacted]"') },
    ]);
  });

  it("is given by a role that they hold", async () => {
    const { client } = await asking(yes, { id: "bob", roles: ["ann"] });
    expect((await client.callTool(large)).isError).toBeUndefined();
  });

  it.each([
    ["somebody whom the policy does not name", { id: "bob" }, 0],
    ["nobody", undefined, 0],
    ["the one who asks", { id: "agent-7", roles: ["ann"] }, 0],
  ])("of %s is not asked for", async (_, approver, asked) => {
    const { client, questions, ran } = await asking(yes, approver);
    const result = await client.callTool(large);
    expect(textOf(result)).toBe(
      "Action requires approval (rule: large): Large refunds are looked at. It needs an approval by ann, and there is none.",
    );
    expect(questions).toHaveLength(asked);
    expect(ran).toEqual([]);
  });

  it.each([
    { action: "decline" },
    { action: "cancel" },
    { action: "accept", content: { approve: false } },
    { action: "accept", content: { approve: "true" } },
    { action: "accept" },
    { action: "decline", content: { approve: true } },
  ])("is none when the answer is %j", async (answer) => {
    const { client, ran } = await asking(answer, { id: "ann" });
    expect((await client.callTool(large)).isError).toBe(true);
    expect(ran).toEqual([]);
  });

  it("is none where the client cannot ask", async () => {
    const world = newWorld({}, { approver: () => ({ id: "ann" }) });
    expect((await (await connected(world)).callTool(large)).isError).toBe(true);
  });

  it("changes nothing about what has been blocked meanwhile", async () => {
    let frozen = false;
    const { client, ran } = await asking(yes, { id: "ann" }, { snapshot: () => ({ frozen }) });
    client.setRequestHandler(ElicitRequestSchema, () => {
      frozen = true;
      return yes as never;
    });
    expect(textOf(await client.callTool(large))).toContain("rule: frozen");
    expect(ran).toEqual([]);
  });

  it("comes from the runtime where the client has none, and nobody waits behind it", async () => {
    let grant = (_: unknown) => {};
    const world = newWorld({ approve: () => new Promise((resolve) => (grant = resolve as never)) });
    const client = await connected(world);
    const waiting = client.callTool(large);
    expect(
      (await client.callTool({ name: "note", arguments: { text: "meanwhile" } })).isError,
    ).toBeUndefined();
    grant(null);
    expect((await waiting).isError).toBe(true);
  });
});

describe("what no client would send", () => {
  const allowed = { text: "x" };

  it.each([
    ["a batch", [[call(1, "note", allowed)]]],
    ["a notification that looks like a call", [{ ...call(undefined, "drop_database", {}) }]],
    ["a call of another case", [{ ...call(1, "drop_database", {}), method: "Tools/Call" }]],
    ["a call in other letters", [{ ...call(1, "drop_database", {}), method: "ｔools/ｃall" }]],
    ["a call with spaces", [{ ...call(1, "drop_database", {}), method: " tools / call\u0000" }]],
    [
      "an id that is none",
      [call(null, "note", allowed), call({}, "note", allowed), call(1.5, "note", allowed)],
    ],
    [
      "a name that is none",
      [call(1, ["note"], allowed), call(2, undefined, allowed), call(3, { toString: "note" }, {})],
    ],
    ["arguments that are none", [call(1, "note", [allowed]), call(2, "note", "x"), call(3, "note", null)]],
    ["parameters that are none", [{ jsonrpc: "2.0", id: 1, method: "tools/call", params: ["note"] }]],
    [
      "names of every object",
      ["constructor", "__proto__", "toString", "hasOwnProperty"].map((name, i) => call(i, name, {})),
    ],
    ["another version", [{ ...call(1, "note", allowed), jsonrpc: "1.0" }]],
  ])("%s does not run", async (_, messages) => {
    const { server, ran } = newWorld({ actor: () => ({ id: "x", role: "support" }) });
    const answers = await answersTo(server, messages);
    expect(ran).toEqual([]);
    expect(answers.length).toBeGreaterThan(0);
    for (const answer of answers)
      expect("error" in answer || JSON.stringify(answer).includes('"isError":true')).toBe(true);
  });

  it("cannot name a second tool", async () => {
    const { server, ran } = newWorld();
    const more = { Name: "drop_database", tool: "drop_database", _meta: { name: "drop_database" } };
    await answersTo(server, [{ ...call(1, "note", allowed, more), Method: "x", type: "drop_database" }]);
    expect(ran).toEqual([{ name: "note", args: allowed }]);
  });

  it("two calls with one id are one call and an error", async () => {
    const { server, ran } = newWorld({ snapshot: async () => ({ frozen: false }) });
    const answers = await answersTo(server, [
      call(1, "refund", { amount: 5, card: CARD }),
      call(1, "refund", { amount: 6, card: CARD }),
      call("1", "refund", { amount: 7, card: CARD }),
    ]);
    expect(ran.map((each) => (each as { args: { amount: number } }).args.amount)).toEqual([5, 7]);
    expect(answers).toHaveLength(3);
  });

  it("a call that is withdrawn before it is decided never runs", async () => {
    const { server, ran } = newWorld({
      snapshot: () => new Promise((resolve) => setTimeout(resolve, 20, { frozen: false })),
    });
    await answersTo(server, [
      call(1, "refund", { amount: 5, card: CARD }),
      { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 1 } },
      call(2, "note", allowed),
    ]);
    expect(ran).toEqual([{ name: "note", args: allowed }]);
  });
});

describe("guardServer", () => {
  it("takes no server that is connected already, and no mapping that leads nowhere", async () => {
    const server = newServer([]);
    const runtime = new ActraRuntime(policy);
    for (const tools of [
      { read: "files.raed" },
      { read: { action: "files.read", fields: { type: "knid" } } },
    ])
      expect(() => guardServer(server, runtime, { tools })).toThrow(TypeError);
    for (const [options, text] of [
      [{ prefx: "files." }, "`prefx` is no option"],
      [{ prefix: 5 }, "`prefix`"],
      [{ approver: { id: "ann" } }, "`approver`"],
      [{ tools: 5 }, "`tools`"],
      [{ tools: { read: { action: "files.read", pass: [5] } } }, "`read`"],
      [null, "options"],
    ] as const) {
      expect(() => guardServer(server, runtime, options as never)).toThrow(text);
      const [transport] = InMemoryTransport.createLinkedPair();
      expect(() => guardTransport(transport, runtime, options as never)).toThrow(text);
    }
    await server.connect(InMemoryTransport.createLinkedPair()[1]);
    expect(() => guardServer(server, runtime)).toThrow("before it is connected");
  });
});
