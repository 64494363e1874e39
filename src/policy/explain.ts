import { Record as Layout, Outcome, SlotState, Truth } from "../../assembly/shared/layout.ts";
import type { AuditError, Decision } from "../language/decision.ts";
import { type Decider, judgeRules } from "../machine/decide.ts";
import { defined, freeze } from "../machine/frozen.ts";
import type { ActionPlan, Loaded } from "../machine/loaded.ts";
import type { Machine } from "../machine/machine.ts";
import { resolve } from "../machine/resolve.ts";
import { Staging } from "../machine/staging.ts";
import type { Program } from "../program/program.ts";
import { explainCondition, placeOf, seenValues, sensitivePaths } from "./explain-condition.ts";
import type { ExplainedOperand, ExplainedRule, Explanation, RuleStatus } from "./explanation.ts";
import { renderExplanation } from "./render-explanation.ts";
import { show } from "./show.ts";

// A decision taken again with everything written down: each rule of the action runs with all of its tests.

/** Tests that finding out what was not needed may run; from there on, fields count as needed. */
const MOST_TESTS = 10_000_000;

/** @throws ActraInputError */
export function explain(input: unknown, decider: Decider): Explanation {
  const { loaded } = decider;
  const staging = new Staging(loaded.program.slots.length, loaded.context, true);
  const plan = decider.stage(input, staging);
  const decision = decider.decideFrame(staging, plan);
  const type = staging.actionType;
  const explanation = defined<Omit<Explanation, "toString">>({
    effect: decision.effect,
    matched_rule: decision.matched_rule,
    decision,
    action: type === undefined ? undefined : String(show(type)),
    resolution: loaded.program.settings.resolution,
    rules: explainRules(staging, plan, decision, loaded),
    not_needed: notNeeded(staging, plan, loaded),
  });
  Object.defineProperty(explanation, "toString", { value: () => renderExplanation(explanation) });
  return freeze(explanation);
}

/** What explaining one rule needs to know of the whole. */
interface Scene {
  readonly decision: Decision;
  readonly loaded: Loaded;
  /** By path. */
  readonly values: ReadonlyMap<string, ExplainedOperand>;
  readonly sensitive: ReadonlySet<string>;
  /** By the id of the rule. */
  readonly errors: ReadonlyMap<string, AuditError>;
  /** Ids of the rules that count although they may not match. */
  readonly assumed: ReadonlySet<string>;
}

/** The rules of the action in the order used, then the others. */
function explainRules(
  staging: Staging,
  plan: ActionPlan,
  decision: Decision,
  loaded: Loaded,
): ExplainedRule[] {
  const considered = new Set(plan.withAudit.length > 0 ? plan.withAudit : plan.enforced);
  const { counted } = resolve(judgeRules(plan.enforced, loaded), loaded.program.settings);
  const assumed = new Set([...counted.map(({ rule }) => rule.id), ...(decision.audited?.rules ?? [])]);
  const scene: Scene = {
    decision,
    loaded,
    values: seenValues(staging, plan, loaded),
    sensitive: sensitivePaths(loaded.program),
    errors: new Map(decision.audited?.errors?.map((error) => [error.rule, error])),
    assumed,
  };
  const outside = [...loaded.program.rules.keys()].filter((number) => !considered.has(number));
  return [
    ...[...considered].map((number) => explainRule(number, true, scene)),
    ...outside.map((number) => explainRule(number, false, scene)),
  ];
}

function explainRule(number: number, isInScope: boolean, scene: Scene): ExplainedRule {
  const { program, machine, linked } = scene.loaded;
  const rule = program.rules[number]!;
  const debug = program.debug?.rules[number];
  const error = scene.errors.get(rule.id);
  const block = linked.blocks[number]!;
  const runs = isInScope && error === undefined;
  const status = isInScope ? "error" : "out_of_scope";
  return defined<ExplainedRule>({
    id: rule.id,
    effect: rule.effect,
    mode: rule.audit ? "audit" : "enforce",
    status: runs ? statusOf(machine.judge(block), scene.assumed.has(rule.id)) : status,
    decided: !rule.audit && rule.id === scene.decision.matched_rule,
    description: debug?.description,
    reason: rule.reason,
    place: debug && placeOf(debug.place, program),
    condition:
      debug && runs
        ? explainCondition(
            debug.condition,
            machine.trace(block, rule.tests),
            scene.values,
            program,
            scene.sensitive,
          )
        : undefined,
    error,
  });
}

function statusOf(truth: Truth, isAssumed: boolean): RuleStatus {
  if (truth === Truth.Unknown) return isAssumed ? "assumed" : "unknown";
  return truth === Truth.True ? "matched" : "not_matched";
}

/**
 * Takes fields away one after the other, those that the matched rule does not read first, and keeps away what leaves
 * the first match certain. A field whose every test counts as unknown may hold anything, or be absent.
 */
function notNeeded({ states }: Staging, { entry, reads, enforced }: ActionPlan, loaded: Loaded): string[] {
  const { program, machine, linked } = loaded;
  const outcome = settled(entry, machine);
  if (outcome === undefined) return [];
  const own = new Set(program.rules[outcome]?.reads);
  const fields = reads.order.filter((slot) => slot !== reads.typeStep?.slot);
  fields.sort((a, b) => Number(own.has(a)) - Number(own.has(b)));
  const deciding = enforced.filter((number) => outcome === Outcome.None || number <= outcome);
  const readers = readersOf(deciding, program);
  const holds = (number: number) =>
    machine.judge(linked.blocks[number]!) === (number === outcome ? Truth.True : Truth.False);
  const dropped = new Set<number>();
  let left = MOST_TESTS;
  for (const slot of fields) {
    const rules = readers.get(slot) ?? [];
    left -= rules.reduce((tests, number) => tests + program.rules[number]!.tests, 0);
    setState(slot, SlotState.MissingRequired, machine);
    if (left >= 0 && rules.every(holds)) dropped.add(slot);
    else setState(slot, states[slot]!, machine);
  }
  const pathsOf = (isDropped: boolean) =>
    reads.order.filter((slot) => dropped.has(slot) === isDropped).map((slot) => reads.paths.get(slot)!);
  // Where a field inside is needed, so is the object around it.
  const around = new Set(pathsOf(false).flatMap(pathsAround));
  return pathsOf(true).filter((path) => !around.has(path));
}

/** The rules that read each slot. */
function readersOf(numbers: readonly number[], { rules }: Program): ReadonlyMap<number, readonly number[]> {
  const readers = new Map<number, number[]>();
  for (const number of numbers) {
    for (const slot of rules[number]!.reads) {
      const known = readers.get(slot);
      if (known) known.push(number);
      else readers.set(slot, [number]);
    }
  }
  return readers;
}

/** `action.to` and `action` for `action.to.country`. */
function pathsAround(path: string): string[] {
  return [...path.matchAll(/\./g)].map(({ index }) => path.slice(0, index));
}

/** The rule that decides whatever the unknown tests are; -1 for `default`; `undefined` when they matter. */
function settled(entry: number, machine: Machine): number | undefined {
  const low = machine.decide(entry, 0);
  return low === machine.decide(entry, 1) ? low : undefined;
}

function setState(slot: number, state: SlotState, machine: Machine): void {
  machine.u32[(machine.frame(0) + slot * Layout.Size + Layout.State) >>> 2] = state;
}
