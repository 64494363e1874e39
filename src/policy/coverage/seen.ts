import { SlotState } from "../../../assembly/shared/layout.ts";
import type { OperandScalar } from "../../language/types.ts";
import type { Decider } from "../../machine/decide.ts";
import type { ActionPlan } from "../../machine/loaded.ts";
import { stepPath } from "../../machine/plan.ts";
import type { GivenCell, Staging } from "../../machine/staging.ts";
import type { DebugTerm } from "../../program/program.ts";
import type { TracedBlock } from "../trace.ts";

// What one input has for the sides of an atom. Values are those that were given: none of this is shown to anybody.

/** What one input looks like to a rule. */
export interface Scene {
  readonly look: Look;
  /** What became of the rule's tests, and of what it computes. */
  readonly traced: TracedBlock;
  /** What belongs to the next atom or quantifier. */
  next: number;
  /** Which item of a list is looked at. */
  readonly item: number;
}

/** @param item the place of the item, for paths such as `action.lines[].price` */
export type Look = (path: string, item: number) => SeenCell | undefined;

interface SeenCell extends GivenCell {
  readonly type: OperandScalar | undefined;
}

/** A field or something computed; literals are neither. */
export interface Side {
  readonly field?: string;
  readonly term?: DebugTerm;
  readonly literal?: unknown;
}

export function lookOf(staging: Staging, { reads }: ActionPlan, { loaded }: Decider): Look {
  const { slots } = loaded.program;
  const read = new Set(reads.order);
  const isRead = (slot: number) => read.has(slots[slot]!.list ?? slot);
  const numbers = new Map(
    [...slots.keys()].filter(isRead).map((slot) => [stepPath(slots[slot]!, slots), slot]),
  );
  return (path, item) => {
    const slot = numbers.get(path);
    if (slot === undefined) return undefined;
    const given = staging.given![slot];
    const { list, type } = slots[slot]!;
    const items = given as readonly GivenCell[] | undefined;
    const cell = list === undefined ? { state: staging.stateOf(slot), given } : items?.[item];
    return cell && { ...cell, type: type.scalar };
  };
}

export interface SeenValue {
  readonly value: unknown;
  readonly type: OperandScalar | undefined;
}

/** Nothing when it is missing, or could not be computed. */
export function seenValue({ field, term }: Side, { look, item, traced }: Scene): SeenValue | undefined {
  if (field !== undefined) {
    const cell = look(field, item);
    return cell?.state === SlotState.Present ? { value: cell.given, type: cell.type } : undefined;
  }
  if (term === undefined) return undefined;
  const value = term.at === undefined ? term.value : traced.results[term.at];
  return value === undefined || Number.isNaN(value) ? undefined : { value, type: term.type };
}

export function isMissingAsOptional({ field, term }: Side, scene: Scene): boolean {
  if (field !== undefined) return scene.look(field, scene.item)?.state === SlotState.MissingOptional;
  return term?.parts.some((part) => isMissingAsOptional(part, scene)) ?? false;
}
