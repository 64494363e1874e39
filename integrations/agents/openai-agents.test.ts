import { Agent, type Model, type ModelResponse, Runner, tool as sdkTool, Usage } from "@openai/agents";
import { governTool } from "actra/openai-agents";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { makeDesk, SECRETS, type User } from "./desk.ts";

/** Calls the tool with each of these at once, and then says that it is done. */
function modelCalling(...inputs: readonly unknown[]): Model & { told(): string; toldAll(): string[] } {
  let turn = 0;
  let told: string[] = [];
  const getResponse: Model["getResponse"] = async ({ input: items }): Promise<ModelResponse> => {
    const calls = inputs.map((input, i) => ({
      type: "function_call" as const,
      callId: `call-${i}`,
      name: "refund",
      status: "completed" as const,
      arguments: JSON.stringify(input),
    }));
    const text = { type: "output_text" as const, text: "done" };
    const message = {
      type: "message" as const,
      role: "assistant" as const,
      status: "completed" as const,
      content: [text],
    };
    const results = Array.isArray(items) ? items.filter(({ type }) => type === "function_call_result") : [];
    told = results.map((result) => JSON.stringify((result as { output: unknown }).output));
    return { usage: new Usage(), output: turn++ === 0 ? calls : [message] };
  };
  return {
    getResponse,
    getStreamedResponse: () => {
      throw new Error("not streamed");
    },
    told: () => told[0] ?? "",
    toldAll: () => told,
  };
}

const runner = new Runner({ tracingDisabled: true });
const ANN: User = { user: "ann" };
const parameters = z.object({ amount: z.number().nullable(), card: z.string().nullable() });
const withCard = (amount: unknown, card: string | null = null) => ({ amount, card });

type Options = Parameters<typeof governTool>[2];

function makeAgent(desk: ReturnType<typeof makeDesk>, model: Model, options?: Options) {
  const tool = governTool(sdkTool, desk.runtime, options);
  const refund = tool({
    name: "refund",
    description: "gives money back",
    parameters,
    execute: ({ amount, card }) => desk.refund({ amount, ...(card !== null && { card }) }),
  });
  return new Agent({ name: "desk", model, tools: [refund] });
}

async function told(desk: ReturnType<typeof makeDesk>, input: unknown, context?: User) {
  const model = modelCalling(input);
  await runner.run(makeAgent(desk, model), "go", context === undefined ? {} : { context });
  return model.told();
}

beforeAll(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

describe("governTool", () => {
  it("runs what is allowed, with the context of the run inside", async () => {
    const desk = makeDesk();
    expect(await told(desk, withCard(5, "s3cr3t"), ANN)).toContain("refunded");
    expect(desk.ran).toEqual([{ amount: 5, card: "s3cr3t" }]);
    expect(desk.effects()).toEqual(["allow"]);
    expect(new Set(desk.actors())).toEqual(new Set(["ann"]));
    expect(JSON.stringify(desk.events)).not.toMatch(SECRETS);
  });

  it.each([
    [withCard(2000), "not run: blocked by policy (rule: large): Refunds above 1000 are never automatic"],
    [withCard(5, "s3cr3t-stolen"), "not run: blocked by policy (rule: stolen)"],
    [withCard(500), "not run: this call requires an approval, and there is none (rule: medium)"],
    [withCard(null), "not run: blocked by policy (rule: large): Refunds above 1000 are never automatic"],
  ])("tells the model why %j does not run", async (input, text) => {
    const desk = makeDesk();
    expect(await told(desk, input, ANN)).toBe(JSON.stringify({ type: "text", text }));
    expect(desk.ran).toEqual([]);
  });

  it("decides each of the calls that a model makes at once", async () => {
    const desk = makeDesk();
    const amounts = [5, 2000, 500, 6, 2001];
    const model = modelCalling(...amounts.map((amount) => withCard(amount)));
    await runner.run(makeAgent(desk, model), "go", { context: ANN });
    expect(model.toldAll().map((text) => text.includes("refunded"))).toEqual([
      true,
      false,
      false,
      true,
      false,
    ]);
    expect(desk.ran).toEqual([{ amount: 5 }, { amount: 6 }]);
  });

  it("stops bad input that the tool's own schema lets through", async () => {
    const desk = makeDesk();
    const model = modelCalling({ amount: "5" });
    const tool = governTool(sdkTool, desk.runtime);
    const refund = tool({
      name: "refund",
      description: "",
      strict: false,
      parameters: { type: "object", properties: {}, required: [], additionalProperties: true },
      execute: (input) => desk.refund(input as object),
    });
    await runner.run(new Agent({ name: "desk", model, tools: [refund] }), "go", { context: ANN });
    expect(model.told()).toContain("not run: bad input, `action.amount`: expected a finite number");
    expect(desk.ran).toEqual([]);
  });

  it("stops where a resolver fails, and says nothing of why", async () => {
    const desk = makeDesk();
    const text = "not run: it could not be decided whether this call may run";
    expect(await told(desk, withCard(5), { ...ANN, fail: true })).toContain(text);
    expect(await told(desk, withCard(5))).toContain(text);
    expect(desk.ran).toEqual([]);
  });

  it("takes the context around the agent where the run has none", async () => {
    const desk = makeDesk();
    await desk.runtime.run({ user: "eve" }, () => told(desk, withCard(5)));
    expect(new Set(desk.actors())).toEqual(new Set(["eve"]));
  });

  it("lets all pass in audit mode, and tells observers", async () => {
    const desk = makeDesk({ mode: "audit" });
    for (const amount of [2000, 500]) expect(await told(desk, withCard(amount), ANN)).toContain("refunded");
    expect(desk.effects()).toEqual(["block", "require_approval"]);
    const agent = makeAgent(desk, modelCalling(withCard(500)), { approvedBy: () => null });
    expect((await runner.run(agent, "go", { context: ANN })).interruptions).toEqual([]);
  });

  it("keeps the contexts of agents that run at once apart", async () => {
    const desk = makeDesk();
    const users = Array.from({ length: 20 }, (_, i) => `user-${"x".repeat(i)}`);
    await Promise.all(users.map((user, i) => told(desk, withCard(i), { user })));
    const first = desk.events.filter(
      ({ action, outcome }) => action.type === "refund" && outcome === undefined,
    );
    expect(first).toHaveLength(20);
    for (const { action, context } of first)
      expect(context.actor["id"]).toBe(users[action["amount"] as number]);
  });

  it("throws where a tool says itself what becomes of errors", async () => {
    const { runtime } = makeDesk();
    const tool = governTool(sdkTool, runtime);
    const heard: unknown[] = [];
    const refund = tool({
      name: "refund",
      description: "",
      parameters,
      execute: async () => "refunded",
      errorFunction: (_context, error) => {
        heard.push(error);
        return "sorry";
      },
    });
    const model = modelCalling(withCard(2000));
    await runner.run(new Agent({ name: "desk", model, tools: [refund] }), "go", { context: ANN });
    expect(model.told()).toContain("sorry");
    expect(heard).toMatchObject([{ code: "ACTION_BLOCKED", cause: { matchedRule: "large" } }]);
  });

  it("refuses actions that the policy does not know", () => {
    const { runtime } = makeDesk();
    const make = (name: string, options?: Options) =>
      governTool(sdkTool, runtime, options)({ name, description: "", parameters, execute: async () => "" });
    expect(() => make("other")).toThrow("other");
    expect(make("other", { actions: { other: "ping" } }).name).toBe("other");
    expect(() => make("ping", { approvedby: 1 } as never)).toThrow("`approvedby` is no option");
    for (const actions of [null, "ping", ["ping"], { ping: 5 }])
      expect(() => make("ping", { actions } as never)).toThrow("`actions`");
  });
});

describe("an approval by the SDK's flow", () => {
  const BOSS = [{ approver: "boss", by: "eve" }];

  async function interrupted(desk: ReturnType<typeof makeDesk>, approvals: object[] | null) {
    const asked: unknown[] = [];
    const model = modelCalling(withCard(500));
    const agent = makeAgent(desk, model, {
      approvedBy: (request, { context }) => {
        asked.push([request.action, context]);
        return approvals as never;
      },
    });
    const { state, interruptions } = await runner.run(agent, "go", { context: ANN });
    expect(interruptions).toHaveLength(1);
    expect([desk.ran, asked]).toEqual([[], []]);
    const goOn = async () => {
      await runner.run(agent, state);
      return model.told();
    };
    return { asked, state, call: interruptions[0]!, goOn };
  }

  it("runs the tool where one of the policy's approvers has said yes", async () => {
    const desk = makeDesk();
    const { asked, state, call, goOn } = await interrupted(desk, BOSS);
    state.approve(call);
    expect(await goOn()).toContain("refunded");
    expect(asked).toEqual([[{ type: "refund", amount: 500, card: "[redacted]" }, ANN]]);
    expect(desk.ran).toEqual([{ amount: 500 }]);
  });

  it.each([
    ["by nobody", null],
    ["by somebody whom the policy does not name", [{ approver: "friend", by: "eve" }]],
    ["by whoever asks", [{ approver: "boss", by: "ann" }]],
  ])("%s runs nothing", async (_, approvals) => {
    const desk = makeDesk();
    const { state, call, goOn } = await interrupted(desk, approvals);
    state.approve(call, { alwaysApprove: true });
    expect(await goOn()).toContain("requires an approval");
    expect(desk.ran).toEqual([]);
  });

  it("that is rejected runs nothing, and asks nobody", async () => {
    const desk = makeDesk();
    const { asked, state, call, goOn } = await interrupted(desk, BOSS);
    state.reject(call);
    await goOn();
    expect([desk.ran, asked]).toEqual([[], []]);
  });
});
