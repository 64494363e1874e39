import { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { AIMessage, type BaseMessage, ToolMessage } from "@langchain/core/messages";
import { DynamicTool, StructuredTool, tool } from "@langchain/core/tools";
import { governTools } from "actra/langchain";
import { createAgent } from "langchain";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { makeDesk, SECRETS, type User } from "./desk.ts";

/** Calls a tool with each of these at once, and then says that it is done. */
class Scripted extends BaseChatModel {
  readonly #all: readonly Record<string, unknown>[];

  constructor(...all: Record<string, unknown>[]) {
    super({});
    this.#all = all;
  }

  _llmType() {
    return "scripted";
  }

  override bindTools() {
    return this as never;
  }

  async _generate(messages: BaseMessage[]) {
    const isDone = messages.some((message) => ToolMessage.isInstance(message));
    const calls = this.#all.map((args, i) => ({
      name: "refund",
      args,
      id: `call-${i}`,
      type: "tool_call" as const,
    }));
    const message = isDone ? new AIMessage("done") : new AIMessage({ content: "", tool_calls: calls });
    return { generations: [{ text: "", message }] };
  }
}

const ANN: User = { user: "ann" };

function refundOf(desk: ReturnType<typeof makeDesk>) {
  return tool((input) => desk.refund(input), {
    name: "refund",
    description: "gives money back",
    schema: z.object({ amount: z.any().optional(), card: z.string().optional() }),
  });
}

/** What the agent's model is told. */
async function told(desk: ReturnType<typeof makeDesk>, args: Record<string, unknown>, context?: User) {
  const tools = governTools([refundOf(desk)], desk.runtime);
  const agent = createAgent({
    model: new Scripted(args),
    tools: [...tools],
    contextSchema: z.looseObject({}),
  });
  const { messages } = await agent.invoke(
    { messages: "go" },
    context === undefined ? {} : { context: { ...context } },
  );
  return messages.find((message) => ToolMessage.isInstance(message))!.content;
}

beforeAll(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

describe("governTools in an agent", () => {
  it("runs what is allowed, with the context of the agent inside", async () => {
    const desk = makeDesk();
    expect(await told(desk, { amount: 5, card: "s3cr3t", type: "ping" }, ANN)).toBe("refunded");
    expect(desk.ran).toEqual([{ amount: 5, card: "s3cr3t" }]);
    expect(new Set(desk.actors())).toEqual(new Set(["ann"]));
    expect(JSON.stringify(desk.events)).not.toMatch(SECRETS);
  });

  it.each([
    [{ amount: 2000 }, "not run: blocked by policy (rule: large): Refunds above 1000 are never automatic"],
    [{ amount: 5, card: "s3cr3t-stolen" }, "not run: blocked by policy (rule: stolen)"],
    [{ amount: 500 }, "not run: this call requires an approval, and there is none (rule: medium)"],
    [{ amount: "5" }, 'not run: bad input, `action.amount`: expected a finite number, received string "5"'],
    [{}, "not run: blocked by policy (rule: large): Refunds above 1000 are never automatic"],
  ])("tells the model why %j does not run", async (args, text) => {
    const desk = makeDesk();
    expect(await told(desk, args, ANN)).toBe(text);
    expect(desk.ran).toEqual([]);
  });

  it("decides each of the calls that a model makes at once", async () => {
    const desk = makeDesk();
    const amounts = [5, 2000, 500, 6, "7", 2001];
    const model = new Scripted(...amounts.map((amount) => ({ amount })));
    const tools = governTools([refundOf(desk)], desk.runtime, { context: () => ANN });
    const { messages } = await createAgent({ model, tools: [...tools] }).invoke({ messages: "go" });
    const results = messages.flatMap((message) => (ToolMessage.isInstance(message) ? [message] : []));
    expect(results.map(({ tool_call_id, content }) => [tool_call_id, content === "refunded"])).toEqual(
      amounts.map((amount, i) => [`call-${i}`, amount === 5 || amount === 6]),
    );
    expect(desk.ran).toEqual([{ amount: 5 }, { amount: 6 }]);
  });

  it("stops where a resolver fails, and says nothing of why", async () => {
    const desk = makeDesk();
    const text = "not run: it could not be decided whether this call may run";
    expect(await told(desk, { amount: 5 }, { ...ANN, fail: true })).toBe(text);
    expect(await told(desk, { amount: 5 })).toBe(text);
    expect(desk.ran).toEqual([]);
  });

  it("takes the context around the agent where it has none of its own", async () => {
    const desk = makeDesk();
    await desk.runtime.run({ user: "eve" }, () => told(desk, { amount: 5 }));
    expect(new Set(desk.actors())).toEqual(new Set(["eve"]));
  });

  it("lets all pass in audit mode, and tells observers", async () => {
    const desk = makeDesk({ mode: "audit" });
    for (const amount of [2000, 500, "5"]) expect(await told(desk, { amount }, ANN)).toBe("refunded");
    expect(desk.effects()).toEqual(["block", "require_approval", "INPUT_TYPE"]);
  });

  it("keeps the contexts of agents that run at once apart", async () => {
    const desk = makeDesk();
    const users = Array.from({ length: 20 }, (_, i) => `user-${"x".repeat(i)}`);
    await Promise.all(users.map((user, i) => told(desk, { amount: i }, { user })));
    const first = desk.events.filter(
      ({ action, outcome }) => action.type === "refund" && outcome === undefined,
    );
    expect(first).toHaveLength(20);
    for (const { action, context } of first)
      expect(context.actor["id"]).toBe(users[action["amount"] as number]);
  });

  it("an approval of the runtime's own lets the call run", async () => {
    const desk = makeDesk({
      approve: ({ digest }) => ({
        id: "one",
        digest,
        approvals: [{ approver: "boss", by: "eve" }],
        granted_at: Date.now(),
      }),
    });
    expect(await told(desk, { amount: 500 }, ANN)).toBe("refunded");
    expect(await told(desk, { amount: 500 }, ANN)).toContain("requires an approval");
  });
});

describe("a governed tool by itself", () => {
  it("is the tool that it was in all else", async () => {
    const desk = makeDesk();
    const original = refundOf(desk);
    const [refund] = governTools([original], desk.runtime, { context: () => ANN });
    expect(refund).toBeInstanceOf(StructuredTool);
    expect([refund.name, refund.description, refund.schema]).toEqual([
      original.name,
      original.description,
      original.schema,
    ]);
    expect(await refund.invoke({ amount: 5 })).toBe("refunded");
    expect(
      await refund.invoke({ name: "refund", args: { amount: 5 }, id: "1", type: "tool_call" }),
    ).toBeInstanceOf(ToolMessage);
    expect(await refund.call({ amount: 2000 })).toContain("blocked by policy");
    await expect(refund.invoke({ amount: 5, card: 7 } as never)).rejects.toThrow(
      "did not match expected schema",
    );
  });

  it("throws where that is wanted, and what the tool throws in any case", async () => {
    const desk = makeDesk();
    const failing = tool(
      () => {
        throw new Error("out of paper");
      },
      { name: "ping", schema: z.object({}) },
    );
    const options = { context: () => ANN, stopped: "throw" } as const;
    const [refund, ping] = governTools([refundOf(desk), failing], desk.runtime, options);
    await expect(refund.invoke({ amount: 2000 })).rejects.toMatchObject({ code: "ACTION_BLOCKED" });
    await expect(ping.invoke({})).rejects.toThrow("out of paper");
    const [again] = governTools([failing], desk.runtime, { context: () => ANN });
    await expect(again.invoke({})).rejects.toThrow("out of paper");
  });

  it("of a text takes it for the action's first field", async () => {
    const { runtime } = makeDesk();
    const search = new DynamicTool({
      name: "search",
      description: "",
      func: async (text) => `found ${text}`,
    });
    const [governed] = governTools([search], runtime, { context: () => ANN });
    expect(await governed.invoke("trees")).toBe("found trees");
    expect(await governed.invoke("forbidden")).toContain("(rule: words)");
  });

  it("with an artifact has none where it is stopped", async () => {
    const { runtime } = makeDesk();
    const refund = tool(async () => ["refunded", { receipt: 1 }], {
      name: "refund",
      schema: z.object({ amount: z.number() }),
      responseFormat: "content_and_artifact",
    });
    const [governed] = governTools([refund], runtime, { context: () => ANN });
    const call = (amount: number) =>
      governed.invoke({ name: "refund", args: { amount }, id: "1", type: "tool_call" });
    expect(await call(5)).toMatchObject({ content: "refunded", artifact: { receipt: 1 } });
    expect((await call(2000)).content).toContain("blocked by policy");
    expect((await call(2000)).artifact).toBeUndefined();
  });

  it("has to be one, with an action that the policy knows", () => {
    const desk = makeDesk();
    const bare = { name: "ping", invoke: async () => "pong" };
    expect(() => governTools([bare], desk.runtime)).toThrow("no `_call`");
    const other = tool(() => "done", { name: "other", schema: z.object({}) });
    expect(() => governTools([other], desk.runtime)).toThrow("other");
    expect(governTools([other], desk.runtime, { actions: { other: "ping" } })).toHaveLength(1);
    expect(() => governTools([other], desk.runtime, { stopped: "no" } as never)).toThrow("`stopped`");
    for (const actions of [null, "ping", ["ping"], { ping: 5 }])
      expect(() => governTools([other], desk.runtime, { actions } as never)).toThrow("`actions`");
  });
});
