// An answer as a stream → the same, held back until there is something in it. Most answers are one event and the end: these leave as
// one piece, where else their head, their event and their end would each be a write.

/** Milliseconds; after that it is a stream as it was. A client may want the head, and has to be heard when it leaves. */
const HELD = 100;

/** The stream of what belongs to no request is not held at all. */
export async function whenBegun(request: Request, response: Response): Promise<Response> {
  const { body, status, headers } = response;
  if (request.method !== "POST" || body === null) return response;
  const made = (of: ReadableStream | Uint8Array<ArrayBuffer> | null) => new Response(of, { status, headers });
  const reader = body.getReader();
  const first = reader.read();
  const begun = await within(HELD, first);
  if (begun === undefined) return made(continued(reader, [first]));
  if (begun.done) return made(null);
  const second = reader.read();
  return made((await isOver(second)) ? begun.value : continued(reader, [first, second]));
}

type Reader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;
type Part = Awaited<ReturnType<Reader["read"]>>;

async function within(time: number, first: Promise<Part>): Promise<Part | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, time, undefined);
  });
  try {
    return await Promise.race([first, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether what has been written already is all. */
async function isOver(next: Promise<Part>): Promise<boolean> {
  const later = new Promise<undefined>((resolve) => setImmediate(resolve, undefined));
  return (await Promise.race([next, later]))?.done === true;
}

/** @param parts that are read already, or about to be */
function continued(reader: Reader, parts: Promise<Part>[]): ReadableStream {
  return new ReadableStream({
    pull: async (controller) => {
      const part = await (parts.shift() ?? reader.read());
      if (part.done) controller.close();
      else controller.enqueue(part.value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
