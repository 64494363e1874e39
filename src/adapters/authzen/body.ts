import { bytesWithin } from "../../sources/bytes-within.ts";
import { BadRequest } from "./evaluation.ts";

/** More than the server reads. */
export class TooLarge extends Error {}

/**
 * The JSON of a request's body.
 *
 * @param limit bytes
 * @throws BadRequest, TooLarge
 */
export async function readBody(request: Request, limit: number): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type))
    throw new BadRequest("the content type has to be application/json");
  const bytes = await bytesOf(request, limit);
  if (bytes.length === 0) throw new BadRequest("the body is empty");
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new BadRequest("the body is no JSON");
  }
}

/** What the request says of its length is believed only to refuse it: not every server holds a sender to it. */
async function bytesOf(request: Request, limit: number): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length")) > limit) throw new TooLarge();
  const reader = request.body?.getReader();
  return reader === undefined ? new Uint8Array() : bytesWithin(reader, limit, () => new TooLarge());
}
