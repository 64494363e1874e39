// Tools that give one output after the other. The SDK tells them by what they give at once, before anything can be decided.

type Run<Call> = (input: unknown, call: Call) => Promise<unknown>;

/** Whether calling it gives a stream. */
export function isStreaming(execute: unknown): boolean {
  return Object.prototype.toString.call(execute) === "[object AsyncGeneratorFunction]";
}

/** For a tool that gives a stream: gives one too, which begins once it is decided. */
export function streaming<Call>(run: Run<Call>) {
  return async function* (input: unknown, call: Call): AsyncGenerator<unknown> {
    yield* (await run(input, call)) as AsyncIterable<unknown>;
  };
}

/** For any other: of a stream that comes all the same, it gives the last output. */
export function settled<Call>(run: Run<Call>) {
  return async (input: unknown, call: Call): Promise<unknown> => {
    const result = await run(input, call);
    if (!isStream(result)) return result;
    let last: unknown;
    for await (const output of result) last = output;
    return last;
  };
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}
