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
  const isSymbol = (unit: number) => unit > 0 && unit < symbols + nodes;
  const isState = (unit: number, cell: number) => {
    const state = Math.floor(cell / symbols);
    if (state < 2) return unit === state;
    return unit < (cell % symbols === 0 ? 2 : states);
  };
  return units.every((unit, i) => i < HEADER || (i < rows ? isSymbol(unit) : isState(unit, i - rows)));
}
