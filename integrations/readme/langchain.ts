import { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { AIMessage, type BaseMessage, ToolMessage } from "@langchain/core/messages";
import { tool } from "@langchain/core/tools";
import { createAgent } from "langchain";
import { z } from "zod";
import { makeRuntime } from "./given.ts";

export { createAgent };
export const runtime = makeRuntime();
export const refund = tool(async () => "refunded", {
  name: "refund",
  schema: z.object({ order: z.number(), amount: z.number() }),
});

/** Says in its last words what it was told. */
class Scripted extends BaseChatModel {
  _llmType() {
    return "scripted";
  }

  override bindTools() {
    return this as never;
  }

  async _generate(messages: BaseMessage[]) {
    const told = messages.filter((message) => ToolMessage.isInstance(message));
    const calls = [5, 2000].map((amount) => ({
      name: "refund",
      args: { order: 7, amount },
      id: `call-${amount}`,
      type: "tool_call" as const,
    }));
    const words = told.map(({ content }) => String(content)).join("; ");
    const message = new AIMessage(told.length > 0 ? words : { content: "", tool_calls: calls });
    return { generations: [{ text: "", message }] };
  }
}

export const model = new Scripted({});

export async function works(agent: ReturnType<typeof createAgent>) {
  const { messages } = await agent.invoke({ messages: "go" });
  const text = String(messages.at(-1)!.content);
  return { allowed: text.includes("refunded"), stopped: text.includes("blocked by policy (rule: large)") };
}
