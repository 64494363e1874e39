import { accepts } from "../../automaton/automaton.ts";
import type { Scalar } from "../../language/model.ts";
import { addressOf } from "./addresses.ts";
import type { Cell } from "./cell.ts";

/** The cell in which a value is; -1 where it is in none. */
export function indexOf(value: Scalar, cells: readonly Cell[]): number {
  return cells.findIndex((cell) => isWithin(value, cell));
}

function isWithin(value: Scalar, cell: Cell): boolean {
  switch (cell.kind) {
    case "value":
      return value === cell.value;
    case "between":
      return (value as number) > cell.low && (value as number) < cell.high;
    case "addresses": {
      const address = addressOf(value);
      return address >= cell.low && address <= cell.high;
    }
    case "texts":
      return (
        !cell.without.has(value) && (cell.automaton === undefined || accepts(cell.automaton, value as string))
      );
  }
}
