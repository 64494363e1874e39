import type { ProgramRule } from "../program/program.ts";
import type { SoundProgram } from "../program/verify.ts";
import { type Linked, link } from "./link.ts";
import type { Machine } from "./machine.ts";
import { planReads, type ReadPlan } from "./plan.ts";
import type { Readers } from "./property-readers.ts";
import { Recent } from "./recent.ts";
import { type Repetition, repetitionsIn } from "./repetitions.ts";
import type { ReadContext } from "./staging.ts";
import { Words } from "./words.ts";

// A program in the machine, with what the host derives from it once.

export interface Loaded {
  readonly program: SoundProgram;
  readonly machine: Machine;
  readonly linked: Linked;
  readonly context: ReadContext;
  readonly assumesWorst: boolean;
  /** The numbers of declared actions. */
  readonly actions: ReadonlyMap<string, number>;
  /** See `actionPlan`. */
  readonly plans: (ActionPlan | undefined)[];
  /** By the names of declared actions. */
  readonly recent: Recent<ActionPlan>;
  readonly readers: Readers;
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
  readonly repetitions: readonly Repetition[];
}

export function load(program: SoundProgram, machine: Machine): Loaded {
  const { inputLimits, literals, schema, settings } = program;
  return {
    program,
    machine,
    linked: link(program, machine),
    context: {
      limits: inputLimits,
      words: new Words(literals, inputLimits.stringBytes),
      lenient: settings.semantics === "actra-0.7",
    },
    assumesWorst: settings.missing === "assume_worst",
    actions: new Map(schema.actions.map(({ name }, number) => [name, number])),
    plans: new Array<ActionPlan | undefined>(schema.actions.length + 1).fill(undefined),
    recent: new Recent(),
    readers: new Map(),
  };
}

/** By the number of the action; without one, what all others share. Made when first needed. */
export function actionPlan(loaded: Loaded, number: number = loaded.actions.size): ActionPlan {
  return (loaded.plans[number] ??= makePlan(loaded, number));
}

function makePlan(loaded: Loaded, action: number): ActionPlan {
  const { program, linked } = loaded;
  const { rules, schema, settings } = program;
  const applies = ({ actions }: ProgramRule) => actions === undefined || actions.includes(action);
  const numbers = [...rules.keys()].filter((number) => applies(rules[number]!));
  const enforced = numbers.filter((number) => !rules[number]!.audit);
  const manyApprovals =
    settings.resolution === "strictest" && enforced.some((number) => rules[number]!.approval !== undefined);
  const fields = schema.actions[action]?.fields ?? [];
  const read = numbers.map((number) => rules[number]!);
  return {
    reads: planReads(program, fields, read, loaded.readers),
    entry: linked.entries[action]!,
    enforced,
    withAudit: enforced.length === numbers.length ? [] : numbers,
    manyApprovals,
    repetitions: repetitionsIn(numbers, loaded),
  };
}
