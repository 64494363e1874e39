import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Running } from "./web/behaviour.ts";

interface Listening {
  readonly listening: boolean;
  address(): unknown;
  close(): unknown;
}

/** A server of Node's, once it can be asked. */
export async function listening(server: Listening): Promise<Running> {
  if (!server.listening) await once(server as never, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
