import { Automaton } from "../../assembly/shared/layout.ts";

const HEADER = Automaton.Leads / 2;
const AFTER_LEADS = Automaton.AfterLeads / 2;
const NODE = Automaton.NodeSize / 2;

/**
 * Whether the machine may walk these bytes (assembly/shared/layout.ts): every number in them leads to something that is
 * there, the end of a text to one of the two states from which nothing else is reached, and those to themselves.
 */
export function isAutomaton(table: Uint8Array): boolean {
  if (table.length % 2 !== 0) return false;
  const units = new Uint16Array(new Uint8Array(table).buffer);
  const [symbols, nodes, start] = units as unknown as [number, number, number];
  const rows = AFTER_LEADS + nodes * NODE;
  const states = (units.length - rows) / symbols;
  if (!Number.isInteger(states) || start >= states) return false;
  for (let i = HEADER; i < rows; i++) if (units[i]! === 0 || units[i]! >= symbols + nodes) return false;
  for (let state = 0; state < states; state++) {
    const row = units.subarray(rows + state * symbols, rows + (state + 1) * symbols);
    if (!isRow(row, state, states)) return false;
  }
  return true;
}

function isRow(row: Uint16Array, state: number, states: number): boolean {
  const least = state < 2 ? state : 0;
  const most = state < 2 ? state : states - 1;
  return row[0]! <= 1 && row.every((target) => target >= least && target <= most);
}
