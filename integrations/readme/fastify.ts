import fastify from "fastify";
import { makeRuntime, refundRequest } from "./given.ts";

export const runtime = makeRuntime();
export const app = fastify();
export const handler = async () => "refunded";

export async function works() {
  const send = async (amount: number) => {
    const [url, { method, headers, body }] = refundRequest(amount);
    return (await app.inject({ url, method: method as "POST", headers, body })).statusCode;
  };
  const [allowed, stopped] = [await send(5), await send(2000)];
  return { allowed: allowed === 200, stopped: stopped === 403 };
}
