import { Truth } from "../../../assembly/shared/layout.ts";
import type { Decision } from "../../language/decision.ts";
import type { Outcomes } from "../../language/outcomes.ts";
import { EFFECTS, type Effect } from "../../language/types.ts";
import { MOST, outcomesOf, type Possibilities } from "../../policy/outcomes.ts";
import { ALL, type Diagram, NONE } from "../core/diagrams.ts";
import { filled, inputOf, valuesOf } from "../core/input.ts";
import { effectsOf, type JudgedRule } from "../core/judged.ts";
import type { ActionKind } from "../core/side.ts";
import { type Known, knownOf } from "./known.ts";
import type { Asked, Questions } from "./questions.ts";
import { isAssumed, waysIn } from "./ways.ts";

// The outcomes that there are. Each that is left out is proved impossible, as no assignment leads to it; `exact` is said
// where each that is given has an input that the engine has decided so.

/** `undefined` where nothing is proved of what is open. */
export function narrowed(possibilities: Possibilities, questions: Questions): Outcomes | undefined {
  const { openRules, isAudited, seen } = possibilities;
  if (seen.staging.bad !== undefined || (openRules.length === 0 && !isAudited)) return undefined;
  return questions.ask(actionOf(possibilities), (asked) => {
    const known = knownOf(possibilities, asked);
    if (known === undefined || known.region === NONE) return undefined;
    const key = keyOf(known, possibilities);
    if (asked.answers.has(key)) return asked.answers.get(key);
    // Until it is found, there is none: it may be too much work.
    asked.answers.set(key, undefined);
    const found = new Finding(possibilities, asked, known).outcomes();
    asked.answers.set(key, found);
    return found;
  });
}

function actionOf({ loaded, seen }: Possibilities): ActionKind {
  const { actionType } = seen.staging;
  if (actionType === undefined) return { kind: "absent" };
  if (loaded.actions.has(actionType)) return { kind: "declared", name: actionType };
  return { kind: "undeclared", declared: [...loaded.actions.keys()] };
}

/** Whether no test that may come out either way has a say in what is open. */
function isSeenThrough(region: Diagram, possibilities: Possibilities, { sets, world }: Asked): boolean {
  const { openRules, isAudited, loaded } = possibilities;
  const { rules, slots } = loaded.program;
  const { diagrams, variables } = world;
  const levels = new Set([...variables.open.values()].map(({ level }) => level));
  const isClear = (set: Diagram) =>
    [...diagrams.support(diagrams.and(region, set))].every((level) => !levels.has(level));
  return openRules.every((number) => {
    const { audit, reads } = rules[number]!;
    if (audit && isAudited) return true;
    const { certain, notFalse } = sets.get(number)!;
    return isClear(certain) && isClear(notFalse) && reads.every((slot) => slots[slot]!.list === undefined);
  });
}

/** What is known says all else. */
function keyOf({ region, isWhole }: Known, { seen, truths }: Possibilities): string {
  return JSON.stringify([region, isWhole, seen.unknown, [...truths.values()], [...seen.states]]);
}

class Finding {
  readonly #possibilities: Possibilities;
  readonly #asked: Asked;
  readonly #known: Known;

  constructor(possibilities: Possibilities, asked: Asked, known: Known) {
    this.#possibilities = possibilities;
    this.#asked = asked;
    this.#known = known;
  }

  outcomes(): Outcomes {
    if (!isSeenThrough(this.#known.region, this.#possibilities, this.#asked))
      return this.#withoutImpossible();
    const found = this.#possibilities.isAudited ? undefined : this.#decisions();
    if (found !== undefined) return outcomesOf(found.decisions, found.exact, () => []);
    const { effects, exact } = this.#effects();
    return outcomesOf(undefined, exact, () => effects);
  }

  /** All that each rule by itself leaves possible, but for effects to which nothing leads, whatever open tests come to. */
  #withoutImpossible(): Outcomes {
    const { subject, world } = this.#asked;
    const where = effectsOf(this.#known.region, this.#enforced(), subject, world);
    const { effects, decisions } = this.#possibilities.outcomes();
    const left = decisions?.filter(({ effect }) => where[effect] !== NONE);
    return outcomesOf(left, left?.length === 1, () => effects.filter((effect) => where[effect] !== NONE));
  }

  /** `undefined` when there are too many ways. */
  #decisions(): { readonly decisions: readonly Decision[]; readonly exact: boolean } | undefined {
    const found = new Map<string, Decision>();
    const run = new Set<string>();
    let left = MOST;
    for (const { truths, missing, region } of waysIn(this.#known.region, this.#possibilities, this.#asked)) {
      if (left-- === 0) return undefined;
      const decision = this.#possibilities.decide(truths, missing);
      const text = JSON.stringify(decision);
      found.set(text, decision);
      if (!run.has(text) && JSON.stringify(this.#run(region)) === text) run.add(text);
    }
    return { decisions: [...found.values()], exact: run.size === found.size };
  }

  #effects(): { readonly effects: readonly Effect[]; readonly exact: boolean } {
    const { subject, world } = this.#asked;
    const where = effectsOf(this.#known.region, this.#enforced(), subject, world);
    const effects = EFFECTS.filter((effect) => where[effect] !== NONE);
    return { effects, exact: effects.every((effect) => this.#run(where[effect])?.effect === effect) };
  }

  #enforced(): JudgedRule[] {
    const { plan, openRules } = this.#possibilities;
    const isOpen = new Set(openRules);
    return plan.enforced.map((number) => {
      const judged = this.#asked.sets.get(number)!;
      return isOpen.has(number) ? judged : { ...judged, ...this.#settled(number) };
    });
  }

  #settled(number: number): Pick<JudgedRule, "certain" | "counts"> {
    const { rules, settings } = this.#possibilities.loaded.program;
    const truth = this.#possibilities.truths.get(number)!;
    const certain = truth === Truth.True ? ALL : NONE;
    return { certain, counts: isAssumed(rules[number]!.effect, truth, settings) ? ALL : certain };
  }

  /** What the engine decides on one input of the region; `undefined` where that cannot be made. */
  #run(region: Diagram): Decision | undefined {
    const { world, subject } = this.#asked;
    const { values: known, isWhole } = this.#known;
    if (!isWhole) return undefined;
    const assignment = filled(world.diagrams.pick(region, world.costOf), world);
    const values = valuesOf(assignment, world, known);
    return values && subject.decide(this.#withType(inputOf(assignment, values, world)));
  }

  #withType(input: Record<string, unknown>): object {
    const { actionType } = this.#possibilities.seen.staging;
    return {
      ...input,
      action: { ...(input["action"] as object), ...(actionType !== undefined && { type: actionType }) },
    };
  }
}
