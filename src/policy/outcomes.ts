import { SlotState, Truth } from "../../assembly/shared/layout.ts";
import type { Decision } from "../language/decision.ts";
import type { Outcomes, OutcomesOptions } from "../language/outcomes.ts";
import { fieldAt } from "../language/schema.ts";
import { type Effect, strictness } from "../language/types.ts";
import { type Decider, decideCarefully, type Judge, judgeRules } from "../machine/decide.ts";
import { freeze } from "../machine/frozen.ts";
import type { ActionPlan, Loaded } from "../machine/loaded.ts";
import { Staging } from "../machine/staging.ts";
import type { Program, ProgramRule } from "../program/program.ts";
import { type Hidden, hide } from "./hide.ts";

// What may be decided while part of the input is not known. A rule that certainly matches, or certainly does not, while
// all that is unknown counts as unknown, does so whatever it is; the others are tried with every truth they could have,
// for every way in which the unknown fields could be there or be missing as required: what is missing as optional, or bad
// where that is no error, leads to no truths beyond these. Rules that hang together (both ask for the same field) are not
// told to, so more may come out than is possible, never less. `actra/analysis` can tell them, and is asked first where it is.

/** How many combinations are tried. */
export const MOST = 512;

/** Finds the outcomes that there are, or leaves it to the combinations. */
export type Narrowing = (possibilities: Possibilities) => Outcomes | undefined;

/**
 * @param held a `Decider`
 * @throws TypeError when a path is not one of the schema's
 * @throws ActraInputError for what is bad in the known part
 */
export function outcomes(
  input: unknown,
  { unknown }: OutcomesOptions,
  held: object,
  narrowed?: Narrowing,
): Outcomes {
  const decider = held as Decider;
  const { loaded } = decider;
  const hidden = hiddenBy(unknown, loaded);
  const met = new Map<Hidden, boolean>();
  const staging = new Staging(loaded, narrowed !== undefined);
  try {
    const plan = decider.stage(hide(input, hidden, met), staging);
    const states = Uint8Array.from(loaded.program.slots, (_, slot) => staging.stateOf(slot));
    const seen = { states, staging, unknown, hidden, met };
    const slots = plan.reads.order.filter((slot) => covers(unknown, plan.reads.paths.get(slot)!));
    for (const slot of slots) staging.setState(slot, SlotState.MissingRequired);
    const possibilities = new Possibilities(seen, plan, loaded, slots);
    return narrowed?.(possibilities) ?? possibilities.outcomes();
  } finally {
    staging.release();
  }
}

/** What reading found. */
interface Seen {
  /** By slot, before any was marked as unknown. */
  readonly states: Uint8Array;
  /** For the values, and what is bad. */
  readonly staging: Staging;
  readonly unknown: readonly string[];
  readonly hidden: Hidden;
  readonly met: ReadonlyMap<Hidden, boolean>;
}

/** What is unknown is this, or this is in it. */
export function covers(unknown: readonly string[], path: string): boolean {
  return unknown.some((part) => path === part || path.startsWith(`${part}.`)) && path !== "action.type";
}

/** One input, some slots of which are unknown, and are marked so in the frame. */
export class Possibilities {
  readonly seen: Seen;
  readonly plan: ActionPlan;
  readonly loaded: Loaded;
  /** The unknown slots that a rule asks for of which it is not known whether it matches. */
  readonly open: readonly number[];
  /** By number; those that are unknown count for what they could be. */
  readonly truths: ReadonlyMap<number, Truth>;
  /** Rules that are unknown because of an open slot. */
  readonly openRules: readonly number[];
  readonly isAudited: boolean;

  constructor(seen: Seen, plan: ActionPlan, loaded: Loaded, unknown: readonly number[]) {
    this.seen = seen;
    this.plan = plan;
    this.loaded = loaded;
    const { rules } = loaded.program;
    const numbers = plan.withAudit.length > 0 ? plan.withAudit : plan.enforced;
    this.truths = this.#judge(numbers);
    const isUnknown = new Set(unknown);
    const asks = (number: number) => rules[number]!.reads.some((slot) => isUnknown.has(slot));
    this.openRules = numbers.filter((number) => this.truths.get(number)! >= Truth.Unknown && asks(number));
    const asked = new Set(this.openRules.flatMap((number) => rules[number]!.reads));
    this.open = unknown.filter((slot) => asked.has(slot));
    const enforced = new Set(plan.enforced.flatMap((number) => rules[number]!.reads));
    // What audit rules alone read may be bad in countless ways, and the decision says in which.
    this.isAudited = unknown.some((slot) => !enforced.has(slot));
  }

  outcomes(): Outcomes {
    const decisions = this.isAudited ? undefined : this.#decisions();
    return outcomesOf(decisions, decisions?.length === 1, () => this.#effects());
  }

  /** `undefined` when there are too many to try. */
  #decisions(): Decision[] | undefined {
    const found = new Map<string, Decision>();
    let left = MOST;
    for (const missing of this.#waysOfMissing()) {
      const choices = this.openRules.map((number) => this.#choices(number, missing));
      for (const choice of product(choices)) {
        if (left-- === 0) return undefined;
        const decision = this.decide(choice, missing);
        found.set(JSON.stringify(decision), decision);
      }
    }
    return [...found.values()];
  }

  /** Which of the open slots are missing as required; where nothing is assumed, that makes no difference. */
  *#waysOfMissing(): Generator<ReadonlySet<number>> {
    const ways = this.loaded.assumesWorst ? [false, true] : [false];
    for (const isMissing of product(this.open.map(() => ways)))
      yield new Set(this.open.filter((_, i) => isMissing[i]));
  }

  #judge(numbers: readonly number[]): Map<number, Truth> {
    const judged = judgeRules(numbers, this.loaded);
    return new Map(numbers.map((number, i) => [number, judged[i]!.truth]));
  }

  /** What a rule could turn out to be: where it asks for nothing that is missing, only a fault can leave it unknown. */
  #choices(number: number, missing: ReadonlySet<number>): readonly Truth[] {
    const { reads, computations } = this.#rule(number);
    const { states } = this.seen;
    const isOpen = (slot: number) => this.open.includes(slot);
    const isMissing = (slot: number) =>
      isOpen(slot) ? missing.has(slot) : states[slot] === SlotState.MissingRequired;
    const asksForAny = reads.some((slot) => isOpen(slot) && !missing.has(slot));
    return [
      ...(asksForAny ? [Truth.True, Truth.False] : []),
      ...(reads.some(isMissing) ? [Truth.Unknown] : []),
      ...(computations === 0 ? [] : [Truth.Fault, Truth.FaultAlone]),
    ];
  }

  /** @param choice by open rule */
  decide(choice: readonly Truth[], missing: ReadonlySet<number>): Decision {
    const chosen = new Map([
      ...this.truths,
      ...this.openRules.map((number, i) => [number, choice[i]!] as const),
    ]);
    const judge: Judge = (numbers) =>
      numbers.map((number) => ({ rule: this.#rule(number), truth: chosen.get(number)! }));
    const states = Uint8Array.from(this.seen.states);
    for (const slot of this.open)
      states[slot] = missing.has(slot) ? SlotState.MissingRequired : SlotState.Present;
    return decideCarefully(
      judge,
      { isMissing: (slot) => states[slot] === SlotState.MissingRequired, bad: this.seen.staging.bad },
      this.plan,
      this.loaded,
    );
  }

  /** By the rules that may have a say, in the order of the resolution. */
  #effects(): Effect[] {
    const { settings } = this.loaded.program;
    const { enforced } = this.plan;
    const first = enforced.findIndex((number) => this.truths.get(number) === Truth.True);
    const certain = first < 0 ? settings.default : this.#rule(enforced[first]!).effect;
    const before = first < 0 ? enforced : enforced.slice(0, first);
    const possible = before.filter((number) => this.truths.get(number)! >= Truth.Unknown);
    return [...new Set([certain, ...possible.map((number) => this.#rule(number).effect)])];
  }

  #rule(number: number): ProgramRule {
    return this.loaded.program.rules[number]!;
  }
}

/** @param otherwise what may come out where the decisions are too many to list */
export function outcomesOf(
  decisions: readonly Decision[] | undefined,
  exact: boolean,
  otherwise: () => readonly Effect[],
): Outcomes {
  const found = decisions?.map(({ effect }) => effect) ?? otherwise();
  const effects = [...new Set(found)].sort((a, b) => strictness(a) - strictness(b));
  return freeze({ effects, ...(decisions && { decisions }), exact });
}

/** Every way of taking one of each. */
function* product<T>(choices: readonly (readonly T[])[]): Generator<readonly T[]> {
  const [first, ...rest] = choices;
  if (first === undefined) yield [];
  else for (const one of first) for (const others of product(rest)) yield [one, ...others];
}

function hiddenBy(unknown: readonly string[], { program }: Loaded): Hidden {
  const root = new Map<PropertyKey, Hidden | true>();
  for (const path of unknown) {
    if (!isDeclared(path, program))
      throw new TypeError(`\`${path}\` is neither a domain nor a field of the schema`);
    const [domain, ...names] = path.split(".");
    const parts = path === "action" ? undefined : [domain!, ...names];
    if (parts) conceal(root, parts);
    else for (const name of actionFieldNames(program)) conceal(root, ["action", name]);
  }
  return root;
}

function conceal(level: Map<PropertyKey, Hidden | true>, [name, ...rest]: readonly string[]): void {
  const known = level.get(name!);
  if (rest.length === 0) level.set(name!, true);
  else if (known !== true) {
    const inside = (known ?? new Map()) as Map<PropertyKey, Hidden | true>;
    level.set(name!, inside);
    conceal(inside, rest);
  }
}

const DOMAINS: readonly string[] = ["action", "actor", "snapshot"];

/** For an action, the field of any action will do. */
function isDeclared(path: string, { schema }: Program): boolean {
  const [domain, ...names] = path.split(".");
  if (names.length === 0) return DOMAINS.includes(path);
  if (domain === "action" && names[0] === "type") return false;
  const levels =
    domain === "action" ? schema.actions : domain === "actor" ? [schema.actor] : [schema.snapshot];
  return DOMAINS.includes(domain!) && levels.some(({ fields }) => fieldAt(fields, names) !== undefined);
}

function actionFieldNames({ schema }: Program): string[] {
  return schema.actions
    .flatMap(({ fields }) => fields.map(({ name }) => name))
    .filter((name) => name !== "type");
}
