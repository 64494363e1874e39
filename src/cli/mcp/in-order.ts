import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
import { type Members, own } from "../../adapters/mcp/message.ts";

// What is to be done for a server that is reached by a transport of the SDK.

/**
 * Messages to a server, which is started with the first of them: requests at once, beside each other; but what needs no answer has arrived before anything that
 * follows it goes.
 */
export function inOrder(transport: Transport): (message: Members) => Promise<void> {
  let before: Promise<unknown> | undefined;
  return async (message) => {
    before ??= transport.start();
    const send = () => transport.send(message as unknown as JSONRPCMessage);
    const isRequest = own(message, "method") !== undefined && own(message, "id") !== undefined;
    const sent = before.then(send);
    if (!isRequest) before = sent.catch(() => undefined);
    return await sent;
  };
}

/** The version that the two have agreed on goes with each further request. */
export function noteVersion(message: Members, transport: Transport): void {
  const result = own(message, "result") as Members | undefined;
  const version = result === undefined ? undefined : result["protocolVersion"];
  if (typeof version === "string" && result?.["serverInfo"] !== undefined)
    transport.setProtocolVersion?.(version);
}
