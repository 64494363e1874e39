import { isThenable } from "../action.ts";

// Where lines go, each kind of destination behind one call. Declared by what is used of them, since not every platform has
// the types of both kinds of stream.

/** What is used of a writable stream of Node. */
export interface LineStream {
  /** `false` when it wants no more for now. */
  write(text: string): boolean;
  once(event: "drain" | "error" | "close", listener: (error?: unknown) => void): unknown;
  /** `false` when it is closed or broken. */
  readonly writable?: boolean;
}

/** What is used of the writer of a web stream (`stream.getWriter()`). */
export interface LineWriter {
  write(text: string): PromiseLike<unknown>;
  readonly ready: PromiseLike<unknown>;
  readonly desiredSize: number | null;
}

/** Gets a line without its end. A promise that it gives says that it wants no more until that is settled. */
export type LineFunction = (line: string) => unknown;

export type LineDestination = LineStream | LineWriter | LineFunction;

/** Gives a promise when there is no room for a further line; it is settled when there is. May throw. */
export type WriteLine = (line: string) => PromiseLike<unknown> | undefined;

export type ReportError = (error: unknown) => void;

/**
 * @param report hears of what goes wrong after a line was handed over
 * @throws TypeError when it is none
 */
export function toDestination(destination: LineDestination, report: ReportError): WriteLine {
  if (typeof destination === "function") return toFunction(destination);
  if (typeof destination?.write === "function") {
    if ("once" in destination) return toStream(destination, report);
    if ("desiredSize" in destination) return toWriter(destination, report);
  }
  throw new TypeError(
    "lines go to a writable stream of Node, to the writer of a web stream, or to a function",
  );
}

function toFunction(take: LineFunction): WriteLine {
  return (line) => {
    const answer = take(line);
    return isThenable(answer) ? answer : undefined;
  };
}

function toStream(stream: LineStream, report: ReportError): WriteLine {
  let release = () => {};
  const listen = (error: unknown) => {
    report(error);
    release();
    // Without a listener, a further error would end the process.
    stream.once("error", listen);
  };
  stream.once("error", listen);
  stream.once("close", () => release());
  return (line) => {
    if (stream.writable === false) throw new Error("the stream of decisions is closed");
    if (stream.write(`${line}\n`) !== false) return undefined;
    return new Promise<void>((resolve) => {
      release = resolve;
      stream.once("drain", () => resolve());
    });
  };
}

function toWriter(writer: LineWriter, report: ReportError): WriteLine {
  return (line) => {
    writer.write(`${line}\n`).then(undefined, report);
    return (writer.desiredSize ?? 1) > 0 ? undefined : writer.ready;
  };
}
