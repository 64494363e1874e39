import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { JSONRPCMessage, MessageExtraInfo } from "@modelcontextprotocol/sdk/types.js";
import { requireOptions } from "../runtime/options.ts";
import type { ActraRuntime } from "../runtime/runtime.ts";
import type { WhoApproves } from "./mcp/elicitation.ts";
import { Gate } from "./mcp/gate.ts";
import { type McpContext, type ToolMappings, Tools } from "./mcp/tools.ts";

// `actra/mcp`: a policy before the tools of a server that the official SDK runs. It stands at the server's transport, so that
// nothing of the server has to change, and no handler can be forgotten.

export type { Person, WhoApproves } from "./mcp/elicitation.ts";
export type { McpContext, ToolMapping, ToolMappings } from "./mcp/tools.ts";

export interface McpOptions {
  /** Tools whose action has another name; the action of all others is the prefix and the tool's own name. */
  readonly tools?: ToolMappings | undefined;
  /** Stands before the names of tools, such as `files.`; nothing when left out. */
  readonly prefix?: string | undefined;
  /** Who sits at the client, and may approve there what a policy lets them approve; nobody when left out. */
  readonly approver?: WhoApproves | undefined;
}

const OPTIONS = {
  tools: "any",
  prefix: "any",
  approver: "function",
} as const satisfies Readonly<Record<keyof McpOptions, string>>;

/** The SDK's `Server`, by its shape: a server may come from a copy of the SDK of its own. */
interface Connectable {
  readonly transport?: Transport | undefined;
  connect(transport: Transport): Promise<void>;
}

/**
 * Decides every call of a tool before the tool runs, and lists those tools alone that the actor could ever be allowed. The
 * runtime's resolvers are asked with an `McpContext`.
 *
 * @param server an `McpServer` or a `Server`, before it is connected
 * @returns the same server
 * @throws TypeError when it is connected already, and for options that are none
 */
export function guardServer<S extends Connectable | { readonly server: Connectable }>(
  server: S,
  runtime: ActraRuntime,
  options: McpOptions = {},
): S {
  const protocol: Connectable = "server" in server ? server.server : server;
  if (protocol.transport !== undefined)
    throw new TypeError("the server has to be guarded before it is connected");
  const guard = guarding(runtime, options);
  const connect = protocol.connect.bind(protocol);
  protocol.connect = (transport) => connect(guard(transport));
  return server;
}

/**
 * A transport of a server's side → the same with a policy before the server. Connect it once.
 *
 * @throws TypeError for options that are none
 */
export function guardTransport(
  transport: Transport,
  runtime: ActraRuntime,
  options: McpOptions = {},
): Transport {
  return guarding(runtime, options)(transport);
}

function guarding(runtime: ActraRuntime, options: McpOptions) {
  requireOptions(options, OPTIONS);
  const { tools, prefix, approver } = options;
  const mapped = new Tools(runtime, tools, prefix);
  return (transport: Transport) => guarded(transport, mapped, approver);
}

function guarded(inner: Transport, tools: Tools, approver: WhoApproves | undefined): Transport {
  const gate = new Gate({
    tools,
    approver,
    toServer: (message, extra) => outer.onmessage?.(message as JSONRPCMessage, extra as MessageExtraInfo),
    toClient: (message, options) => inner.send(message as JSONRPCMessage, options as object),
    contextOf: (extra) => contextOf(inner, extra as MessageExtraInfo | undefined),
  });
  const outer: Transport = {
    start: () => {
      inner.onmessage = (message, extra) => gate.fromClient(message, extra);
      inner.onclose = () => {
        gate.end("the connection is closed");
        outer.onclose?.();
      };
      inner.onerror = (error) => outer.onerror?.(error);
      return inner.start();
    },
    send: async (message, options) => gate.fromServer(message, options),
    close: () => inner.close(),
    get sessionId() {
      return inner.sessionId;
    },
    setProtocolVersion: (version) => inner.setProtocolVersion?.(version),
  };
  return outer;
}

function contextOf({ sessionId }: Transport, extra: MessageExtraInfo | undefined): McpContext {
  const headers = extra?.requestInfo?.headers;
  return {
    ...(sessionId !== undefined && { session: sessionId }),
    ...(headers !== undefined && { headers }),
    ...(extra?.authInfo !== undefined && { auth: extra.authInfo }),
  };
}
