import { cut, printable } from "../language/printable.ts";

const LONGEST = 300;

/** An input on one line, for messages. */
export function inputText(input: object): string {
  return cut(printable(JSON.stringify(input)), LONGEST);
}
