import type { Field } from "../language/schema.ts";
import type { ProgramRule } from "../program/program.ts";
import type { VerifiedProgram } from "../program/verify.ts";
import { type Linked, link } from "./link.ts";
import type { Machine } from "./machine.ts";
import { planReads, type ReadPlan } from "./plan.ts";
import type { ReadContext } from "./read.ts";
import { utf8Length } from "./values.ts";

// A program in the machine, with what the host derives from it once.

export interface Loaded {
  readonly program: VerifiedProgram;
  readonly machine: Machine;
  readonly linked: Linked;
  readonly context: ReadContext;
  readonly assumesWorst: boolean;
  /** Declared actions by name; filled as they are first asked for. */
  readonly actions: Map<string, ActionPlan>;
  readonly actionNumbers: ReadonlyMap<string, number>;
  /** For absent and undeclared action types. */
  other: ActionPlan | undefined;
}

/** All that deciding on one action needs. */
export interface ActionPlan {
  readonly reads: ReadPlan;
  /** Address of its entry. */
  readonly entry: number;
  /** Numbers of the enforced rules that can apply, ascending: the order of the resolution. */
  readonly enforced: readonly number[];
  /** The same with audit rules; empty when there are none among them. */
  readonly withAudit: readonly number[];
  /** Several rules may have to approve, so the first match is not the whole answer. */
  readonly manyApprovals: boolean;
}

export function load(program: VerifiedProgram, machine: Machine): Loaded {
  return {
    program,
    machine,
    linked: link(program, machine),
    context: {
      limits: program.inputLimits,
      handles: new Map(program.literals.map((literal, i) => [literal, i + 1])),
      literalBytes: [0, ...program.literals.map(utf8Length)],
      shortString: Math.min(64, program.inputLimits.stringBytes / 3),
      lenient: program.settings.semantics === "actra-0.7",
    },
    assumesWorst: program.settings.missing === "assume_worst",
    actions: new Map(),
    actionNumbers: new Map(program.schema.actions.map(({ name }, number) => [name, number])),
    other: undefined,
  };
}

/** The plan of a declared action, made when first needed; `undefined` for any other name. */
export function actionPlan(loaded: Loaded, name: string): ActionPlan | undefined {
  const known = loaded.actions.get(name);
  if (known !== undefined) return known;
  const number = loaded.actionNumbers.get(name);
  if (number === undefined) return undefined;
  const plan = makePlan(loaded, loaded.program.schema.actions[number]!.fields, number);
  loaded.actions.set(name, plan);
  return plan;
}

/** The plan for an action type that is absent or undeclared. */
export function otherPlan(loaded: Loaded): ActionPlan {
  loaded.other ??= makePlan(loaded, [], loaded.program.schema.actions.length);
  return loaded.other;
}

function makePlan({ program, linked }: Loaded, fields: readonly Field[], action: number): ActionPlan {
  const applies = ({ actions }: ProgramRule) => actions === undefined || actions.includes(action);
  const numbers = program.rules.flatMap((rule, number) => (applies(rule) ? [number] : []));
  const rules = numbers.map((number) => program.rules[number]!);
  const enforced = numbers.filter((number) => !program.rules[number]!.audit);
  const approvals = enforced.filter((number) => program.rules[number]!.approval !== undefined);
  return {
    reads: planReads(program, fields, rules),
    entry: linked.entries[action]!,
    enforced,
    withAudit: enforced.length === numbers.length ? [] : numbers,
    manyApprovals: program.settings.resolution === "strictest" && approvals.length > 0,
  };
}
