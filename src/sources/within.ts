import { ActraSourceError } from "./source-error.ts";

/**
 * What comes of it, unless it takes longer: then it hears of that by its signal, and is not waited for.
 *
 * @param outer ends it too
 * @throws ActraSourceError `SOURCE_TIMEOUT`, `SOURCE_STOPPED`
 */
export async function within<Result>(
  milliseconds: number,
  outer: AbortSignal,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  let stop = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ended = new Promise<never>((_, reject) => {
    stop = () => reject(new ActraSourceError("SOURCE_STOPPED", "the policy source was stopped"));
    const message = `there was no whole answer within ${milliseconds} ms`;
    timer = setTimeout(() => reject(new ActraSourceError("SOURCE_TIMEOUT", message)), milliseconds);
  });
  outer.addEventListener("abort", stop);
  try {
    return await Promise.race([ended, run(controller.signal)]);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener("abort", stop);
    controller.abort();
  }
}
