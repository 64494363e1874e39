import { SlotState } from "../../assembly/shared/layout.ts";
import { ActraInputError } from "../errors.ts";
import { describe, listed } from "./describe.ts";
import { type ActionPlan, actionPlan, type Loaded } from "./loaded.ts";
import { isReadable, notAnObjectError, ownAction, ownType } from "./own.ts";
import { ACTION, type ReadStep, TYPE } from "./plan.ts";
import { readSteps, stage } from "./read.ts";
import type { Staging } from "./staging.ts";
import { checkText } from "./values.ts";

// The order in which an input is read (docs/semantics.md, 1 to 5): its action and the action's type first, since
// they say what else is read.

/** Reads all of the input that its action's rules name, and gives the action's plan. */
export function gather(input: unknown, staging: Staging, loaded: Loaded): ActionPlan {
  if (typeof input !== "object" || input === null) throw notAnObjectError(input, "input");
  const action = actionOf(input, loaded);
  const type = action && ownType(action, TYPE);
  return gatherAction(type, action, input, staging, loaded);
}

/**
 * The same for an action of which the name is known beforehand.
 *
 * @param action has its fields; `type` in it is not looked at
 * @param input has actor and snapshot
 */
export function gatherAction(
  type: unknown,
  action: object | undefined,
  input: object,
  staging: Staging,
  loaded: Loaded,
): ActionPlan {
  const met = typeof type === "string" ? loaded.recent.get(type) : undefined;
  const name = met === undefined ? nameOf(type, loaded) : (type as string);
  const plan = met ?? declaredPlan(type, loaded);
  const { typeStep, steps, actionSteps, actionSlots } = plan.reads;
  if (staging.given !== undefined) staging.actionType = name;
  if (action === undefined) {
    staging.setMissing(actionSlots, SlotState.MissingRequired, true);
    readSteps(steps, actionSteps, steps.length, staging, input);
    return plan;
  }
  if (typeStep !== undefined) stageType(name, typeStep, staging);
  readSteps(steps, 0, steps.length, staging, input, action, actionSteps);
  return plan;
}

/** The action's name is not counted. */
function stageType(name: string | undefined, step: ReadStep, staging: Staging): void {
  stage(name, step, staging);
  staging.left = staging.context.limits.inputBytes;
  staging.auditBytes = 0;
}

function nameOf(type: unknown, loaded: Loaded): string | undefined {
  return loaded.actions.has(type as string) ? (type as string) : undeclaredName(type, loaded);
}

function declaredPlan(type: unknown, loaded: Loaded): ActionPlan {
  const number = loaded.actions.get(type as string);
  const plan = actionPlan(loaded, number);
  return number === undefined ? plan : loaded.recent.set(type as string, plan);
}

function actionOf(input: object, { context }: Loaded): object | undefined {
  const action = ownAction(input, ACTION);
  if (action === undefined || action === null) return undefined;
  if (context.lenient && !isReadable(action, "action")) return undefined;
  if (typeof action !== "object") throw notAnObjectError(action, "action");
  return action;
}

/** The type of an action that is undeclared or absent, where that is no error; then it is checked like any string. */
export function undeclaredName(type: unknown, { program, context, actions }: Loaded): string | undefined {
  const isAbsent = type === undefined || type === null;
  if (program.settings.unknownAction === "reject" && (isAbsent || typeof type === "string")) {
    const received = isAbsent ? "nothing" : describe(type);
    const expected = `a declared action: ${listed(actions.keys())}`;
    throw new ActraInputError("INPUT_ACTION", TYPE.path, expected, received);
  }
  if (isAbsent) return undefined;
  try {
    checkText(type, -1, TYPE, context);
    return type as string;
  } catch (error) {
    if (context.lenient && (error as ActraInputError).code === "INPUT_TYPE") return undefined;
    throw error;
  }
}
