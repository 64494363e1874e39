import { SlotState } from "../../assembly/shared/layout.ts";
import { ActraInputError } from "../errors.ts";
import { describe } from "./describe.ts";
import { type ActionPlan, actionPlan, type Loaded, otherPlan } from "./loaded.ts";
import { isReadable, notAnObjectError, ownProperty } from "./own.ts";
import { makeStep, type ReadStep } from "./plan.ts";
import { readSteps } from "./read.ts";
import type { Staging } from "./staging.ts";
import { utf8Length } from "./values.ts";

// The order in which an input is read (docs/semantics.md, 1 to 5): its action and the action's type first, since
// they say what else is read.

const ACTION = makeStep({ name: "action", path: "action", parentPath: "input", depth: 0 });
const TYPE = makeStep({ name: "type", path: "action.type", parentPath: "action", depth: 1 });

/** Reads all of the input that its action's rules name, and gives the action's plan. */
export function gather(input: unknown, staging: Staging, loaded: Loaded): ActionPlan {
  if (typeof input !== "object" || input === null) throw notAnObjectError(input, "input");
  const action = actionOf(input, loaded);
  const type = action === undefined ? undefined : ownProperty(action, TYPE);
  const name = actionName(type, loaded);
  const plan =
    loaded.actions.get(name as string) ??
    (name === undefined ? undefined : actionPlan(loaded, name)) ??
    undeclared(name, loaded);
  staging.actionType = name;
  if (plan.reads.typeSlot >= 0) stageType(name, plan, staging, loaded);
  const { steps, actionSteps } = plan.reads;
  if (action === undefined) setActionMissing(steps.slice(0, actionSteps), staging);
  readSteps(steps, action === undefined ? actionSteps : 0, input, action ?? input, staging, loaded.context);
  return plan;
}

function setActionMissing(steps: readonly ReadStep[], staging: Staging): void {
  for (const { slots, enforced } of steps) staging.setMissing(slots, SlotState.MissingRequired, enforced);
}

function actionOf(input: object, { context }: Loaded): object | undefined {
  const action = ownProperty(input, ACTION);
  if (action === undefined || action === null) return undefined;
  if (context.lenient && !isReadable(action, "action")) return undefined;
  if (typeof action !== "object") throw notAnObjectError(action, "action");
  return action;
}

/** `undefined` when it is absent. */
function actionName(type: unknown, { context }: Loaded): string | undefined {
  if (typeof type === "string") return type;
  if (type === undefined || type === null || context.lenient) return undefined;
  throw new ActraInputError("INPUT_TYPE", "action.type", "the name of an action", describe(type));
}

function undeclared(name: string | undefined, loaded: Loaded): ActionPlan {
  const { settings, schema, inputLimits } = loaded.program;
  if (settings.unknownAction === "reject") {
    const expected = declaredNames(schema.actions.map((action) => action.name));
    throw new ActraInputError(
      "INPUT_ACTION",
      "action.type",
      expected,
      name === undefined ? "nothing" : describe(name),
    );
  }
  if (name !== undefined) checkName(name, inputLimits.stringBytes);
  return otherPlan(loaded);
}

const MOST_NAMES = 10;

function declaredNames(names: readonly string[]): string {
  if (names.length === 0) return "a declared action (the schema has none)";
  const more = names.length > MOST_NAMES ? `, … (${names.length} in all)` : "";
  return `one of ${names.slice(0, MOST_NAMES).join(", ")}${more}`;
}

/** An undeclared name is checked like any string. */
function checkName(name: string, most: number): void {
  const bytes = name.length > most ? Number.POSITIVE_INFINITY : utf8Length(name);
  const fail = (code: "INPUT_LIMIT" | "INPUT_TYPE", expected: string, received: string) =>
    new ActraInputError(code, "action.type", expected, received);
  if (bytes > most)
    throw fail("INPUT_LIMIT", `a string of at most ${most} bytes in UTF-8`, "a longer string");
  if (Number.isNaN(bytes)) throw fail("INPUT_TYPE", "a well-formed string", "a string with a lone surrogate");
}

function stageType(name: string | undefined, plan: ActionPlan, staging: Staging, loaded: Loaded): void {
  const slot = plan.reads.typeSlot;
  if (name === undefined) return staging.setMissing([slot], SlotState.MissingRequired, true);
  staging.states[slot] = SlotState.Present;
  staging.numbers[slot] = loaded.context.handles.get(name) ?? 0;
  if (staging.given !== undefined) staging.given[slot] = name;
  if (!loaded.program.slots[slot]!.text) return;
  staging.values[slot] = name;
  staging.heap += utf8Length(name) + 8;
}
