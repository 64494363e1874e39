import { Outcome, SlotState, Truth } from "../../assembly/shared/layout.ts";
import { ActraError } from "../errors.ts";
import type { AuditError, Audited, Decision } from "../language/decision.ts";
import type { ProgramRule } from "../program/program.ts";
import { gather } from "./gather.ts";
import type { ActionPlan, Loaded } from "./loaded.ts";
import { approvalRules, blamed, type JudgedRule, type Resolved, resolve } from "./resolve.ts";
import { Staging } from "./staging.ts";
import { writeFrame } from "./write.ts";

// One decision: read, write, run, decide. Decisions that depend on nothing but the rule are made once and shared.

export class Decider {
  readonly loaded: Loaded;
  readonly #byRule: (Decision | undefined)[];
  readonly #byDefault: Decision;
  #spare: Staging | undefined;
  #disposed = false;

  constructor(loaded: Loaded) {
    const { rules, settings } = loaded.program;
    this.loaded = loaded;
    this.#byRule = new Array<Decision | undefined>(rules.length).fill(undefined);
    this.#byDefault = Object.freeze({ effect: settings.default, matched_rule: "" });
  }

  /**
   * @throws ActraInputError
   * @throws ActraError `POLICY_DISPOSED`
   */
  decide(input: unknown): Decision {
    const { loaded } = this;
    this.requireAlive();
    const staging = this.#spare ?? new Staging(loaded.program.slots.length);
    this.#spare = undefined;
    staging.clear(loaded.program.inputLimits.inputBytes);
    const plan = gather(input, staging, loaded);
    staging.letGo();
    // Reading may have run code that disposed of this very policy.
    this.requireAlive();
    stageFrame(staging, plan, loaded);
    const decision = this.decideFrame(staging, plan);
    this.#spare = staging;
    return decision;
  }

  /** Decides on what is in the frame. */
  decideFrame(staging: Staging, plan: ActionPlan): Decision {
    const { machine, assumesWorst } = this.loaded;
    const needsCare = (staging.missingRequired && assumesWorst) || plan.withAudit.length > 0;
    if (needsCare) return this.#decideCarefully(staging, plan);
    const rule = machine.decide(plan.entry, 0);
    if (rule === Outcome.None) return this.#byDefault;
    const decision = this.#decisionOf(rule);
    if (plan.manyApprovals && decision.effect === "require_approval")
      return this.#decideCarefully(staging, plan);
    return decision;
  }

  /** @throws ActraError `POLICY_DISPOSED` */
  requireAlive(): void {
    if (this.#disposed) throw new ActraError("POLICY_DISPOSED", "the policy has been disposed of");
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.loaded.machine.release(this.loaded.linked.base);
  }

  #decisionOf(number: number): Decision {
    return (this.#byRule[number] ??= ruleDecision(this.loaded.program.rules[number]!));
  }

  /** Judges every rule by itself, in three values. */
  #decideCarefully(staging: Staging, plan: ActionPlan): Decision {
    const { settings } = this.loaded.program;
    const judged = judgeRules(plan.enforced, this.loaded);
    const resolved = resolve(judged, settings);
    const approvals = approvalRules(judged, resolved, settings).map(requiredApproval);
    const missing =
      settings.missing === "assume_worst" ? missingPaths(blamed(judged, resolved), staging, plan) : [];
    const audited = plan.withAudit.length > 0 ? audit(staging, plan, this.loaded) : undefined;
    const reason = resolved.matched?.rule.reason;
    return Object.freeze({
      effect: resolved.effect,
      matched_rule: resolved.matched?.rule.id ?? "",
      ...(reason !== undefined && { reason }),
      ...(approvals.length > 0 && { approvals: Object.freeze(approvals) }),
      ...(missing.length > 0 && { missing: Object.freeze(missing) }),
      ...(audited && { audited }),
    });
  }
}

/** From here to the end of the decision, no code but ours and the machine's runs. */
export function stageFrame(staging: Staging, plan: ActionPlan, { program, context, machine }: Loaded): void {
  writeFrame(staging, plan.reads, program.slots.length, context.handles, machine);
}

function ruleDecision(rule: ProgramRule): Decision {
  const { id, effect, reason, approval } = rule;
  return Object.freeze({
    effect,
    matched_rule: id,
    ...(reason !== undefined && { reason }),
    ...(approval && { approvals: Object.freeze([requiredApproval(rule)]) }),
  });
}

function requiredApproval({ id, approval }: ProgramRule) {
  const approvers = Object.freeze([...approval!.approvers]);
  return Object.freeze({ rule: id, ...approval!, approvers });
}

export function judgeRules(numbers: readonly number[], { program, machine, linked }: Loaded): JudgedRule[] {
  return numbers.map((number) => ({
    rule: program.rules[number]!,
    truth: machine.judge(linked.blocks[number]!) as Truth,
  }));
}

/** What these rules read and is missing as required, in the order of reading. */
function missingPaths(rules: readonly ProgramRule[], staging: Staging, { reads }: ActionPlan): string[] {
  const slots = new Set(rules.flatMap((rule) => rule.reads));
  return reads.order
    .filter((slot) => slots.has(slot) && staging.states[slot] === SlotState.MissingRequired)
    .map((slot) => reads.paths.get(slot)!);
}

/** All rules as one policy, audit rules included but those that met a bad value (docs/semantics.md, 11). */
function audit(staging: Staging, plan: ActionPlan, loaded: Loaded): Audited | undefined {
  const { rules, settings } = loaded.program;
  const errors = auditErrors(
    plan.withAudit.map((number) => rules[number]!),
    staging,
  );
  const failed = new Set(errors.map(({ rule }) => rule));
  const judged = judgeRules(
    plan.withAudit.filter((number) => !failed.has(rules[number]!.id)),
    loaded,
  );
  const resolved = resolve(judged, settings);
  const matched = judged
    .filter((candidate) => candidate.rule.audit && matches(candidate, resolved))
    .map(({ rule }) => rule);
  if (matched.length === 0 && errors.length === 0) return undefined;
  return Object.freeze({
    rules: Object.freeze(matched.sort(byPosition).map(({ id }) => id)),
    ...(errors.length > 0 && { errors: Object.freeze(errors) }),
    effect: resolved.effect,
  });
}

function matches(candidate: JudgedRule, { assumed }: Resolved): boolean {
  return candidate.truth === Truth.True || assumed.includes(candidate);
}

function byPosition(a: ProgramRule, b: ProgramRule): number {
  return a.position - b.position;
}

function auditErrors(rules: readonly ProgramRule[], { bad }: Staging): AuditError[] {
  if (bad === undefined) return [];
  return rules
    .filter((rule) => rule.audit)
    .sort(byPosition)
    .flatMap((rule) => {
      const found = bad.find(({ slots }) => slots.some((slot) => rule.reads.includes(slot)));
      if (found === undefined) return [];
      const { code, path, expected, received } = found.error;
      return [Object.freeze({ rule: rule.id, code, path, expected, received })];
    });
}
