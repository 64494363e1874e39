import { SlotState } from "../../assembly/shared/layout.ts";
import { ActraInputError } from "../errors.ts";
import { describe } from "./describe.ts";
import { type ActionPlan, actionPlan, type Loaded } from "./loaded.ts";
import { isReadable, notAnObjectError, ownProperty } from "./own.ts";
import { ACTION, TYPE } from "./plan.ts";
import { readSteps, stage } from "./read.ts";
import type { Staging } from "./staging.ts";
import { textBytes } from "./values.ts";

// The order in which an input is read (docs/semantics.md, 1 to 5): its action and the action's type first, since
// they say what else is read.

/** Reads all of the input that its action's rules name, and gives the action's plan. */
export function gather(input: unknown, staging: Staging, loaded: Loaded): ActionPlan {
  if (typeof input !== "object" || input === null) throw notAnObjectError(input, "input");
  const action = actionOf(input, loaded);
  const type = action === undefined ? undefined : actionType(ownProperty(action, TYPE), loaded);
  const plan = planFor(type, loaded);
  const { typeStep, steps, actionSteps, actionSlots } = plan.reads;
  staging.actionType = type;
  staging.objects[0] = input;
  if (action === undefined) {
    staging.setMissing(actionSlots, SlotState.MissingRequired, true);
    readSteps(steps, actionSteps, staging);
  } else {
    if (typeStep !== undefined) stage(type, typeStep, staging);
    staging.objects[1] = action;
    readSteps(steps, 0, staging);
  }
  return plan;
}

function actionOf(input: object, { context }: Loaded): object | undefined {
  const action = ownProperty(input, ACTION);
  if (action === undefined || action === null) return undefined;
  if (context.lenient && !isReadable(action, "action")) return undefined;
  if (typeof action !== "object") throw notAnObjectError(action, "action");
  return action;
}

/** `undefined` when it is absent. */
function actionType(type: unknown, { context }: Loaded): string | undefined {
  if (typeof type === "string") return type;
  if (type === undefined || type === null || context.lenient) return undefined;
  throw new ActraInputError("INPUT_TYPE", TYPE.path, "the name of an action", describe(type));
}

/** The plan for an action of this type, which may be absent or undeclared where that is no error. */
export function planFor(type: string | undefined, loaded: Loaded): ActionPlan {
  const number = loaded.actions.get(type as string);
  if (number === undefined) checkUndeclared(type, loaded);
  return actionPlan(number ?? loaded.actions.size, loaded);
}

/** Where an undeclared type is no error in itself, it is checked like any string. */
function checkUndeclared(type: string | undefined, { program, context }: Loaded): void {
  if (program.settings.unknownAction === "reject") {
    const received = type === undefined ? "nothing" : describe(type);
    throw new ActraInputError("INPUT_ACTION", TYPE.path, declaredNames(program.schema.actions), received);
  }
  if (type !== undefined) textBytes(type, -1, TYPE, context);
}

const MOST_NAMES = 10;

function declaredNames(actions: readonly { name: string }[]): string {
  const names = actions.slice(0, MOST_NAMES).map(({ name }) => name);
  return `a declared action: ${names.join(", ")}`;
}
