import type { Decision } from "../language/decision.ts";
import type { Decider } from "../machine/decide.ts";
import { decideManyPacked, decidePacked } from "../machine/packed/decide.ts";
import { PackedDecisions } from "./packed-decisions.ts";

/** Of rules, by their ids. */
const numbers = new WeakMap<Decider, ReadonlyMap<string, number>>();

/** @param held a `Decider`, here and below */
export function evaluatePacked(bytes: Uint8Array, held: object): Decision {
  return decidePacked(bytes, held as Decider);
}

export function evaluatePackedMany(bytes: Uint8Array, held: object): PackedDecisions {
  const decider = held as Decider;
  const outcomes = decideManyPacked(bytes, decider);
  const known =
    numbers.get(decider) ?? new Map(decider.loaded.program.rules.map(({ id, position }) => [id, position]));
  numbers.set(decider, known);
  return new PackedDecisions(outcomes, known);
}
