import { once } from "node:events";
import type { GateOptions } from "../../adapters/mcp/gate.ts";
import {
  type AuthenticationWords,
  authenticationOf,
  refusalOf,
  requireKnown,
} from "../serve/authentication.ts";
import { listen, type Place } from "../serve/listen.ts";
import type { Terminal } from "../terminal.ts";
import { type HeaderMap, Sessions, toUrl } from "./http.ts";
import { toCommand } from "./listed-tools.ts";
import { whenBegun } from "./when-begun.ts";

/**
 * Lets clients come by streamable HTTP, until it is asked to stop. Each of their sessions has one of its own at the server; a
 * server that is a command is started for each.
 *
 * @throws WrongUse
 */
export async function listenToClients(
  server: [string, ...string[]] | { readonly url: URL; readonly headers: HeaderMap },
  gate: Omit<GateOptions, "toServer" | "toClient">,
  place: Place & AuthenticationWords,
  terminal: Terminal,
): Promise<void> {
  const authenticate = await authenticationOf(place, terminal);
  requireKnown(place.host, authenticate);
  const connect = () => (Array.isArray(server) ? toCommand(server) : toUrl(server.url, server.headers));
  const sessions = new Sessions(connect, gate);
  const handle = async (request: Request) => {
    if (new URL(request.url).pathname !== "/mcp")
      return new Response("there is nothing here", { status: 404 });
    const refusal = await refusalOf(request, authenticate);
    return refusal ?? (await whenBegun(request, await sessions.handle(request)));
  };
  const { output, stopped } = terminal.streams();
  const { url, stop } = await listen(handle, place, { isStreaming: true });
  output.write(`listening on ${url}/mcp\n`);
  if (!stopped.aborted) await once(stopped, "abort");
  sessions.close();
  await stop();
}
