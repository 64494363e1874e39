// Text patterns: one pass over the UTF-8 bytes of a text, at one look-up for each byte and one for each code point.

import { Automaton } from "../shared/layout";
import { bytesOf, lengthOf } from "./text";

// @ts-ignore: decorator
@inline
function at(table: usize, index: usize): u32 {
  return load<u16>(table + (index << 1));
}

/** Whether the automaton accepts the text. Reads no further than to where the answer is known. */
export function matchesText(text: usize, automaton: usize): bool {
  const symbols: u32 = load<u16>(automaton, Automaton.Symbols);
  const nodes = automaton + Automaton.AfterLeads;
  const states = nodes + <usize>load<u16>(automaton, Automaton.Nodes) * Automaton.NodeSize;
  let state: u32 = load<u16>(automaton, Automaton.Start);
  let next = bytesOf(text);
  const end = next + lengthOf(text);
  while (next < end && state > 1) {
    let symbol = at(automaton + Automaton.Leads, load<u8>(next++));
    while (symbol >= symbols) {
      // No text ends inside a code point; this keeps to the text should one ever.
      if (next == end) return false;
      symbol = at(nodes + <usize>(symbol - symbols) * Automaton.NodeSize, load<u8>(next++) & 63);
    }
    state = at(states, state * symbols + symbol);
  }
  return at(states, state * symbols) == 1;
}
