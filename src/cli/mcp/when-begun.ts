// An answer as a stream → the same, held back until there is something in it. Most answers are one event and the end: these leave as
// one piece, where else their head, their event and their end would each be a write.

/** Of a stream that is quiet, such as the one of what belongs to no request, the head goes at once. */
export async function whenBegun(request: Request, response: Response): Promise<Response> {
  const { body, status, headers } = response;
  if (request.method !== "POST" || body === null) return response;
  const reader = body.getReader();
  const first = await reader.read();
  if (first.done) return new Response(null, { status, headers });
  const second = reader.read();
  if (await isOver(second)) return new Response(first.value, { status, headers });
  return new Response(continued(reader, first.value, second), { status, headers });
}

type Reader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;
type Part = Awaited<ReturnType<Reader["read"]>>;

/** Whether what has been written already is all. */
async function isOver(next: Promise<Part>): Promise<boolean> {
  const later = new Promise<undefined>((resolve) => setImmediate(resolve, undefined));
  return (await Promise.race([next, later]))?.done === true;
}

function continued(reader: Reader, first: Uint8Array<ArrayBuffer>, second: Promise<Part>): ReadableStream {
  let next: Promise<Part> | undefined = second;
  return new ReadableStream({
    start: (controller) => controller.enqueue(first),
    pull: async (controller) => {
      const part = await (next ?? reader.read());
      next = undefined;
      if (part.done) controller.close();
      else controller.enqueue(part.value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
