import { Outcome, Truth } from "../../assembly/shared/layout.ts";
import { ActraError, ActraInputError } from "../errors.ts";
import type { AuditError, Audited, Decision, DecisionDraft } from "../language/decision.ts";
import type { Effect } from "../language/types.ts";
import type { ProgramRule } from "../program/program.ts";
import { frozen } from "./frozen.ts";
import { gather, gatherAction } from "./gather.ts";
import type { ActionPlan, Loaded } from "./loaded.ts";
import { boundRepetitions } from "./repetitions.ts";
import { approvalRules, blamed, type JudgedRule, resolve } from "./resolve.ts";
import { type BadValue, Staging } from "./staging.ts";
import { writeValues } from "./write.ts";

// One decision: read, write, run, decide. Decisions that depend on nothing but the rule are made once and shared.

export class Decider {
  readonly loaded: Loaded;
  readonly #byRule: (Decision | undefined)[];
  readonly #byDefault: Decision;
  readonly #staging: Staging;
  /** What else is in the machine for this program, and goes with it. */
  beside: { release(): void } | undefined;
  #disposed = false;

  constructor(loaded: Loaded) {
    const { rules, settings } = loaded.program;
    this.loaded = loaded;
    this.#staging = new Staging(loaded);
    this.#byRule = new Array<Decision | undefined>(rules.length).fill(undefined);
    this.#byDefault = draft(settings.default, undefined, []);
  }

  /**
   * @throws ActraInputError
   * @throws ActraError `POLICY_DISPOSED`
   */
  decide(input: unknown): Decision {
    const staging = this.borrow();
    let plan: ActionPlan;
    try {
      plan = this.stage(input, staging);
    } catch (error) {
      staging.lent = false;
      this.giveBack(staging);
      throw error;
    }
    staging.lent = false;
    // Outside of the `try`: in one, V8 calls the machine by a detour.
    const decision = this.decideFrame(staging, plan);
    this.giveBack(staging);
    return decision;
  }

  /**
   * The same for an action of which the name is known beforehand.
   *
   * @param fields has the action's fields; `type` in it is not looked at
   * @param others has actor and snapshot
   */
  decideAction(name: string, fields: object, others: object): Decision {
    const staging = this.borrow();
    try {
      staging.clear();
      const plan = this.#write(gatherAction(name, fields, others, staging, this.loaded), staging);
      return this.decideFrame(staging, plan);
    } finally {
      staging.lent = false;
      this.giveBack(staging);
    }
  }

  /**
   * For each its decision, or the error that it is.
   *
   * @throws ActraError `POLICY_DISPOSED`
   */
  decideMany(inputs: Iterable<unknown>): (Decision | ActraInputError)[] {
    const list: readonly unknown[] = Array.isArray(inputs) ? inputs : [...inputs];
    const { length } = list;
    const outcomes = new Array<Decision | ActraInputError>(length);
    const staging = this.borrow();
    staging.lent = false;
    for (let i = 0; i < length; i++) outcomes[i] = this.#outcome(list, i, staging);
    this.giveBack(staging);
    return outcomes;
  }

  /** Gives the staging back when it throws: a `try` around all of them would cost each, as in `decide`. */
  #outcome(list: readonly unknown[], i: number, staging: Staging): Decision | ActraInputError {
    let plan: ActionPlan;
    staging.lent = true;
    try {
      plan = this.stage(list[i], staging);
    } catch (error) {
      staging.lent = false;
      if (error instanceof ActraInputError) return error;
      this.giveBack(staging);
      throw error;
    }
    staging.lent = false;
    return this.decideFrame(staging, plan);
  }

  /** A decision that begins inside another (a getter that evaluates) gets a staging of its own. */
  borrow(): Staging {
    this.requireAlive();
    const staging = this.#staging.lent ? new Staging(this.loaded) : this.#staging;
    staging.lent = true;
    return staging;
  }

  /** At the end of the stack this may be one call too many: hence those who set `lent` before it, so that it is not lent for ever. */
  giveBack(staging: Staging): void {
    staging.lent = false;
    // An input that was refused half-way is not kept.
    if (staging.hasValues) staging.reset();
    if (this.#disposed || staging !== this.#staging) staging.release();
  }

  /** Reads the input and fills the frame. */
  stage(input: unknown, staging: Staging): ActionPlan {
    staging.clear();
    return this.#write(gather(input, staging, this.loaded), staging);
  }

  /** Fills the frame with what was read. From here to the end of the decision, no code but ours and the machine's runs. */
  #write(plan: ActionPlan, staging: Staging): ActionPlan {
    const { loaded } = this;
    // Reading may have run code that disposed of this very policy.
    this.requireAlive();
    loaded.machine.frame = staging.frame;
    if (staging.hasValues) writeValues(staging, plan.reads, loaded);
    if (plan.repetitions.length > 0) boundRepetitions(plan, staging);
    return plan;
  }

  /** Decides on what is in the frame. */
  decideFrame(staging: Staging, plan: ActionPlan): Decision {
    const rule = this.ruleFor(staging, plan);
    return rule === Outcome.Fault ? this.carefully(staging, plan) : this.decisionOf(rule);
  }

  /**
   * The number of the rule that decides on what is in the frame, and alone makes up the decision; `Outcome.None` for the default.
   * `Outcome.Fault` where the decision takes more than the first rule that matches.
   */
  ruleFor(staging: Staging, plan: ActionPlan): number {
    const { machine, assumesWorst, program } = this.loaded;
    if ((staging.missingRequired && assumesWorst) || plan.withAudit.length > 0) return Outcome.Fault;
    const rule = machine.decide(plan.entry, 0);
    const isOneOfMany = plan.manyApprovals && rule >= 0 && program.rules[rule]!.effect === "require_approval";
    return isOneOfMany ? Outcome.Fault : rule;
  }

  carefully(staging: Staging, plan: ActionPlan): Decision {
    return decideCarefully(judgeRules, staging, plan, this.loaded);
  }

  /** @throws ActraError `POLICY_DISPOSED` */
  requireAlive(): this {
    if (this.#disposed) throw new ActraError("POLICY_DISPOSED", "the policy has been disposed of");
    return this;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.loaded.machine.release(this.loaded.linked.base);
    this.beside?.release();
    if (!this.#staging.lent) this.#staging.release();
  }

  /** Of the rule of this number alone, or the default's. */
  decisionOf(number: number): Decision {
    return number === Outcome.None
      ? this.#byDefault
      : (this.#byRule[number] ??= ruleDecision(this.loaded.program.rules[number]!));
  }
}

/** What reading found, beside the values. */
export interface Findings extends Pick<Staging, "bad"> {
  /** As required; a field of items, in any of them. */
  isMissing(slot: number): boolean;
}

/** Judges rules by their numbers. */
export type Judge = (numbers: readonly number[], loaded: Loaded) => JudgedRule[];

/** The whole decision, of rules that are each judged by themselves, in three values. */
export function decideCarefully(judge: Judge, staging: Findings, plan: ActionPlan, loaded: Loaded): Decision {
  const judged = judge(plan.enforced, loaded);
  const resolved = resolve(judged, loaded.program.settings);
  const assumed = blamed(judged, resolved, loaded.program.settings);
  return draft(resolved.effect, resolved.matched?.rule, approvalRules(resolved), {
    missing: loaded.assumesWorst ? unlessEmpty(missingPaths(assumed, staging, plan)) : undefined,
    assumed: assumed.some(({ truth }) => truth >= Truth.Fault) ? "arithmetic" : undefined,
    audited: plan.withAudit.length > 0 ? audit(judge(plan.withAudit, loaded), staging, loaded) : undefined,
  });
}

type Remarks = { readonly [K in "missing" | "assumed" | "audited"]?: DecisionDraft[K] | undefined };

function draft(
  effect: Effect,
  rule: ProgramRule | undefined,
  approving: readonly ProgramRule[],
  remarks?: Remarks,
): Decision {
  return frozen<object>({
    effect,
    matched_rule: rule?.id ?? "",
    reason: rule?.reason,
    approvals: unlessEmpty(approving.map(({ id, approval }) => ({ rule: id, ...approval! }))),
    ...remarks,
  }) as Decision;
}

function unlessEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}

export function judgeRules(numbers: readonly number[], { program, machine, linked }: Loaded): JudgedRule[] {
  return numbers.map((number) => ({
    rule: program.rules[number]!,
    truth: machine.judge(linked.blocks[number]!) as Truth,
  }));
}

function ruleDecision(rule: ProgramRule): Decision {
  return draft(rule.effect, rule, rule.approval ? [rule] : []);
}

/** What these rules read and is missing as required, in the order of reading. */
function missingPaths(judged: readonly JudgedRule[], findings: Findings, { reads }: ActionPlan): string[] {
  const slots = new Set(judged.flatMap(({ rule }) => rule.reads));
  return reads.order
    .filter((slot) => slots.has(slot) && findings.isMissing(slot))
    .map((slot) => reads.paths.get(slot)!);
}

/** All rules as one policy, audit rules included but those that met a bad value (docs/semantics.md, 11). */
function audit(all: readonly JudgedRule[], { bad = [] }: Findings, loaded: Loaded): Audited | undefined {
  // What is read of items may be bad in several of them: the first counts.
  const bySlot = new Map(bad.flatMap(({ slots }, i) => slots.map((slot) => [slot, i] as const)).reverse());
  /** The first bad value that an audit rule reads. */
  const badValue = ({ audit, reads }: ProgramRule) =>
    audit ? bad[Math.min(...reads.map((slot) => bySlot.get(slot) ?? bad.length))] : undefined;
  const good = all.filter(({ rule }) => !badValue(rule));
  const { effect, counted } = resolve(good, loaded.program.settings);
  const counts = new Set(counted);
  const matched = good.filter(
    (judged) => judged.rule.audit && (judged.truth === Truth.True || counts.has(judged)),
  );
  const errors = inFileOrder(all).flatMap((rule) => auditError(rule, badValue(rule)) ?? []);
  if (matched.length === 0 && errors.length === 0) return undefined;
  return frozen<Audited>({
    rules: inFileOrder(matched).map(({ id }) => id),
    errors: unlessEmpty(errors),
    effect,
  });
}

function inFileOrder(judged: readonly JudgedRule[]): ProgramRule[] {
  return judged.map(({ rule }) => rule).sort((a, b) => a.position - b.position);
}

function auditError({ id }: ProgramRule, bad: BadValue | undefined): AuditError | undefined {
  if (bad === undefined) return undefined;
  const { code, path, expected, received } = bad.error;
  return { rule: id, code, path, expected, received };
}
