import type { LoweredRule } from "../../compiler/4-lower/lower.ts";
import type { Finding } from "../../diagnostics/diagnostic.ts";
import { NONE } from "../core/diagrams.ts";
import { find } from "../core/find.ts";
import type { JudgedRule } from "../core/judged.ts";
import type { Subject } from "../core/subject.ts";
import { Work, withinWork } from "../core/work.ts";
import { isAlwaysTrue } from "./always-true.ts";
import { conflictOf, isContradictory } from "./contradictory.ts";
import { coveredBy } from "./covered.ts";
import { alwaysTrueFinding, contradictoryFinding, coveredFinding, redundantFinding } from "./findings.ts";
import { type LintedWorld, lintedWorlds, possible } from "./linted.ts";
import { doneWithout } from "./redundant.ts";

export interface Linted {
  /** In file order. */
  readonly findings: readonly Finding[];
  /** Rules of which not everything could be told within the work limit. */
  readonly cutOff: readonly JudgedRule["rule"][];
}

export interface LintLimits {
  /** Steps for all. */
  readonly steps: number;
  /** Steps for one rule, at first, and for those that were not enough for, once more. */
  readonly stepsEach: readonly number[];
}

const LINT_LIMITS: LintLimits = { steps: 5_000_000, stepsEach: [8_000, 200_000] };

/** What rules can never do, proved over all inputs. Nothing is said of a rule of which it cannot be proved. */
export function lint(subject: Subject, limits: LintLimits = LINT_LIMITS): Linted {
  const all = new Work(limits.steps);
  const worlds = withinWork(() => lintedWorlds(subject, all));
  const rules = subject.rules.toSorted((a, b) => a.position - b.position);
  if (worlds === undefined) return { findings: [], cutOff: rules.map(({ rule }) => rule) };
  const found = new Map<LoweredRule, Finding[]>();
  let left = rules;
  for (const steps of limits.stepsEach) {
    left = left.filter((rule) => {
      const findings = within(all, steps, worlds, () => lintRule(rule, worlds));
      if (findings !== undefined) found.set(rule, findings);
      return findings === undefined;
    });
  }
  return { findings: rules.flatMap((rule) => found.get(rule) ?? []), cutOff: left.map(({ rule }) => rule) };
}

/** Each rule has its own share, so that a hard one leaves something for the others. */
function within<T>(all: Work, steps: number, worlds: readonly LintedWorld[], ask: () => T): T | undefined {
  const share = all.part(steps);
  const given = share.left;
  for (const { world } of worlds) world.diagrams.work = share;
  const answer = withinWork(ask);
  all.settle(share, given);
  return answer;
}

function lintRule(rule: LoweredRule, worlds: readonly LintedWorld[]): Finding[] {
  if (!worlds.some(({ byRule }) => byRule.has(rule))) return [];
  if (isContradictory(rule, worlds))
    return [contradictoryFinding(rule, conflictOf(rule, worlds), stops(rule, worlds))];
  const always = isAlwaysTrue(rule, worlds) ? [alwaysTrueFinding(rule)] : [];
  if (rule.rule.mode === "audit") return always;
  const covering = coveredBy(rule, worlds);
  if (covering !== undefined)
    return [...always, coveredFinding(rule.rule, covering, exampleOf(rule, worlds))];
  const inPlace = doneWithout(rule, worlds);
  return inPlace === undefined ? always : [...always, redundantFinding(rule.rule, inPlace)];
}

function stops(rule: LoweredRule, worlds: readonly LintedWorld[]): boolean {
  return worlds.some((linted) => {
    const judged = linted.byRule.get(rule);
    return rule.rule.mode === "enforce" && judged !== undefined && possible(judged.counts, linted) !== NONE;
  });
}

/** An input on which the rule matches and another decides, as the engine says. */
function exampleOf(rule: LoweredRule, worlds: readonly LintedWorld[]): object | undefined {
  for (const { world, subject, byRule } of worlds) {
    const judged = byRule.get(rule);
    if (judged === undefined) continue;
    const isOther = (input: object) => {
      const decision = subject.decide(input);
      return decision !== undefined && decision.matched_rule !== rule.rule.id;
    };
    const found = find(judged.certain, world, isOther);
    if (found.kind === "found") return found.input;
  }
  return undefined;
}
