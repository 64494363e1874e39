import { generateText, stepCountIs, tool } from "ai";
import { MockLanguageModelV3 } from "ai/test";
import { z } from "zod";
import { makeRuntime } from "./given.ts";

export { generateText };
export const runtime = makeRuntime();
export const prompt = "give them their money back";
export const stopWhen = stepCountIs(2);
export const refund = tool({
  inputSchema: z.object({ order: z.number(), amount: z.number() }),
  execute: async () => "refunded",
});

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};
const call = (toolCallId: string, amount: number) =>
  ({
    type: "tool-call",
    toolCallId,
    toolName: "refund",
    input: JSON.stringify({ order: 7, amount }),
  }) as const;

/** Says in its last words what it was told. */
export const model = new MockLanguageModelV3({
  doGenerate: async ({ prompt: messages }) => {
    const { role, content } = messages.at(-1)!;
    const text = JSON.stringify(content);
    return role === "tool"
      ? {
          content: [{ type: "text", text }],
          finishReason: { unified: "stop", raw: undefined },
          usage,
          warnings: [],
        }
      : {
          content: [call("1", 5), call("2", 2000)],
          finishReason: { unified: "tool-calls", raw: undefined },
          usage,
          warnings: [],
        };
  },
});

export async function works(text: string) {
  return { allowed: text.includes("refunded"), stopped: text.includes("blocked by policy (rule: large)") };
}
