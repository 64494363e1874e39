import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
import { describe, expect, it } from "vitest";
import { call, newWorld, textOf, type World } from "./fixture.ts";

// Who answers when a person is asked for an approval: by hand, since no client of the SDK would send this.

// biome-ignore lint/suspicious/noExplicitAny: whatever came
type Message = Record<string, any>;

const YES = { action: "accept", content: { approve: true } };
const NO = { action: "decline" };
const refund = (id: number) => call(id, "refund", { amount: 500, card: "4111" });

/** A client that can ask, and what it is sent. */
async function talking({ server }: World) {
  const [near, far] = InMemoryTransport.createLinkedPair();
  const messages: Message[] = [];
  near.onmessage = (message) => messages.push(message);
  await server.connect(far);
  await near.start();
  const send = (message: object) => near.send({ jsonrpc: "2.0", ...message } as JSONRPCMessage);
  const params = {
    protocolVersion: "2025-06-18",
    capabilities: { elicitation: {} },
    clientInfo: { name: "test", version: "1" },
  };
  await send({ id: "meet", method: "initialize", params });
  const questions = () =>
    messages.filter(({ method }) => method === "elicitation/create").map(({ id }) => id);
  const answerOf = async (id: number) => {
    await expect.poll(() => messages.some((message) => message["id"] === id)).toBe(true);
    return messages.find((message) => message["id"] === id)!;
  };
  const asked = async (count: number) => {
    await expect.poll(() => questions().length).toBe(count);
    return questions();
  };
  return { send, asked, answerOf };
}

const newAsking = () => newWorld({}, { approver: () => ({ id: "ann" }) });

describe("an answer", () => {
  it("that comes twice counts once, as it came first", async () => {
    const world = newAsking();
    const { send, asked, answerOf } = await talking(world);
    await send(refund(1));
    const [question] = await asked(1);
    await send({ id: question, result: NO });
    await send({ id: question, result: YES });
    expect(textOf((await answerOf(1))["result"])).toContain("requires approval");
    await send({ id: question, result: YES });
    await send(refund(2));
    const [, second] = await asked(2);
    await send({ id: second, result: YES });
    await send({ id: second, result: YES });
    expect((await answerOf(2))["result"].isError).toBeUndefined();
    expect(world.ran).toHaveLength(1);
  });

  it.each([
    ["to a question that is made up", () => "actra-1"],
    ["to the call itself", () => 1],
    ["to a question in other letters", (id: string) => id.toUpperCase()],
    ["to the question of another call", (_: string, other: string) => other],
  ])("%s approves nothing of it", async (_, idOf) => {
    const world = newAsking();
    const { send, asked, answerOf } = await talking(world);
    await send(refund(1));
    await send(call(2, "refund", { amount: 600, card: "4111" }));
    const [first, second] = await asked(2);
    await send({ id: idOf(first, second), result: YES });
    await send({ id: first, result: NO });
    expect(textOf((await answerOf(1))["result"])).toContain("requires approval");
    expect(world.ran).not.toContainEqual(
      expect.objectContaining({ args: expect.objectContaining({ amount: 500 }) }),
    );
  });

  it.each([
    { error: { code: 1, message: "no" }, result: undefined },
    { error: { code: 1, message: "no" } },
    { result: { action: "accept", content: { approve: 1 } } },
    { result: { action: "accept", content: [true] } },
    { result: { action: ["accept"], content: { approve: true } } },
    { result: { content: { approve: true } } },
    { result: JSON.parse('{"__proto__":{"action":"accept","content":{"approve":true}}}') },
  ])("of %j is no yes", async (answer) => {
    const world = newAsking();
    const { send, asked, answerOf } = await talking(world);
    await send(refund(1));
    const [question] = await asked(1);
    await send({ id: question, ...answer });
    expect(textOf((await answerOf(1))["result"])).toContain("requires approval");
    expect(world.ran).toEqual([]);
  });

  it("to a call that was withdrawn lets nothing run", async () => {
    const world = newAsking();
    const { send, asked, answerOf } = await talking(world);
    await send(refund(1));
    const [question] = await asked(1);
    await send({ method: "notifications/cancelled", params: { requestId: 1 } });
    await send({ id: question, result: YES });
    await send(call(2, "note", { text: "after" }));
    await answerOf(2);
    expect(world.ran).toEqual([{ name: "note", args: { text: "after" } }]);
  });
});
