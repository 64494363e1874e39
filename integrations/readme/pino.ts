import { pino } from "pino";
import { decideBoth, makeRuntime } from "./given.ts";

const lines: string[] = [];
export const logger = pino({ level: "debug" }, { write: (line) => lines.push(line) });
export const runtime = makeRuntime();

export async function works() {
  await decideBoth(runtime);
  const text = lines.join("");
  return { allowed: text.includes("decided: allow"), stopped: text.includes("decided: block") };
}
