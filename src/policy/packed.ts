import type { Decision } from "../language/decision.ts";
import type { Decider } from "../machine/decide.ts";
import { decideManyPacked, decidePacked } from "../machine/packed/decide.ts";
import { PackedDecisions } from "./packed-decisions.ts";

/** @param held a `Decider`, here and below */
export function evaluatePacked(bytes: Uint8Array, held: object): Decision {
  return decidePacked(bytes, held as Decider);
}

export function evaluatePackedMany(bytes: Uint8Array, held: object): PackedDecisions {
  const decider = held as Decider;
  return new PackedDecisions(decideManyPacked(bytes, decider), decider);
}
