import { Hono } from "hono";
import { makeRuntime } from "./given.ts";

export const runtime = makeRuntime();
export const app = new Hono();

export async function works(made: Hono["fetch"]) {
  const decided = async (amount: number) => {
    const response = await made(
      new Request("http://localhost/access/v1/evaluation", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          subject: { type: "user", id: "alice" },
          action: { name: "refund", properties: { amount, order: 7 } },
          resource: { type: "order", id: "7" },
        }),
      }),
    );
    return ((await response.json()) as { decision: boolean }).decision;
  };
  return { allowed: await decided(5), stopped: !(await decided(2000)) };
}
