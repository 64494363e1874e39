import { Record as Layout, SlotState, Truth } from "../../assembly/shared/layout.ts";
import type { Decision } from "../language/decision.ts";
import { type Decider, judgeRules, stageFrame } from "../machine/decide.ts";
import { gather } from "../machine/gather.ts";
import type { ActionPlan, Loaded } from "../machine/loaded.ts";
import { Staging } from "../machine/staging.ts";
import type { ProgramRule } from "../program/program.ts";
import { explainCondition, placeOf } from "./explain-condition.ts";
import type { ExplainedRule, Explanation, RuleStatus } from "./explanation.ts";
import { renderExplanation } from "./render-explanation.ts";
import { show } from "./show.ts";

// A decision taken again with everything written down: each rule of the action runs with all of its tests.

/** @throws ActraInputError */
export function explain(input: unknown, decider: Decider): Explanation {
  const { loaded } = decider;
  const staging = new Staging(loaded.program.slots.length, true);
  staging.clear(loaded.program.inputLimits.inputBytes);
  const plan = gather(input, staging, loaded);
  decider.requireAlive();
  stageFrame(staging, plan, loaded);
  const decision = decider.decideFrame(staging, plan);
  const rules = explainRules(staging, plan, decision, loaded);
  const type = staging.actionType;
  const explanation = {
    effect: decision.effect,
    matched_rule: decision.matched_rule,
    decision,
    ...(type !== undefined && { action: String(show(type)) }),
    resolution: loaded.program.settings.resolution,
    rules: Object.freeze(rules),
    not_needed: Object.freeze(notNeeded(staging, plan, loaded)),
  };
  Object.defineProperty(explanation, "toString", { value: () => renderExplanation(explanation) });
  return Object.freeze(explanation);
}

function explainRules(
  staging: Staging,
  plan: ActionPlan,
  decision: Decision,
  loaded: Loaded,
): ExplainedRule[] {
  const { rules } = loaded.program;
  const numbers = plan.withAudit.length > 0 ? plan.withAudit : plan.enforced;
  const considered = new Set(numbers);
  const outside = rules.flatMap((_, number) => (considered.has(number) ? [] : [number]));
  return [
    ...numbers.map((number) => explainRule(number, staging, plan, decision, loaded)),
    ...outside.map((number) =>
      Object.freeze({ ...ruleFacts(number, loaded), status: "out_of_scope", decided: false }),
    ),
  ] as ExplainedRule[];
}

function ruleFacts(number: number, { program }: Loaded) {
  const rule = program.rules[number]!;
  const debug = program.debug?.rules[number];
  return {
    id: rule.id,
    effect: rule.effect,
    mode: rule.audit ? ("audit" as const) : ("enforce" as const),
    ...(debug?.description !== undefined && { description: debug.description }),
    ...(rule.reason !== undefined && { reason: rule.reason }),
    ...(debug && { place: placeOf(debug.place, program) }),
  };
}

function explainRule(
  number: number,
  staging: Staging,
  plan: ActionPlan,
  decision: Decision,
  loaded: Loaded,
): ExplainedRule {
  const facts = ruleFacts(number, loaded);
  const rule = loaded.program.rules[number]!;
  const decided = !rule.audit && rule.id === decision.matched_rule;
  const error = decision.audited?.errors?.find((candidate) => candidate.rule === rule.id);
  if (error) return Object.freeze({ ...facts, status: "error", decided, error });
  const status = statusOf(number, plan, decision, loaded);
  const truths = loaded.machine.trace(loaded.linked.blocks[number]!, rule.tests);
  const condition = explainCondition(number, truths, staging, plan, loaded);
  return Object.freeze({ ...facts, status, decided, ...(condition && { condition }) });
}

function statusOf(number: number, plan: ActionPlan, decision: Decision, loaded: Loaded): RuleStatus {
  const [judged] = judgeRules([number], loaded);
  if (judged!.truth === Truth.True) return "matched";
  if (judged!.truth === Truth.False) return "not_matched";
  return isAssumed(number, judged!.rule, plan, decision, loaded) ? "assumed" : "unknown";
}

/** A possible rule counts when it restricts, and under `first_match` stands before the first certain rule. */
function isAssumed(
  number: number,
  rule: ProgramRule,
  plan: ActionPlan,
  decision: Decision,
  loaded: Loaded,
): boolean {
  const { settings } = loaded.program;
  if (settings.missing === "no_match" || rule.effect === "allow") return false;
  if (rule.audit) return decision.audited?.rules.includes(rule.id) === true;
  if (settings.resolution === "strictest") return true;
  const before = plan.enforced.filter((other) => other < number);
  return judgeRules(before, loaded).every(({ truth }) => truth !== Truth.True);
}

/**
 * Takes fields away one after the other, those that the matched rule does not read first, and keeps away what leaves
 * the first match certain. A field whose every test counts as unknown may hold anything, or be absent.
 */
function notNeeded(staging: Staging, plan: ActionPlan, loaded: Loaded): string[] {
  const outcome = settled(plan, loaded);
  if (outcome === undefined) return [];
  const { rules } = loaded.program;
  const own = new Set(outcome < 0 ? [] : rules[outcome]!.reads);
  const fields = plan.reads.order.filter((slot) => slot !== plan.reads.typeSlot);
  const candidates = fields.sort((a, b) => Number(own.has(a)) - Number(own.has(b)));
  const dropped = candidates.filter((slot) => {
    setState(slot, SlotState.MissingRequired, loaded);
    if (settled(plan, loaded) === outcome) return true;
    setState(slot, staging.states[slot] as SlotState, loaded);
    return false;
  });
  return plan.reads.order.filter((slot) => dropped.includes(slot)).map((slot) => plan.reads.paths.get(slot)!);
}

/** The rule that decides whatever the unknown tests are; -1 for `default`; `undefined` when they matter. */
function settled(plan: ActionPlan, { machine }: Loaded): number | undefined {
  const low = machine.decide(plan.entry, 0);
  return low === machine.decide(plan.entry, 1) ? low : undefined;
}

function setState(slot: number, state: SlotState, { machine }: Loaded): void {
  machine.u32[(machine.frame(0) + slot * Layout.Size + Layout.State) >>> 2] = state;
}
