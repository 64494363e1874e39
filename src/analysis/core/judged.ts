import type { LoweredRule } from "../../compiler/4-lower/lower.ts";
import type { Rule } from "../../language/model.ts";
import { EFFECTS, type Effect, strictness } from "../../language/types.ts";
import { type Assignment, type Diagram, NONE } from "./diagrams.ts";
import type { ActionKind, Side } from "./side.ts";
import type { World } from "./world.ts";

// The rules of one policy that apply in a world, each with the inputs on which it is certain and on which it counts, and
// what they decide together (docs/semantics.md, 9 to 13; machine/resolve.ts says the same of one input).

export interface JudgedRule {
  readonly rule: Rule;
  readonly lowered: LoweredRule;
  /** Where it is true. */
  readonly certain: Diagram;
  /** Where it is true, or counts as if it were. */
  readonly counts: Diagram;
}

/** Those that are enforced, in the order of the resolution. */
export function judge(rules: readonly LoweredRule[], side: Side, world: World): JudgedRule[] {
  return rules
    .filter(({ rule }) => rule.mode === "enforce" && applies(rule, world.action))
    .map((lowered) => judgeRule(lowered, side, world));
}

export function judgeRule(lowered: LoweredRule, side: Side, world: World): JudgedRule {
  const { rule, condition } = lowered;
  const certain = world.where(condition, side, { missing: false, fault: false });
  // Without data a rule that restricts is assumed to match where that is the setting; with a fault, always.
  const missing = side.settings.missing === "assume_worst";
  const restricts = rule.effect !== "allow";
  const counts = restricts ? world.where(condition, side, { missing, fault: true }) : certain;
  world.diagrams.work.spend(1);
  return { rule, lowered, certain, counts };
}

export function applies({ scope }: Rule, action: ActionKind): boolean {
  if (scope.actions === undefined) return true;
  return action.kind === "declared" && scope.actions.includes(action.name);
}

export interface Verdict {
  readonly effect: Effect;
  /** The rule that decides; absent for the default. */
  readonly matched?: JudgedRule;
  /** In the order of the resolution, those that have a say. */
  readonly counted: readonly JudgedRule[];
}

/** What is decided on one assignment. */
export function verdictOn(
  assignment: Assignment,
  rules: readonly JudgedRule[],
  { settings }: Side,
  { diagrams }: World,
): Verdict {
  diagrams.work.spend(rules.length);
  const counted: JudgedRule[] = [];
  let isCertain = false;
  for (const each of rules) {
    if (!diagrams.has(each.counts, assignment)) continue;
    counted.push(each);
    if (!diagrams.has(each.certain, assignment)) continue;
    isCertain = true;
    if (settings.resolution === "first_match") break;
  }
  const effects = new Set(counted.map(({ rule }) => rule.effect));
  if (!isCertain) effects.add(settings.default);
  const effect = EFFECTS.find((each) => effects.has(each))!;
  const matched = counted.find(({ rule }) => rule.effect === effect);
  return { effect, counted, ...(matched && { matched }) };
}

/** Where each effect is decided, within some inputs. */
export type Effects = Readonly<Record<Effect, Diagram>>;

export function effectsOf(within: Diagram, rules: readonly JudgedRule[], side: Side, world: World): Effects {
  const ofResolution = side.settings.resolution === "strictest" ? byStrictness : inOrder;
  return ofResolution(within, rules, side, world);
}

/** Each effect where any of its rules counts and none of a stricter one, or where nothing is certain and it is the default. */
function byStrictness(
  within: Diagram,
  rules: readonly JudgedRule[],
  { settings }: Side,
  world: World,
): Effects {
  const { diagrams } = world;
  const certain = settings.default === "allow" ? within : anyWithin(within, rules, "certain", world);
  const byDefault = diagrams.minus(within, certain);
  let left = within;
  const decided = (effect: Effect): Diagram => {
    const own = rules.filter(({ rule }) => rule.effect === effect);
    const counting = anyWithin(left, own, "counts", world);
    const found =
      settings.default === effect ? diagrams.or(counting, diagrams.and(left, byDefault)) : counting;
    left = diagrams.minus(left, found);
    return found;
  };
  const [block, require_approval] = [decided("block"), decided("require_approval")];
  return { block, require_approval, allow: left };
}

/** Put together by what they ask for first: rules on one field become one node, where one by one they would become thousands. */
function anyWithin(
  within: Diagram,
  rules: readonly JudgedRule[],
  what: "certain" | "counts",
  { diagrams }: World,
): Diagram {
  const sets = rules.map((each) => diagrams.and(within, each[what])).filter((set) => set !== NONE);
  const shape = (set: Diagram) => [...diagrams.support(set)].sort((a, b) => a - b).join();
  const shaped = sets.map((set) => ({ set, shape: shape(set) }));
  shaped.sort((a, b) => (a.shape < b.shape ? -1 : 1));
  return diagrams.any(shaped.map(({ set }) => set));
}

/**
 * Goes through the rules in their order with what is still undecided, apart by the strictest effect that was assumed so far.
 */
function inOrder(within: Diagram, rules: readonly JudgedRule[], side: Side, world: World): Effects {
  const { diagrams } = world;
  const { settings } = side;
  const decided: Record<Effect, Diagram[]> = { block: [], require_approval: [], allow: [] };
  let open: Record<Effect, Diagram> = { block: NONE, require_approval: NONE, allow: within };
  for (const { rule, certain, counts } of rules) {
    if (EFFECTS.every((effect) => open[effect] === NONE)) break;
    const next: Record<Effect, Diagram> = { block: NONE, require_approval: NONE, allow: NONE };
    for (const assumed of EFFECTS) {
      if (open[assumed] === NONE) continue;
      const stricter = strictest(assumed, rule.effect);
      const matching = diagrams.and(open[assumed], certain);
      if (matching !== NONE) decided[stricter].push(matching);
      const rest = diagrams.minus(open[assumed], certain);
      const possible = counts === certain ? NONE : diagrams.and(rest, counts);
      next[stricter] = diagrams.or(next[stricter], possible);
      next[assumed] = diagrams.or(next[assumed], diagrams.minus(rest, possible));
    }
    open = next;
  }
  for (const assumed of EFFECTS)
    if (open[assumed] !== NONE) decided[strictest(assumed, settings.default)].push(open[assumed]);
  return {
    block: diagrams.any(decided.block),
    require_approval: diagrams.any(decided.require_approval),
    allow: diagrams.any(decided.allow),
  };
}

function strictest(one: Effect, other: Effect): Effect {
  return strictness(one) <= strictness(other) ? one : other;
}

export function isWeaker(effect: Effect, than: Effect): boolean {
  return strictness(effect) > strictness(than);
}
