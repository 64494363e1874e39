// biome-ignore-all lint/suspicious/noExplicitAny: tools are of any input and output, and their types are inferred

import type { PolicyTypes } from "../language/policy-types.ts";
import { requireOptions } from "../runtime/options.ts";
import type { ActraRuntime } from "../runtime/runtime.ts";
import { type ActionNames, actionOf, requireActions } from "./agents/actions.ts";
import { isApproved } from "./agents/approved-messages.ts";
import { type ApprovedBy, Governor, type ToolCall } from "./agents/governor.ts";
import { isStreaming, settled, streaming } from "./agents/streaming.ts";

// `actra/ai`, for the Vercel AI SDK 6: tools that run where the policy allows it.

export type { ApprovedBy } from "./agents/governor.ts";

/** What is used of a tool. */
export interface AiTool {
  execute?: ((input: any, options: any) => any) | undefined;
  needsApproval?: boolean | ((input: any, options: any) => boolean | PromiseLike<boolean>) | undefined;
}

/** What the SDK tells of a call. */
export interface AiToolCall {
  readonly toolCallId: string;
  readonly messages: readonly unknown[];
  readonly experimental_context?: unknown;
}

export interface GovernToolsOptions {
  /** The action of each tool; that of its own name when left out. */
  readonly actions?: ActionNames | undefined;
  /** Tools that nothing guards here, such as those that run in a browser or at the provider. */
  readonly unguarded?: readonly string[] | undefined;
  /** Lets approvals go through the SDK's own flow. */
  readonly approvedBy?: ApprovedBy<AiToolCall> | undefined;
}

const OPTIONS = { actions: "any", unguarded: "list", approvedBy: "function" } as const;

/**
 * The same tools, each behind the policy. Resolvers get `experimental_context`, or the context of `runtime.run` where there is none.
 *
 * @throws ActraInputError `INPUT_ACTION` for a tool whose action the policy does not know
 * @throws TypeError for a tool that cannot be guarded, as it has no `execute`
 */
export function governTools<Tools extends Readonly<Record<string, AiTool>>, T extends PolicyTypes>(
  tools: Tools,
  runtime: ActraRuntime<T>,
  options: GovernToolsOptions = {},
): Tools {
  requireOptions(options, OPTIONS);
  const { actions = {}, unguarded = [], approvedBy } = options;
  requireActions(actions);
  const entries = Object.entries(tools).map(([name, tool]) => {
    if (unguarded.includes(name)) return [name, tool];
    const action = actionOf(name, actions);
    return [name, governed(name, tool, new Governor(runtime, action, approvedBy))];
  });
  return Object.fromEntries(entries);
}

function governed(name: string, tool: AiTool, governor: Governor<AiToolCall>): AiTool {
  const { execute } = tool;
  if (execute === undefined)
    throw new TypeError(
      `the tool \`${name}\` has no \`execute\`: guard it where it runs, and name it in \`unguarded\``,
    );
  const run = (input: unknown, options: AiToolCall) =>
    governor.execute(callOf(input, options), options, (decided) => execute.call(tool, decided, options));
  const needsApproval = async (input: unknown, options: AiToolCall) =>
    (await ownApproval(tool, input, options)) || governor.needsApproval(callOf(input, options));
  return { ...tool, execute: isStreaming(execute) ? streaming(run) : settled(run), needsApproval };
}

async function ownApproval({ needsApproval = false }: AiTool, input: unknown, options: AiToolCall) {
  return typeof needsApproval === "function" ? needsApproval(input, options) : needsApproval;
}

function callOf(input: unknown, { toolCallId, messages, experimental_context }: AiToolCall): ToolCall {
  const approved = () => isApproved(messages, toolCallId);
  return { input, context: experimental_context, id: toolCallId, isApproved: approved };
}
