import { makeRuntime, refundRequest } from "./given.ts";

export const runtime = makeRuntime();
export const handler = async (_request: Request, _context: { params: Promise<object> }) =>
  new Response("refunded");

export async function works(POST: typeof handler) {
  const send = async (amount: number) => {
    const [path, init] = refundRequest(amount);
    const params = Promise.resolve({ order: "7" });
    return (await POST(new Request(`http://shop.example${path}`, init), { params })).status;
  };
  const [allowed, stopped] = [await send(5), await send(2000)];
  return { allowed: allowed === 200, stopped: stopped === 403 };
}
