import { Automaton as Layout } from "../../assembly/shared/layout.ts";
import type { CompiledPattern } from "../../src/automaton/compile.ts";
import { ACCEPT } from "../../src/automaton/table.ts";
import { packAutomaton } from "../../src/compiler/5-emit/pack-automaton.ts";

const encoder = new TextEncoder();
const known = new WeakMap<CompiledPattern, Uint16Array>();

function unitsOf(pattern: CompiledPattern): Uint16Array {
  const units = known.get(pattern) ?? new Uint16Array(packAutomaton(pattern.automaton).buffer);
  known.set(pattern, units);
  return units;
}

/** As the machine does it (assembly/operators/automaton.ts): one step for each byte, and none once the answer is known. */
export function run(pattern: CompiledPattern, text: string): { accepted: boolean; steps: number } {
  const units = unitsOf(pattern);
  const [symbols, nodes, start] = units as unknown as [number, number, number];
  const firstNode = Layout.AfterLeads / 2;
  const firstState = firstNode + (nodes * Layout.NodeSize) / 2;
  let state = start;
  let node: number | undefined;
  let steps = 0;
  for (const byte of encoder.encode(text)) {
    if (state <= ACCEPT) break;
    steps++;
    const at = node === undefined ? Layout.Leads / 2 + byte : firstNode + node * 64 + (byte & 63);
    const target = units[at]!;
    node = target < symbols ? undefined : target - symbols;
    if (node === undefined) state = units[firstState + state * symbols + target]!;
  }
  return { accepted: units[firstState + state * symbols] === 1, steps };
}
