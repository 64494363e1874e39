import { SlotState } from "../../assembly/shared/layout.ts";
import { ActraInputError } from "../errors.ts";
import { ownProperty, requireObject } from "./own.ts";
import { type ReadStep, Shortcut } from "./plan.ts";
import type { Staging } from "./staging.ts";
import { stageValue, type ValueContext } from "./values.ts";

// Input → staging: everything that the plan names is read, once and in order, and checked, before the frame is
// touched. Reading may run code of the caller's, which may do anything, this very thing included.

export interface ReadContext extends ValueContext {
  /** `semantics: actra-0.7`: a value of the wrong type makes its atoms false. */
  readonly lenient: boolean;
}

/** Goes through the steps from number `first` on; `staging.objects` has what they are read off. */
export function readSteps(
  steps: readonly ReadStep[],
  first: number,
  staging: Staging,
  context: ReadContext,
): void {
  const { objects } = staging;
  for (let i = first; i < steps.length; i++) {
    const step = steps[i]!;
    if (!step.enforced || context.lenient) {
      i += readTolerantly(step, staging, context);
      continue;
    }
    const value = ownProperty(objects[step.parent]!, step);
    if (!takeShortcut(value, step, staging, context)) i += stage(value, step, staging, context);
  }
}

/** Stages a value that needs no more than this; most do. */
function takeShortcut(value: unknown, step: ReadStep, staging: Staging, context: ReadContext): boolean {
  let number: number;
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
      const handle = typeof value === "string" ? context.handles.get(value) : undefined;
      if (handle === undefined) return false;
      number = handle;
      bytes = context.literalBytes[handle]!;
      break;
    }
    case Shortcut.Object:
      if (typeof value !== "object" || value === null) return false;
      staging.objects[step.object] = value;
      return true;
    default:
      return false;
  }
  if (staging.bytes + bytes > context.limits.inputBytes || staging.given !== undefined) return false;
  staging.bytes += bytes;
  staging.numbers[step.slot] = number;
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
  else staging.objects[step.object] = requireObject(value, step.path);
  return 0;
}

/** What only audit rules read is noted when it is bad; under the semantics of 0.7 a wrong type is as good as absent. */
function readTolerantly(step: ReadStep, staging: Staging, context: ReadContext): number {
  const { bytes } = staging;
  try {
    return stage(ownProperty(staging.objects[step.parent]!, step), step, staging, context);
  } catch (error) {
    if (!(error instanceof ActraInputError)) throw error;
    if (!step.enforced) staging.bytes = bytes;
    const isNoted = !(context.lenient && error.code === "INPUT_TYPE");
    if (isNoted && step.enforced) throw error;
    if (isNoted) (staging.bad ??= []).push({ slots: step.slots, error });
    staging.setMissing(step.slots, SlotState.MissingOptional, false);
    return step.inside;
  }
}
