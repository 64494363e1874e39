import { SlotState } from "../../assembly/shared/layout.ts";
import { ActraInputError } from "../errors.ts";
import { ownProperty, requireObject } from "./own.ts";
import { type ReadStep, Shortcut } from "./plan.ts";
import type { Staging } from "./staging.ts";
import { stageValue, utf8Length, type ValueContext } from "./values.ts";

// Input → staging: everything that the plan names is read, once and in order, and checked, before the frame is
// touched. Reading may run code of the caller's, which may do anything, this very thing included.

export interface ReadContext extends ValueContext {
  /** `semantics: actra-0.7`: a value of the wrong type makes its atoms false. */
  readonly lenient: boolean;
  /** Code units of strings that are within the limit on one string in any case, and quickly counted. */
  readonly shortString: number;
}

/**
 * Goes through the steps from number `first` on. What they are read off: at depth 0 the input, at depth 1 the domain
 * read last (`domain` to begin with), deeper what `staging.objects` has.
 */
export function readSteps(
  steps: readonly ReadStep[],
  first: number,
  input: object,
  domain: object,
  staging: Staging,
  context: ReadContext,
): void {
  let current = domain;
  for (let i = first; i < steps.length; i++) {
    const step = steps[i]!;
    const parent = step.depth === 0 ? input : step.depth === 1 ? current : staging.objects[step.depth]!;
    if (step.tolerant) {
      i += readTolerantly(parent, step, staging, context);
    } else {
      const value = ownProperty(parent, step);
      if (step.shortcut === Shortcut.Object && typeof value === "object" && value !== null) {
        if (step.depth === 0) current = value;
        else staging.objects[step.depth + 1] = value;
        continue;
      }
      if (takeShortcut(value, step, staging, context)) continue;
      i += stage(value, step, staging, context);
    }
    if (step.depth === 0) current = staging.objects[1]!;
  }
}

/** Stages a value that needs no more than this; most do. */
function takeShortcut(value: unknown, step: ReadStep, staging: Staging, context: ReadContext): boolean {
  switch (step.shortcut) {
    case Shortcut.Number:
      return typeof value === "number" && value - value === 0 && stageNumber(value, 8, step, staging);
    case Shortcut.Boolean:
      return typeof value === "boolean" && stageNumber(value ? 1 : 0, 8, step, staging);
    case Shortcut.String: {
      if (typeof value !== "string" || value.length > context.shortString) return false;
      const handle = context.handles.get(value);
      if (handle === undefined) return stageNumber(0, utf8Length(value), step, staging);
      return stageNumber(handle, context.literalBytes[handle]!, step, staging);
    }
    default:
      return false;
  }
}

/** Does nothing, and says so, when `bytes` is no number or more than may still be read. */
function stageNumber(value: number, bytes: number, step: ReadStep, staging: Staging): boolean {
  const left = staging.left - bytes;
  if (!(left >= 0) || staging.given !== undefined) return false;
  staging.left = left;
  staging.numbers[step.slot] = value;
  staging.states[step.slot] = SlotState.Present;
  return true;
}

/** Stages any value. Gives how many of the next steps are done with, because what they are read off is not there. */
function stage(value: unknown, step: ReadStep, staging: Staging, context: ReadContext): number {
  if (value === undefined || value === null) {
    const state = step.optional ? SlotState.MissingOptional : SlotState.MissingRequired;
    staging.setMissing(step.slots, state, step.enforced);
    return step.inside;
  }
  if (step.slot >= 0) staging.states[step.slot] = SlotState.Present;
  if (step.value !== undefined) stageValue(value, step, step.value, staging, context);
  else staging.objects[step.depth + 1] = requireObject(value, step.path);
  return 0;
}

/** What only audit rules read is noted when it is bad; under the semantics of 0.7 a wrong type is as good as absent. */
function readTolerantly(parent: object, step: ReadStep, staging: Staging, context: ReadContext): number {
  const { left } = staging;
  try {
    return stage(ownProperty(parent, step), step, staging, context);
  } catch (error) {
    if (!(error instanceof ActraInputError)) throw error;
    if (!step.enforced) staging.left = left;
    const isNoted = !(context.lenient && error.code === "INPUT_TYPE");
    if (isNoted && step.enforced) throw error;
    if (isNoted) (staging.bad ??= []).push({ slots: step.slots, error });
    staging.setMissing(step.slots, SlotState.MissingOptional, false);
    return step.inside;
  }
}
