import express, { type RequestHandler } from "express";
import { listening } from "../listening.ts";
import { makeRuntime, refundRequest } from "./given.ts";

export const runtime = makeRuntime();
export const app = express();
export const handler: RequestHandler = (_request, response) => {
  response.json("refunded");
};
export { express };

export async function works() {
  const { url, close } = await listening(app.listen(0, "127.0.0.1"));
  const send = async (amount: number) => {
    const [path, init] = refundRequest(amount);
    return (await fetch(url + path, init)).status;
  };
  const [allowed, stopped] = [await send(5), await send(2000)];
  await close();
  return { allowed: allowed === 200, stopped: stopped === 403 };
}
