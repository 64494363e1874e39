import { SlotState } from "../../assembly/shared/layout.ts";
import { ActraInputError } from "../errors.ts";
import { ownProperty, requireObject } from "./own.ts";
import { type ReadStep, Shortcut } from "./plan.ts";
import type { Staging } from "./staging.ts";
import { stageValue } from "./values.ts";

// Input → staging: everything that the plan names is read, once and in order, and checked, before anything decides.
// Reading may run code of the caller's, which may do anything, this very thing included.

/**
 * Goes through the steps from `first` to before `end`: those before `leave` are read off `parent`, the others off `home`, or
 * off something in it. Objects are held in these calls alone: kept in the staging, they would cost a write barrier each, and
 * have to be let go of.
 */
export function readSteps(
  steps: readonly ReadStep[],
  first: number,
  end: number,
  staging: Staging,
  home: object,
  parent = home,
  leave = first,
): void {
  const quick = staging.given === undefined;
  for (let i = first; i < end; i++) {
    if (i === leave) parent = home;
    const step = steps[i]!;
    let object: object | undefined;
    if (step.tolerant) {
      object = readTolerantly(parent, step, staging);
    } else {
      const value = ownProperty(parent, step);
      if (step.shortcut === Shortcut.Object && typeof value === "object" && value !== null) object = value;
      else if (!(quick && takeShortcut(value, step, staging))) object = stage(value, step, staging);
    }
    if (step.inside === 0) continue;
    const next = i + 1 + step.inside;
    if (object !== undefined && i >= leave) {
      parent = object;
      leave = next;
      continue;
    }
    if (object !== undefined) readSteps(steps, i + 1, next, staging, object);
    i = next - 1;
  }
}

/** Stages a value that takes no more than a look, as most do. Otherwise it does nothing, and says so. */
function takeShortcut(value: unknown, step: ReadStep, staging: Staging): boolean {
  let number = 0;
  let bytes = 8;
  switch (step.shortcut) {
    case Shortcut.Number:
      if (typeof value !== "number" || value - value !== 0) return false;
      number = value;
      break;
    case Shortcut.Boolean:
      if (typeof value !== "boolean") return false;
      number = value ? 1 : 0;
      break;
    case Shortcut.String: {
      if (typeof value !== "string") return false;
      const word = staging.context.words.short(value, step.sensitive);
      if (word === undefined) return false;
      number = word.handle;
      bytes = word.bytes;
      break;
    }
    default:
      return false;
  }
  const left = staging.left - bytes;
  if (left < 0) return false;
  staging.left = left;
  staging.setNumber(step.slot, number);
  staging.setState(step.slot, SlotState.Present);
  return true;
}

/** Stages any value. Gives the object that it is, when there is more to read off it. */
export function stage(value: unknown, step: ReadStep, staging: Staging): object | undefined {
  if (value === undefined || value === null) {
    const state = step.optional ? SlotState.MissingOptional : SlotState.MissingRequired;
    staging.setMissing(step.slots, state, step.enforced);
    return undefined;
  }
  if (step.slot >= 0) staging.setState(step.slot, SlotState.Present);
  if (step.type === undefined) return requireObject(value, step.path, step.sensitive);
  stageValue(value, step, staging);
  return undefined;
}

/** What only audit rules read is noted when it is bad; under the semantics of 0.7 a wrong type makes its atoms false. */
function readTolerantly(parent: object, step: ReadStep, staging: Staging): object | undefined {
  const { left } = staging;
  try {
    return stage(ownProperty(parent, step), step, staging);
  } catch (error) {
    if (!(error instanceof ActraInputError)) throw error;
    if (!step.enforced) staging.left = left;
    const isNoted = !(staging.context.lenient && error.code === "INPUT_TYPE");
    if (isNoted && step.enforced) throw error;
    if (isNoted) (staging.bad ??= []).push({ slots: step.slots, error });
    staging.setMissing(step.slots, SlotState.Bad, false);
    return undefined;
  }
}
