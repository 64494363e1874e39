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

async function bytesOf(request: Request, limit: number): Promise<Uint8Array> {
  const length = request.headers.get("content-length");
  if (Number(length) > limit) throw new TooLarge();
  // A body of a length that was said has that length.
  if (length !== null) return new Uint8Array(await request.arrayBuffer());
  const parts: Uint8Array[] = [];
  let read = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    read += part.value.length;
    if (read > limit) throw new TooLarge();
    parts.push(part.value);
  }
  return concatenated(parts, read);
}

function concatenated(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
