import { ACCEPT } from "../../src/automaton/table.ts";
import type { ByteAutomaton } from "../../src/automaton/utf8.ts";

const encoder = new TextEncoder();

/** As the machine will do it: one step for each byte, and none once the answer is known. */
export function run(
  { start, width, next, accepting, classes }: ByteAutomaton,
  text: string,
): { accepted: boolean; steps: number } {
  let state = start;
  let steps = 0;
  for (const byte of encoder.encode(text)) {
    if (state <= ACCEPT) break;
    state = next[state * width + classes[byte]!]!;
    steps++;
  }
  return { accepted: accepting[state] === 1, steps };
}
