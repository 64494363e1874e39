import type { Budget } from "./budget.ts";
import { ACCEPT, REJECT, type Table } from "./table.ts";

/** A state as it is found. */
export interface Found {
  readonly accepting: boolean;
  /** The name of the state that each column leads to. */
  readonly row: readonly string[];
}

/** The names of the two states that every table has. */
export const REJECTED = "reject";
export const ACCEPTED = "accept";

/**
 * Visits each state that can be reached. A state is known by a name that says all about it, and numbered as it is found,
 * in breadth: where no two states accept the same, the numbers depend on the language alone.
 */
export function explore(start: string, width: number, visit: (name: string) => Found, budget: Budget): Table {
  const numbers = new Map([
    [REJECTED, REJECT],
    [ACCEPTED, ACCEPT],
  ]);
  const numberOf = (name: string): number => {
    if (!numbers.has(name)) numbers.set(name, numbers.size);
    return numbers.get(name)!;
  };
  const first = numberOf(start);
  const next: number[] = [];
  const accepting: number[] = [];
  for (const [name, number] of numbers) {
    const found = number <= ACCEPT ? sink(name, width) : visit(name);
    accepting.push(Number(found.accepting));
    for (const target of found.row) next.push(numberOf(target));
    budget.hold("states", numbers.size);
    budget.spend(width);
  }
  return { start: first, width, next, accepting };
}

function sink(name: string, width: number): Found {
  return { accepting: name === ACCEPTED, row: new Array(width).fill(name) };
}
