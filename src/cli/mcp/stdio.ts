import type { Readable, Writable } from "node:stream";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { Gate, type GateOptions } from "../../adapters/mcp/gate.ts";
import { ErrorCode, isMembers, type Members } from "../../adapters/mcp/message.ts";
import { visible } from "../../diagnostics/visible.ts";
import type { Streams } from "../terminal.ts";
import type { Command } from "./command.ts";
import { inOrder, noteVersion } from "./in-order.ts";
import { type Line, Lines } from "./lines.ts";

// A client and a server that talk over standard input and output, with a gate between them.

/** Bytes of one message of a client: what servers of the official SDK take, and no more. */
const LONGEST_FROM_CLIENT = 10 * 1024 * 1024;
/** Of a server, which is not what is guarded against, but may be broken. */
const LONGEST_FROM_SERVER = 256 * 1024 * 1024;

/** How it ended: the server's exit code or signal, or that the client went first. */
export type Ended = number | NodeJS.Signals | "client";

export async function proxyCommand(
  server: Command,
  { input, output, errors, stopped }: Streams,
  options: Omit<GateOptions, "toServer" | "toClient">,
): Promise<Ended> {
  const gate = new Gate({
    ...options,
    toServer: (message) => write(server.input, JSON.stringify(message)),
    // What is not changed goes through as it stands: numbers may have more digits than are kept here.
    toClient: (message, line) => write(output, typeof line === "string" ? line : JSON.stringify(message)),
  });
  let isLeft = false;
  const leave = () => {
    isLeft = true;
    server.close();
  };
  server.errors.pipe(errors, { end: false });
  stopped.addEventListener("abort", leave, { once: true });
  output.on("error", leave);
  const reading = readClient(input, gate, [server.input, output]).then(leave);
  await readServer(server, gate, { output, errors });
  const how = await server.ended;
  const ended = isLeft ? "client" : how;
  gate.end(`the server has ended (${typeof how === "number" ? `exit code ${how}` : how})`);
  input.destroy();
  await reading;
  return ended;
}

/** The same for a server that is somewhere else; ends when the client does. */
export async function proxyTransport(
  server: Transport,
  { input, output, errors, stopped }: Streams,
  options: Omit<GateOptions, "toServer" | "toClient">,
): Promise<void> {
  const gate = new Gate({
    ...options,
    toServer: inOrder(server),
    toClient: (message) => write(output, JSON.stringify(message)),
  });
  server.onmessage = (message) => {
    noteVersion(message as Members, server);
    void send(gate, message as Members);
  };
  server.onerror = ({ message }) => errors.write(`actra: ${visible(message)}\n`);
  server.onclose = () => gate.end("the connection to the server is closed");
  stopped.addEventListener("abort", () => input.destroy(), { once: true });
  output.on("error", () => input.destroy());
  await readClient(input, gate, [output]);
  await server.close();
}

/** Reads no faster than server and client take what comes of it. */
async function readClient(input: Readable, gate: Gate, outlets: readonly Writable[]): Promise<void> {
  const lines = new Lines(LONGEST_FROM_CLIENT);
  try {
    for await (const chunk of input) {
      for (const line of lines.take(chunk)) takeFromClient(line, gate);
      await gate.ready;
      for (const outlet of outlets) await drained(outlet);
    }
  } catch {
    // One of the two has gone, and nobody is there to hear of it.
  }
  await gate.leave();
}

function takeFromClient(line: Line, gate: Gate): void {
  if ("problem" in line) {
    const text =
      line.problem === "too long"
        ? `a message may have ${LONGEST_FROM_CLIENT} bytes`
        : "a message has to be UTF-8";
    return gate.refuse(ErrorCode.Parse, text);
  }
  let message: unknown;
  try {
    message = JSON.parse(line.text);
  } catch {
    return gate.refuse(ErrorCode.Parse, "Parse error");
  }
  gate.fromClient(message);
}

async function readServer(
  server: Command,
  gate: Gate,
  { output, errors }: Pick<Streams, "output" | "errors">,
): Promise<void> {
  const lines = new Lines(LONGEST_FROM_SERVER);
  for await (const chunk of server.output) {
    for (const line of lines.take(chunk)) {
      const problem = takeFromServer(line, gate);
      if (problem !== undefined)
        errors.write(`actra: the server wrote something that is no message: ${problem}\n`);
    }
    await drained(output);
  }
}

/** What is wrong with it. */
function takeFromServer(line: Line, gate: Gate): string | undefined {
  if ("problem" in line) return line.problem;
  const data = parsed(line.text);
  if (Array.isArray(data)) {
    for (const each of data) if (isMembers(each)) void send(gate, each);
    return undefined;
  }
  if (!isMembers(data)) return "no JSON object";
  void send(gate, data, line.text);
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A message that nothing can write, such as one of objects in objects without end, is lost, and no other. */
async function send(gate: Gate, message: Members, line?: string): Promise<void> {
  try {
    await gate.fromServer(message, line);
  } catch {}
}

function write(stream: Writable, line: string): void {
  if (stream.writable) stream.write(`${line}\n`);
}

/** Settles when the stream takes more, or will never. */
function drained(stream: Writable): Promise<void> | undefined {
  if (!stream.writableNeedDrain || stream.destroyed) return undefined;
  return new Promise((resolve) => {
    const events = ["drain", "close", "error"];
    const done = () => {
      for (const event of events) stream.off(event, done);
      resolve();
    };
    for (const event of events) stream.on(event, done);
  });
}
