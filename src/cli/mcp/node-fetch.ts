import { Agent, type IncomingMessage, request as overHttp } from "node:http";
import { request as overHttps, Agent as SecureAgent } from "node:https";

// What the SDK's transport asks a server with, in place of `fetch`: by Node's own client, which takes a good part less of a call. Whoever
// follows redirects is the SDK.

/** Milliseconds that a connection is kept without use: less than the five seconds after which many servers close theirs. */
const KEPT = 4000;
/** Those that have no body. */
const EMPTY: readonly number[] = [202, 204, 205, 304];

/** Connections are kept for as long as what it gives is used. */
export function nodeFetch(): (url: string | URL, init?: RequestInit) => Promise<Response> {
  const options = { keepAlive: true, timeout: KEPT };
  const agents = { http: new Agent(options), https: new SecureAgent(options) };
  return async (url, init = {}) => {
    const incoming = await sent(new URL(url), init, agents);
    const status = incoming.statusCode!;
    const isEmpty = EMPTY.includes(status);
    if (isEmpty) incoming.resume();
    return new Response(isEmpty ? null : bodyOf(incoming), { status, headers: headersOf(incoming) });
  };
}

function sent(
  url: URL,
  { method = "GET", headers, body, signal }: RequestInit,
  agents: { readonly http: Agent; readonly https: SecureAgent },
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const own: Record<string, string> = { "accept-encoding": "identity" };
    new Headers(headers).forEach((value, name) => (own[name] = value));
    const sending =
      url.protocol === "https:"
        ? overHttps(url, { method, headers: own, agent: agents.https })
        : overHttp(url, { method, headers: own, agent: agents.http });
    const abort = () => sending.destroy(signal?.reason as Error);
    signal?.addEventListener("abort", abort, { once: true });
    sending.once("close", () => signal?.removeEventListener("abort", abort));
    sending.once("response", resolve);
    sending.on("error", reject);
    sending.end(body);
  });
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let i = 0; i < rawHeaders.length; i += 2) headers.append(rawHeaders[i]!, rawHeaders[i + 1]!);
  return headers;
}

/** Read no faster than somebody takes it. */
function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  let isOver = false;
  /** Whoever comes first: the end, an error, or a reader who wants no more. */
  const end = (how: () => void) => {
    if (!isOver) how();
    isOver = true;
  };
  return new ReadableStream({
    start: (controller) => {
      incoming.on("data", (chunk: Uint8Array) => {
        if (isOver) return;
        controller.enqueue(chunk);
        if ((controller.desiredSize ?? 0) <= 0) incoming.pause();
      });
      incoming.once("end", () => end(() => controller.close()));
      incoming.on("error", (error) => end(() => controller.error(error)));
      incoming.once("close", () => end(() => controller.error(new Error("the other side closed"))));
    },
    pull: () => void incoming.resume(),
    cancel: () => end(() => incoming.destroy()),
  });
}
