/** `actra serve` as a process. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { ACTRA } from "../command-line.ts";

export interface Served {
  readonly url: string;
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
}

/** @throws what it says on standard error when it does not start */
export async function served(words: readonly string[], actra = ACTRA): Promise<Served> {
  const child = spawn(process.execPath, [actra, "serve", ...words, "--port", "0"]);
  const ended = once(child, "close").then(([code]) => code as number | null);
  let errors = "";
  child.stderr.on("data", (chunk) => (errors += chunk));
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([once(lines, "line").then(([text]) => String(text)), ended]);
  const url = /^listening on (\S+),/.exec(String(line))?.[1];
  if (url === undefined) throw new Error(errors);
  return { url, process: child, ended };
}
