// biome-ignore-all lint/suspicious/noExplicitAny: tools are of any input and output, and their types are inferred

import type { PolicyTypes } from "../language/policy-types.ts";
import { requireOptions } from "../runtime/options.ts";
import type { ActraRuntime } from "../runtime/runtime.ts";
import { type ActionNames, actionOf, requireActions } from "./agents/actions.ts";
import { Governor } from "./agents/governor.ts";
import { Stopped } from "./agents/stopped.ts";

// `actra/langchain`, for LangChain.js 1: tools that run where the policy allows it.

/** What is used of a tool; besides, it has `_call`, which no type shows. */
export interface LangChainTool {
  readonly name: string;
  readonly responseFormat?: string | undefined;
  invoke(input: any, config?: any): Promise<any>;
}

/** What a tool is called with, besides its input. */
export interface LangChainConfig {
  readonly context?: unknown;
  readonly configurable?: Readonly<Record<string, any>> | undefined;
  readonly toolCall?: { readonly id?: string } | undefined;
}

export interface GovernToolsOptions {
  /** The action of each tool; that of its own name when left out. */
  readonly actions?: ActionNames | undefined;
  /** What resolvers get; the config's `context` when left out, or that of `runtime.run` where there is none. */
  readonly context?: ((config: LangChainConfig) => unknown) | undefined;
  /** `result` gives a model the reason as what the tool has given; `throw` throws it. `result` when left out. */
  readonly stopped?: "result" | "throw" | undefined;
}

type Call = (input: unknown, manager: unknown, config: LangChainConfig) => unknown;

/**
 * The same tools, each behind the policy, decided on the input that its schema has made. An approval is what the runtime's own
 * `approve`, or a grant, says it is.
 *
 * @throws ActraInputError `INPUT_ACTION` for a tool whose action the policy does not know
 * @throws TypeError for what is no tool
 */
export function governTools<const Tools extends readonly LangChainTool[], T extends PolicyTypes>(
  tools: Tools,
  runtime: ActraRuntime<T>,
  options: GovernToolsOptions = {},
): { -readonly [Place in keyof Tools]: Tools[Place] } {
  requireOptions(options, { actions: "any", context: "function", stopped: "any" });
  const { actions = {}, stopped = "result" } = options;
  requireActions(actions);
  if (stopped !== "result" && stopped !== "throw")
    throw new TypeError("`stopped` has to be `result` or `throw`");
  return tools.map((tool) => {
    const action = actionOf(tool.name, actions);
    return governed(tool, new Governor<LangChainConfig>(runtime, action, undefined), { ...options, stopped });
  }) as never;
}

function governed(
  tool: LangChainTool,
  governor: Governor<LangChainConfig>,
  { context = (config) => config.context, stopped }: GovernToolsOptions,
): LangChainTool {
  const { _call: call } = tool as unknown as { readonly _call?: Call };
  if (typeof call !== "function") throw new TypeError(`the tool \`${tool.name}\` has no \`_call\` to guard`);
  const guarded: Call = async (input, manager, config = {}) => {
    const { id } = config.toolCall ?? {};
    try {
      const made = { input, context: context(config) ?? undefined, id, isApproved: () => false };
      return await governor.execute(made, config, (decided) => call.call(tool, decided, manager, config));
    } catch (error) {
      if (stopped === "throw" || !(error instanceof Stopped)) throw error;
      return tool.responseFormat === "content_and_artifact" ? [error.message, undefined] : error.message;
    }
  };
  // All else is the tool's own, its class too.
  return Object.create(tool, { _call: { value: guarded } });
}
