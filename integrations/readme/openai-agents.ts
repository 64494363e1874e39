import { Agent, type Model, type ModelResponse, Runner, tool, Usage } from "@openai/agents";
import { z } from "zod";
import { makeRuntime } from "./given.ts";

export { Agent, tool };
export const runtime = makeRuntime();
export const refund = {
  name: "refund",
  description: "gives money back",
  parameters: z.object({ order: z.number(), amount: z.number() }),
  execute: async () => "refunded",
};

const call = (callId: string, amount: number) => ({
  type: "function_call" as const,
  callId,
  name: "refund",
  status: "completed" as const,
  arguments: JSON.stringify({ order: 7, amount }),
});

/** Says in its last words what it was told. */
export const model: Model = {
  getResponse: async ({ input }): Promise<ModelResponse> => {
    const text = { type: "output_text" as const, text: JSON.stringify(input) };
    const message = {
      type: "message" as const,
      role: "assistant" as const,
      status: "completed" as const,
      content: [text],
    };
    const isTold = JSON.stringify(input).includes("function_call_result");
    return { usage: new Usage(), output: isTold ? [message] : [call("1", 5), call("2", 2000)] };
  },
  getStreamedResponse: () => {
    throw new Error("not streamed");
  },
};

// biome-ignore lint/suspicious/noExplicitAny: an agent of whatever output
export async function works(agent: Agent<any, any>) {
  const { finalOutput } = await new Runner({ tracingDisabled: true }).run(agent, "go");
  const text = String(finalOutput);
  return { allowed: text.includes("refunded"), stopped: text.includes("blocked by policy (rule: large)") };
}
