import { Hono } from "hono";
import client from "prom-client";
import { decideBoth, makeRuntime } from "./given.ts";

export { client };
export const app = new Hono();
export const runtime = makeRuntime();

export async function works() {
  await decideBoth(runtime);
  const text = await (await app.request("/metrics")).text();
  client.register.clear();
  return { allowed: text.includes('effect="allow"'), stopped: text.includes('effect="block"') };
}
