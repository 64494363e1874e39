import { SlotState, Truth } from "../../assembly/shared/layout.ts";
import type { Decision } from "../language/decision.ts";
import { cut } from "../language/printable.ts";
import { type Decider, judgeRules } from "../machine/decide.ts";
import { defined, freeze } from "../machine/frozen.ts";
import type { ActionPlan, Loaded } from "../machine/loaded.ts";
import { type JudgedRule, resolve } from "../machine/resolve.ts";
import { Staging } from "../machine/staging.ts";
import { debugOf } from "../program/debug.ts";
import type { DebugInformation, ProgramRule } from "../program/program.ts";
import { explainCondition, placeOf, seenOf } from "./explain-condition.ts";
import type { ExplainedRule, Explanation, RuleStatus } from "./explanation.ts";
import type { ExplainedData } from "./headline.ts";
import { LONGEST_TEXT } from "./show.ts";
import { itemCount, traceRule } from "./trace.ts";

// A decision taken again with everything written down: each rule of the action runs with all of its tests.

const STRIPPED: DebugInformation = { files: [], rules: [] };

/** Tests that finding out what was not needed may run; from there on, fields count as needed. */
const MOST_TESTS = 10_000_000;

/**
 * @param render makes its text
 * @throws ActraInputError
 * @throws ActraProgramError when the debug information is none
 */
export function explain(
  input: unknown,
  decider: Decider,
  render: (explanation: ExplainedData) => string,
): Explanation {
  const { loaded } = decider;
  const information = debugOf(loaded.program);
  const staging = new Staging(loaded, true);
  try {
    const plan = decider.stage(input, staging);
    const decision = decider.decideFrame(staging, plan);
    const { effect, matched_rule } = decision;
    const judged = judgeRules(plan.enforced, loaded);
    const explanation = defined<ExplainedData>({
      effect,
      matched_rule,
      decision,
      action: staging.actionType && cut(staging.actionType, LONGEST_TEXT),
      resolution: loaded.program.settings.resolution,
      rules: explainRules(staging, plan, judged, decision, loaded, information),
      not_needed: notNeeded(staging, plan, judged, loaded),
    });
    Object.defineProperty(explanation, "toString", { value: () => render(explanation) });
    return freeze(explanation);
  } finally {
    staging.release();
  }
}

/** The rules of the action in the order used, then the others. */
function explainRules(
  staging: Staging,
  plan: ActionPlan,
  judged: readonly JudgedRule[],
  { audited, matched_rule }: Decision,
  loaded: Loaded,
  { files, rules: written }: DebugInformation = STRIPPED,
): ExplainedRule[] {
  const { program, machine, linked } = loaded;
  const considered = new Set(plan.withAudit.length > 0 ? plan.withAudit : plan.enforced);
  const { counted } = resolve(judged, program.settings);
  const assumed = new Set([...counted.map(({ rule }) => rule.id), ...(audited?.rules ?? [])]);
  const errors = new Map(audited?.errors?.map((error) => [error.rule, error]));
  const seen = seenOf(files, staging, plan, loaded);
  return Array.from(new Set([...considered, ...program.rules.keys()]), (number) => {
    const { id, effect, audit, reason } = program.rules[number]!;
    const debug = written[number];
    const error = errors.get(id);
    const block = linked.blocks[number]!;
    const runs = considered.has(number) && !error;
    const status = error ? "error" : "out_of_scope";
    const traced = debug && runs ? traceRule(block, staging, loaded) : undefined;
    return defined<ExplainedRule>({
      id,
      effect,
      mode: audit ? "audit" : "enforce",
      status: runs ? statusOf(machine.judge(block), assumed.has(id)) : status,
      decided: !audit && id === matched_rule,
      description: debug?.description,
      reason,
      place: debug && placeOf(debug.place, files),
      condition: traced && explainCondition(debug!.condition, traced, seen),
      error,
    });
  });
}

function statusOf(truth: Truth, isAssumed: boolean): RuleStatus {
  if (truth >= Truth.Unknown) return isAssumed ? "assumed" : "unknown";
  return truth === Truth.True ? "matched" : "not_matched";
}

/**
 * Takes fields away one after the other, those that the matched rule does not read first, and keeps away what leaves
 * the first match certain: that rule and those before it as they are. A field whose every test counts as unknown may
 * hold anything, or be absent.
 */
function notNeeded(
  staging: Staging,
  { reads, enforced }: ActionPlan,
  judged: readonly JudgedRule[],
  { machine, linked, program }: Loaded,
): string[] {
  const first = judged.findIndex(({ truth }) => truth !== Truth.False);
  if (first >= 0 && judged[first]!.truth !== Truth.True) return [];
  const own = new Set(judged[first]?.rule.reads);
  const listOf = (slot: number) => program.slots[slot]!.list;
  // What is in the items goes with their list.
  const fields = reads.order.filter((slot) => slot !== reads.typeStep?.slot && listOf(slot) === undefined);
  fields.sort((a, b) => Number(own.has(a)) - Number(own.has(b)));
  const readers = readersOf(first < 0 ? judged : judged.slice(0, first + 1));
  const holds = (i: number) => machine.judge(linked.blocks[enforced[i]!]!) === judged[i]!.truth;
  const dropped = new Set<number>();
  let left = MOST_TESTS;
  for (const slot of fields) {
    const rules = readers[slot] ?? [];
    for (const i of rules) left -= testsOf(judged[i]!.rule, staging);
    const state = staging.stateOf(slot);
    staging.setState(slot, SlotState.MissingRequired);
    if (left >= 0 && rules.every(holds)) dropped.add(slot);
    else staging.setState(slot, state);
  }
  const isDropped = (slot: number) => dropped.has(listOf(slot) ?? slot);
  return unlessAround(reads.paths, isDropped);
}

/** Those of a rule may run for each item of a list that it reads. */
function testsOf({ tests, computations, reads }: ProgramRule, staging: Staging): number {
  const counts = reads.map((slot) => itemCount(slot, staging) ?? 1);
  return (tests + computations) * Math.max(1, ...counts);
}

/** Where a field inside is needed, so is the object around it, which stands right before what is in it. */
function unlessAround(paths: ReadonlyMap<number, string>, isDropped: (slot: number) => boolean): string[] {
  let needed = "";
  const found: string[] = [];
  for (const [slot, path] of [...paths].reverse()) {
    if (!isDropped(slot)) needed = path;
    else if (!needed.startsWith(`${path}.`)) found.push(path);
  }
  return found.reverse();
}

/** By slot, the places of the rules that read it. */
function readersOf(judged: readonly JudgedRule[]): readonly (readonly number[])[] {
  const readers: number[][] = [];
  judged.forEach(({ rule }, i) => {
    for (const slot of rule.reads) (readers[slot] ??= []).push(i);
  });
  return readers;
}
