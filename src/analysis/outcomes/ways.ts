import { Truth } from "../../../assembly/shared/layout.ts";
import type { Settings } from "../../language/settings.ts";
import { type Effect, strictness } from "../../language/types.ts";
import { blamed, type JudgedRule, resolve } from "../../machine/resolve.ts";
import { MOST, type Possibilities } from "../../policy/outcomes.ts";
import { type Diagram, NONE } from "../core/diagrams.ts";
import type { Asked } from "./questions.ts";

// How rules that are not settled can turn out together: all that is possible, cut by one rule after the other, and by what
// is missing of what the decision blames. What cannot matter any more is not cut by.

export interface Way {
  /** By open rule. */
  readonly truths: readonly Truth[];
  /** Open slots. */
  readonly missing: ReadonlySet<number>;
  /** Where it is so. */
  readonly region: Diagram;
}

/** A way on which the rules before `at` have been told. */
interface Part {
  readonly at: number;
  readonly region: Diagram;
  /** By open rule, where it is not false. */
  readonly told: ReadonlyMap<number, Truth>;
  /** The strictest effect of what has been assumed. */
  readonly assumed: Effect | undefined;
}

export function* waysIn(region: Diagram, possibilities: Possibilities, asked: Asked): Generator<Way> {
  const { plan, openRules, truths } = possibilities;
  const numbers = plan.withAudit.length > 0 ? plan.withAudit : plan.enforced;
  const isOpen = new Set(openRules);
  const parts: Part[] = [{ at: 0, region, told: new Map(), assumed: undefined }];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const number = numbers[part.at];
    if (number === undefined) yield* waysOfMissing(part, possibilities, asked);
    else {
      const next = isOpen.has(number)
        ? cutBy(number, part, asked)
        : [{ truth: truths.get(number)!, region: part.region }];
      for (const { truth, region } of next) {
        if (region === NONE) continue;
        const isTold = isOpen.has(number) && truth !== Truth.False;
        const told = isTold ? new Map(part.told).set(number, truth) : part.told;
        const further = goOn({ ...part, region, told }, number, truth, possibilities);
        parts.push({ ...further, at: further.isDecided ? numbers.length : part.at + 1 });
      }
    }
  }
}

function cutBy(
  number: number,
  { region }: Part,
  { sets, world }: Asked,
): { truth: Truth; region: Diagram }[] {
  const { diagrams } = world;
  const { certain, notFalse } = sets.get(number)!;
  return [
    { truth: Truth.False, region: diagrams.minus(region, notFalse) },
    { truth: Truth.Unknown, region: diagrams.and(region, diagrams.minus(notFalse, certain)) },
    { truth: Truth.True, region: diagrams.and(region, certain) },
  ];
}

/** Whether no rule behind this one can change anything. */
function goOn(
  part: Part,
  number: number,
  truth: Truth,
  { plan, loaded }: Possibilities,
): Part & { readonly isDecided: boolean } {
  const { settings, rules } = loaded.program;
  const { effect } = rules[number]!;
  if (isAssumed(effect, truth, settings))
    return { ...part, assumed: strictest(part.assumed, effect), isDecided: false };
  if (truth !== Truth.True || plan.withAudit.length > 0) return { ...part, isDecided: false };
  if (settings.resolution === "first_match") return { ...part, isDecided: true };
  // Others with the same effect may ask for approval, or be blamed.
  const isAlone = part.assumed === undefined && !(effect === "require_approval" && plan.manyApprovals);
  const isOutdone = part.assumed !== undefined && part.assumed !== effect;
  return { ...part, isDecided: isAlone || isOutdone };
}

/** Whether a rule counts as if it matched. */
export function isAssumed(effect: Effect, truth: Truth, { missing }: Settings): boolean {
  if (effect === "allow") return false;
  return truth === Truth.FaultAlone || (truth >= Truth.Unknown && missing === "assume_worst");
}

function strictest(one: Effect | undefined, other: Effect): Effect {
  return one !== undefined && strictness(one) < strictness(other) ? one : other;
}

function* waysOfMissing({ region, told }: Part, possibilities: Possibilities, asked: Asked): Generator<Way> {
  const { openRules } = possibilities;
  const truths = openRules.map((number) => told.get(number) ?? Truth.False);
  let ways: Way[] = [{ truths, missing: new Set(), region }];
  for (const slot of blamedSlots(told, possibilities)) {
    if (ways.length > MOST) break;
    const required = requiredOf(slot, possibilities, asked);
    ways = ways.flatMap((way) => cutByMissing(way, slot, required, asked));
  }
  yield* ways;
}

function cutByMissing(way: Way, slot: number, required: Diagram, { world }: Asked): Way[] {
  const missing = world.diagrams.and(way.region, required);
  const here = world.diagrams.minus(way.region, required);
  return [
    { ...way, region: here },
    { ...way, region: missing, missing: new Set(way.missing).add(slot) },
  ].filter(({ region }) => region !== NONE);
}

/** Open slots of which the decision says whether they are missing. */
function blamedSlots(told: ReadonlyMap<number, Truth>, possibilities: Possibilities): readonly number[] {
  const { loaded, open, plan } = possibilities;
  if (!loaded.assumesWorst) return [];
  const { rules, settings } = loaded.program;
  const isOpen = new Set(possibilities.openRules);
  const judged = plan.enforced.map((number): JudgedRule => {
    const settled = isOpen.has(number) ? Truth.False : possibilities.truths.get(number)!;
    return { rule: rules[number]!, truth: told.get(number) ?? settled };
  });
  const read = new Set(blamed(judged, resolve(judged, settings), settings).flatMap(({ rule }) => rule.reads));
  return open.filter((slot) => read.has(slot));
}

function requiredOf(slot: number, { loaded }: Possibilities, { subject, world }: Asked): Diagram {
  const { domain, path } = loaded.program.slots[slot]!;
  return world.states(subject, { domain, path }).required;
}
