import { governTools } from "actra/ai";
import { generateText, type ModelMessage, stepCountIs, streamText, tool } from "ai";
import { convertArrayToReadableStream, MockLanguageModelV3 } from "ai/test";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { makeDesk, SECRETS, type User } from "./desk.ts";

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};

interface Calling {
  readonly id?: string;
  readonly name?: string;
  readonly input: unknown;
}

/** Calls these tools at once, and then says that it is done. */
function modelCalling(...calls: Calling[]) {
  const content = calls.map(({ id = "call-1", name = "refund", input }) => ({
    type: "tool-call" as const,
    toolCallId: id,
    toolName: name,
    input: JSON.stringify(input),
  }));
  const finish = (unified: "tool-calls" | "stop") => ({ unified, raw: undefined });
  const text = { type: "text" as const, text: "done" };
  let turn = 0;
  return new MockLanguageModelV3({
    doGenerate: async () =>
      turn++ === 0
        ? { content, finishReason: finish("tool-calls"), usage, warnings: [] }
        : { content: [text], finishReason: finish("stop"), usage, warnings: [] },
    doStream: async () => ({
      stream: convertArrayToReadableStream(
        turn++ === 0
          ? [...content, { type: "finish" as const, finishReason: finish("tool-calls"), usage }]
          : [{ type: "finish" as const, finishReason: finish("stop"), usage }],
      ),
    }),
  });
}

const finished = new MockLanguageModelV3({
  doGenerate: async () => ({
    content: [{ type: "text", text: "done" }],
    finishReason: { unified: "stop", raw: undefined },
    usage,
    warnings: [],
  }),
});

const ANN: User = { user: "ann" };

function deskTools(desk: ReturnType<typeof makeDesk>) {
  return {
    refund: tool({
      description: "gives money back",
      inputSchema: z.object({
        amount: z.any().optional(),
        card: z.string().optional(),
        type: z.string().optional(),
      }),
      execute: (input) => desk.refund(input),
    }),
    count: tool({
      inputSchema: z.object({ to: z.number() }),
      async *execute({ to }) {
        for (let i = 1; i <= to; i++) yield i;
      },
    }),
  };
}

/** What the model is told of its calls. */
async function told(desk: ReturnType<typeof makeDesk>, input: unknown, context?: User) {
  const tools = governTools(deskTools(desk), desk.runtime);
  const model = modelCalling({ input });
  const options = { model, tools, prompt: "go", stopWhen: stepCountIs(2), experimental_context: context };
  await generateText(options);
  const results = model.doGenerateCalls[1]!.prompt.at(-1)!.content as {
    output: { type: string; value: string };
  }[];
  return results[0]!.output;
}

beforeAll(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

describe("governTools", () => {
  it("runs what is allowed, with the context of the call inside", async () => {
    const desk = makeDesk();
    expect(await told(desk, { amount: 5, card: "s3cr3t", type: "ping" }, ANN)).toEqual({
      type: "text",
      value: "refunded",
    });
    expect(desk.ran).toEqual([{ amount: 5, card: "s3cr3t", type: "ping" }]);
    expect(desk.effects()).toEqual(["allow"]);
    expect(new Set(desk.actors())).toEqual(new Set(["ann"]));
    expect(JSON.stringify(desk.events)).not.toMatch(SECRETS);
  });

  it.each([
    [{ amount: 2000 }, "not run: blocked by policy (rule: large): Refunds above 1000 are never automatic"],
    [{ amount: 5, card: "s3cr3t-stolen" }, "not run: blocked by policy (rule: stolen)"],
    [{ amount: 500 }, "not run: this call requires an approval, and there is none (rule: medium)"],
    [{ amount: "5" }, 'not run: bad input, `action.amount`: expected a finite number, received string "5"'],
    [{}, "not run: blocked by policy (rule: large): Refunds above 1000 are never automatic"],
  ])("tells the model why %j does not run", async (input, value) => {
    const desk = makeDesk();
    expect(await told(desk, input, ANN)).toEqual({ type: "error-text", value });
    expect(desk.ran).toEqual([]);
  });

  it("stops where a resolver fails, and says nothing of why", async () => {
    const desk = makeDesk();
    const value = "not run: it could not be decided whether this call may run";
    expect(await told(desk, { amount: 5 }, { ...ANN, fail: true })).toEqual({ type: "error-text", value });
    expect(await told(desk, { amount: 5 })).toEqual({ type: "error-text", value });
    expect(desk.ran).toEqual([]);
  });

  it("takes the context around the agent where the call has none", async () => {
    const desk = makeDesk();
    await desk.runtime.run({ user: "eve" }, async () => told(desk, { amount: 5 }));
    expect(new Set(desk.actors())).toEqual(new Set(["eve"]));
  });

  it("lets all pass in audit mode, approvals too, and tells observers", async () => {
    const desk = makeDesk({ mode: "audit" });
    for (const amount of [2000, 500, "5"]) expect((await told(desk, { amount }, ANN)).value).toBe("refunded");
    expect(desk.effects()).toEqual(["block", "require_approval", "INPUT_TYPE"]);
    const tools = governTools(deskTools(desk), desk.runtime, { approvedBy: () => null });
    const model = modelCalling({ input: { amount: 500 } });
    const { content } = await generateText({ model, tools, prompt: "go", experimental_context: ANN });
    expect(content.map(({ type }) => type)).toEqual(["tool-call", "tool-result"]);
  });

  it("keeps the contexts of agents that run at once apart", async () => {
    const desk = makeDesk();
    const users = Array.from({ length: 30 }, (_, i) => `user-${"x".repeat(i)}`);
    await Promise.all(users.map((user, i) => told(desk, { amount: i }, { user })));
    for (const { action, context, outcome } of desk.events.filter(({ action }) => action.type === "refund"))
      if (outcome === undefined) expect(context.actor["id"]).toBe(users[action["amount"] as number]);
    const inner = desk.events.filter(
      ({ action, outcome }) => action.type === "ping" && outcome === undefined,
    );
    expect(inner).toHaveLength(30);
  });

  it("decides each of the calls that a model makes at once", async () => {
    const desk = makeDesk();
    const amounts = [5, 2000, 500, 6, "7", 2001];
    const model = modelCalling(...amounts.map((amount, i) => ({ id: `call-${i}`, input: { amount } })));
    const tools = governTools(deskTools(desk), desk.runtime);
    const { content } = await generateText({ model, tools, prompt: "go", experimental_context: ANN });
    const results = content.flatMap((part) =>
      part.type === "tool-result" || part.type === "tool-error" ? [part] : [],
    );
    expect(results.map(({ type, toolCallId }) => [toolCallId, type])).toEqual(
      amounts.map((amount, i) => [`call-${i}`, amount === 5 || amount === 6 ? "tool-result" : "tool-error"]),
    );
    expect(desk.ran).toEqual([{ amount: 5 }, { amount: 6 }]);
  });

  it("governs what a tool was: a getter, a later change or a tool that is added changes nothing of it", async () => {
    const desk = makeDesk();
    let reads = 0;
    const other = vi.fn();
    const bare = { ...deskTools(desk).refund };
    const { execute } = bare;
    Object.defineProperty(bare, "execute", {
      get: () => (reads++ === 0 ? execute : other),
      enumerable: true,
    });
    const given: Record<string, typeof bare> = { refund: bare };
    const tools = governTools(given, desk.runtime);
    given["later"] = { ...bare, execute: other };
    const call = { toolCallId: "1", messages: [], experimental_context: ANN };
    expect(await tools["refund"]!.execute!({ amount: 5 }, call)).toBe("refunded");
    await expect(tools["refund"]!.execute!({ amount: 2000 }, call)).rejects.toThrow("blocked by policy");
    expect(Object.keys(tools)).toEqual(["refund"]);
    expect([desk.ran, other.mock.calls]).toEqual([[{ amount: 5 }], []]);
  });

  it("gives the tool what was decided on, whatever becomes of the input meanwhile", async () => {
    const desk = makeDesk();
    const tools = governTools(deskTools(desk), desk.runtime);
    const input = { amount: 5 };
    const running = tools.refund.execute!(input, {
      toolCallId: "1",
      messages: [],
      experimental_context: ANN,
    });
    input.amount = 5000;
    await running;
    expect(desk.ran).toEqual([{ amount: 5 }]);
  });

  it("streams what streams, once it is decided", async () => {
    const desk = makeDesk();
    const tools = governTools(deskTools(desk), desk.runtime);
    const parts = async (to: number) => {
      const model = modelCalling({ name: "count", input: { to } });
      const stream = streamText({ model, tools, prompt: "go", experimental_context: ANN });
      const found: unknown[] = [];
      for await (const part of stream.fullStream) {
        if (part.type === "tool-result") found.push([part.output, part.preliminary === true]);
        if (part.type === "tool-error") found.push((part.error as Error).message);
      }
      return found;
    };
    expect(await parts(2)).toEqual([
      [1, true],
      [2, true],
      [2, false],
    ]);
    expect(await parts(4)).toEqual(["not run: blocked by policy (rule: far)"]);
  });

  it("passes on what a tool throws", async () => {
    const { runtime } = makeDesk();
    const execute = async (): Promise<string> => {
      throw new Error("out of paper");
    };
    const tools = governTools({ ping: tool({ inputSchema: z.object({}), execute }) }, runtime);
    const model = modelCalling({ name: "ping", input: {} });
    const { content } = await generateText({ model, tools, prompt: "go", experimental_context: ANN });
    expect(content[1]).toMatchObject({ type: "tool-error", error: new Error("out of paper") });
  });

  it("refuses tools that it cannot guard", () => {
    const { runtime } = makeDesk();
    const execute = async () => "done";
    const bare = tool({ inputSchema: z.object({}) });
    expect(() => governTools({ other: tool({ inputSchema: z.object({}), execute }) }, runtime)).toThrow(
      "other",
    );
    expect(() => governTools({ ping: bare }, runtime)).toThrow("no `execute`");
    expect(governTools({ ping: bare }, runtime, { unguarded: ["ping"] })).toEqual({ ping: bare });
    const named = governTools({ other: tool({ inputSchema: z.object({}), execute }) }, runtime, {
      actions: { other: "ping" },
    });
    expect(Object.keys(named)).toEqual(["other"]);
    expect(() => governTools({}, runtime, { approveBy: 1 } as never)).toThrow("`approveBy` is no option");
    for (const actions of [null, "ping", ["ping"], { ping: 5 }])
      expect(() => governTools({}, runtime, { actions } as never)).toThrow("`actions`");
  });
});

describe("an approval by the SDK's flow", () => {
  /** Asks, is answered, and goes on. */
  async function approval(
    desk: ReturnType<typeof makeDesk>,
    approvals: object[] | null,
    answer: { approved?: boolean; change?: (messages: ModelMessage[]) => void } = {},
  ) {
    const asked: unknown[] = [];
    const tools = governTools(deskTools(desk), desk.runtime, {
      approvedBy: (request, { toolCallId }) => {
        asked.push([request.action, request.requester, toolCallId]);
        return approvals as never;
      },
    });
    const model = modelCalling({ input: { amount: 500 } });
    const first = await generateText({ model, tools, prompt: "go", experimental_context: ANN });
    const requested = first.content.find(({ type }) => type === "tool-approval-request");
    const messages: ModelMessage[] = [
      { role: "user", content: "go" },
      ...first.response.messages,
      {
        role: "tool",
        content: [
          {
            type: "tool-approval-response",
            approvalId: (requested as { approvalId: string }).approvalId,
            approved: answer.approved ?? true,
          },
        ],
      },
    ];
    answer.change?.(messages);
    const goOn = async () => {
      const { response } = await generateText({
        model: finished,
        tools,
        messages,
        experimental_context: ANN,
      });
      return JSON.stringify(response.messages[0]);
    };
    return { asked, goOn };
  }

  const BOSS = [{ approver: "boss", by: "eve" }];

  it("is asked for before the tool runs, and runs it where one of the policy's approvers has said yes", async () => {
    const desk = makeDesk();
    const { asked, goOn } = await approval(desk, BOSS);
    expect([desk.ran, asked]).toEqual([[], []]);
    expect(await goOn()).toContain("refunded");
    expect(desk.ran).toEqual([{ amount: 500 }]);
    expect(asked).toEqual([[{ type: "refund", amount: 500 }, "ann", "call-1"]]);
    expect(await goOn()).toContain("requires an approval");
    expect(desk.ran).toHaveLength(1);
  });

  it.each([
    ["by nobody", null],
    ["by an empty list", []],
    ["by somebody whom the policy does not name", [{ approver: "friend", by: "eve" }]],
    ["by whoever asks", [{ approver: "boss", by: "ann" }]],
  ])("%s runs nothing", async (_, approvals) => {
    const desk = makeDesk();
    const { goOn } = await approval(desk, approvals);
    expect(await goOn()).toContain("requires an approval");
    expect(desk.ran).toEqual([]);
  });

  it("that is denied runs nothing, and asks nobody", async () => {
    const desk = makeDesk();
    const { asked, goOn } = await approval(desk, BOSS, { approved: false });
    expect(await goOn()).toContain("execution-denied");
    expect([desk.ran, asked]).toEqual([[], []]);
  });

  it("is good for no other input: a changed one is blocked, or judged anew", async () => {
    const desk = makeDesk();
    const change = (messages: ModelMessage[]) => {
      const call = (messages[1]!.content as { type: string; input?: unknown }[]).find(
        ({ type }) => type === "tool-call",
      );
      call!.input = { amount: 5000 };
    };
    const { goOn } = await approval(desk, BOSS, { change });
    await goOn();
    expect(desk.ran).toEqual([]);
  });

  it("is not what a call has that the SDK never asked about", async () => {
    const desk = makeDesk();
    const asked = vi.fn(() => BOSS);
    const { refund } = governTools(deskTools(desk), desk.runtime, { approvedBy: asked });
    const options = { toolCallId: "call-9", messages: [], experimental_context: ANN };
    await expect(refund.execute!({ amount: 500 }, options)).rejects.toThrow("requires an approval");
    expect([desk.ran, asked.mock.calls]).toEqual([[], []]);
  });

  it("of the tool's own is asked for as well", async () => {
    const desk = makeDesk();
    const { refund } = deskTools(desk);
    const tools = governTools({ refund: { ...refund, needsApproval: true } }, desk.runtime);
    const model = modelCalling({ input: { amount: 5 } });
    const { content } = await generateText({ model, tools, prompt: "go", experimental_context: ANN });
    expect(content.map(({ type }) => type)).toContain("tool-approval-request");
    expect(desk.ran).toEqual([]);
  });
});
