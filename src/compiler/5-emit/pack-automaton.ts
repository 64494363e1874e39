import type { Automaton } from "../../automaton/automaton.ts";
import { trieOf } from "../../automaton/utf8-trie.ts";

/**
 * An automaton as the machine walks it (assembly/shared/layout.ts, `Automaton`). It tells classes of code points apart, not
 * bytes: in UTF-8 `\p{L}` takes hundreds of states each time that it is repeated, and here some nodes, once.
 *
 * Everything fits u16: the limits of patterns keep states and symbols below 33,000, and in Unicode there are no more than
 * 18,000 different nodes.
 */
export function packAutomaton({ start, width, next, accepting, classes }: Automaton): Uint8Array {
  const { leads, nodes } = trieOf(classes);
  const units = [width + 1, nodes.length, start];
  for (const lead of leads) units.push(symbol(lead));
  for (const node of nodes) for (const target of node) units.push(symbol(target));
  for (let state = 0; state < accepting.length; state++) {
    units.push(accepting[state]!);
    for (let column = 0; column < width; column++) units.push(next[state * width + column]!);
  }
  return new Uint8Array(Uint16Array.from(units).buffer);
}

/** 0 is the end of the text. No code point begins with a byte that has no lead, whatever it is said to be. */
function symbol(target = 0): number {
  return target + 1;
}
