// biome-ignore-all lint/suspicious/noExplicitAny: tools are of any input and output, and their types are the SDK's

import type { PolicyTypes } from "../language/policy-types.ts";
import { requireOptions } from "../runtime/options.ts";
import type { ActraRuntime } from "../runtime/runtime.ts";
import { type ActionNames, actionOf, requireActions } from "./agents/actions.ts";
import { type ApprovedBy, Governor, type ToolCall } from "./agents/governor.ts";
import { Stopped } from "./agents/stopped.ts";
import { unlessEmpty } from "./agents/unless-empty.ts";

// `actra/openai-agents`, for the OpenAI Agents SDK: tools that run where the policy allows it.

export type { ApprovedBy } from "./agents/governor.ts";

/** What is used of the SDK's `RunContext`. */
export interface AgentContext {
  readonly context: unknown;
  isToolApproved(approval: { toolName: string; callId: string }): boolean | undefined;
}

/** What is used of the options of `tool`. */
interface ToolOptions {
  readonly name?: string;
  readonly execute: (input: unknown, runContext?: AgentContext, details?: Details) => unknown;
  readonly needsApproval?: boolean | ((...args: [AgentContext, unknown, string?]) => Promise<boolean>);
  readonly errorFunction?: unknown;
  readonly outputSchema?: unknown;
}

interface Details {
  readonly toolCall?: { readonly name: string; readonly callId: string };
}

export interface GovernToolOptions {
  /** The action of each tool, by the name that it is given; that of its own name when left out. */
  readonly actions?: ActionNames | undefined;
  /** Lets approvals go through the SDK's own flow. */
  readonly approvedBy?: ApprovedBy<AgentContext> | undefined;
}

/**
 * The SDK's `tool`, making tools that stand behind the policy: `const tool = governTool(sdkTool, runtime)`. What it makes throws
 * `ActraInputError` for an action that the policy does not know. Resolvers get the `context` of the run, or that of `runtime.run` where
 * it has none. The model reads why a tool does not run; where a tool has an `errorFunction` or `outputSchema`, that is thrown.
 */
export function governTool<Make extends (options: any) => any, T extends PolicyTypes>(
  tool: Make,
  runtime: ActraRuntime<T>,
  options: GovernToolOptions = {},
): Make {
  requireOptions(options, { actions: "any", approvedBy: "function" });
  const { actions = {}, approvedBy } = options;
  requireActions(actions);
  const make = (own: ToolOptions) => {
    const name = own.name ?? own.execute.name;
    const action = actionOf(name, actions);
    return tool({ ...own, ...governed(own, new Governor(runtime, action, approvedBy)) });
  };
  return make as Make;
}

function governed(own: ToolOptions, governor: Governor<AgentContext>): Partial<ToolOptions> {
  const { needsApproval = false, errorFunction, outputSchema } = own;
  const throws = errorFunction !== undefined || outputSchema !== undefined;
  return {
    execute: (input, context, details) =>
      governor
        .execute(callOf(input, context, details), context!, (decided) =>
          own.execute(decided, context, details),
        )
        .catch((error) => (throws || !(error instanceof Stopped) ? Promise.reject(error) : error.message)),
    needsApproval: async (context, input, callId) =>
      (typeof needsApproval === "function" ? await needsApproval(context, input, callId) : needsApproval) ||
      governor.needsApproval(callOf(input, context)),
  };
}

function callOf(input: unknown, runContext?: AgentContext, { toolCall }: Details = {}): ToolCall {
  const { name: toolName = "", callId } = toolCall ?? {};
  const isApproved = () => callId !== undefined && runContext?.isToolApproved({ toolName, callId }) === true;
  return { input, context: unlessEmpty(runContext?.context), id: callId, isApproved };
}
