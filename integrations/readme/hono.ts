import { type Context, Hono } from "hono";
import { makeRuntime, refundRequest } from "./given.ts";

export const runtime = makeRuntime();
export const app = new Hono();
export const handler = (context: Context) => context.text("refunded");

export async function works() {
  const send = async (amount: number) => (await app.request(...refundRequest(amount))).status;
  const [allowed, stopped] = [await send(5), await send(2000)];
  return { allowed: allowed === 200, stopped: stopped === 403 };
}
