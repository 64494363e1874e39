import type { Format } from "../formats.ts";
import { PIPED } from "../read/bytes.ts";
import type { Terminal } from "../terminal.ts";
import { WrongUse } from "../wrong-use.ts";

/** @throws WrongUse where a program cannot go to standard output */
export function requireReader(output: string, format: Format, { outputIsShown }: Terminal): void {
  if (output !== PIPED) return;
  if (format === "json")
    throw new WrongUse("standard output cannot have both the program and JSON", "name a file by `--output`");
  if (outputIsShown)
    throw new WrongUse("a program is no text for a terminal", "name a file by `--output`, or pipe it on");
}
