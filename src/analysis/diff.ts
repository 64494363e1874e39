import type { LoweredRule } from "../compiler/4-lower/lower.ts";
import type { Decision } from "../language/decision.ts";
import { EFFECTS, type Effect, strictness } from "../language/types.ts";
import type { RuleStatus } from "../policy/explanation.ts";
import type { Policy } from "../policy/policy.ts";
import { approvalOf, asked, askedFor } from "./approvers.ts";
import { changedRules } from "./changed-rules.ts";
import { cubesOf, hullOf } from "./core/cubes.ts";
import { type Diagram, NONE } from "./core/diagrams.ts";
import { find } from "./core/find.ts";
import { applies, effectsOf, type JudgedRule, judge } from "./core/judged.ts";
import { type ActionKind, isLenient } from "./core/side.ts";
import { actionKinds, type Subject, subjectOf } from "./core/subject.ts";
import { Work, withinWork } from "./core/work.ts";
import { World } from "./core/world.ts";
import { describe } from "./describe.ts";
import type { DecidedBy, DifferentRegion, PolicyDifference } from "./diff-result.ts";

export interface DiffOptions {
  /** How much work each action may be; what is beyond is `unclear`. */
  readonly steps?: number;
}

const STEPS = 6_000_000;
/** Regions for each action and pair of effects, and alternatives that are told of each. */
const MOST_REGIONS = 30;
const MOST_ALTERNATIVES = 6;
/** Tests that are told of where a proof ends. */
const MOST_ATOMS = 3;

/**
 * Every region of inputs that two policies decide with another effect, or by asking others for approval: proved over all
 * inputs that both take, each with one that both engines have decided. Reasons, and which of several rules decides, do not count.
 *
 * @throws ActraError `UNAVAILABLE` for a policy that was loaded from a program
 */
export function diffPolicies(
  before: Policy,
  after: Policy,
  { steps = STEPS }: DiffOptions = {},
): PolicyDifference {
  return diffSubjects(subjectOf(before), subjectOf(after), steps);
}

export function diffSubjects(before: Subject, after: Subject, steps: number = STEPS): PolicyDifference {
  return new Diff(before, after, steps).result();
}

class Diff {
  readonly #before: Subject;
  readonly #after: Subject;
  readonly #steps: number;
  readonly #changed: ReadonlySet<LoweredRule> | "all";
  readonly #regions: DifferentRegion[] = [];
  readonly #unclear = new Set<string>();
  readonly #notCompared: Set<string>;

  constructor(before: Subject, after: Subject, steps: number) {
    this.#before = before;
    this.#after = after;
    this.#steps = steps;
    this.#changed = changedRules(before, after);
    this.#notCompared = new Set(onlyOne(before, after));
  }

  result(): PolicyDifference {
    for (const action of actionKinds([this.#before, this.#after])) {
      if (withinWork(() => this.#compare(action)) === undefined)
        this.#unclear.add(`${nameOf(action)}: the work limit is reached`);
    }
    const rank = ({ before, after }: DifferentRegion) =>
      3 * strictness(before.effect) - 10 * strictness(after.effect);
    const regions = this.#regions.toSorted((a, b) => rank(a) - rank(b));
    const [unclear, notCompared] = [[...this.#unclear], [...this.#notCompared]];
    const equivalent = regions.length + unclear.length + notCompared.length === 0;
    return { equivalent, regions, unclear, notCompared };
  }

  #compare(action: ActionKind): true {
    const [before, after] = [this.#before, this.#after];
    const [old, fresh] = [applying(before, action), applying(after, action)];
    const isTouched = (rule: LoweredRule) => this.#changed === "all" || this.#changed.has(rule);
    if (this.#changed !== "all" && ![...old, ...fresh].some(isTouched)) return true;
    const conditions = [...old, ...fresh].map(({ condition }) => condition);
    const world = new World(action, [before, after], conditions, new Work(this.#steps));
    for (const field of world.survey.apart) this.#notCompared.add(field);
    const [judgedOld, judgedNew] = [judge(old, before, world), judge(fresh, after, world)];
    const [gone, come] = [judgedOld, judgedNew].map((rules) =>
      rules.filter(({ lowered }) => isTouched(lowered)),
    );
    const touched = [...gone!, ...come!];
    const care =
      this.#changed === "all"
        ? world.valid
        : world.diagrams.and(world.valid, this.#where(gone!, come!, world));
    const was = effectsOf(care, judgedOld, before, world);
    const is = effectsOf(care, judgedNew, after, world);
    for (const [one, other] of PAIRS) {
      const region = world.diagrams.and(was[one], is[other]);
      this.#report(region, world, judgedOld, judgedNew, (a, b) => a.effect === one && b.effect === other);
    }
    const both = world.diagrams.and(was.require_approval, is.require_approval);
    this.#compareApprovers(world, both, judgedOld, judgedNew, touched);
    return true;
  }

  /** Where rules that were changed could change anything: under `strictest`, where not as many count as did before. */
  #where(gone: readonly JudgedRule[], come: readonly JudgedRule[], world: World): Diagram {
    if (this.#before.settings.resolution === "first_match") return union([...gone, ...come], world);
    const { diagrams } = world;
    const sets = (rules: readonly JudgedRule[]) => [
      ...EFFECTS.map((effect) =>
        union(
          rules.filter(({ rule }) => rule.effect === effect),
          world,
        ),
      ),
      diagrams.any(rules.map(({ certain }) => certain)),
      ...kinds.map((kind) =>
        union(
          rules.filter((each) => approvalOf(each).includes(kind)),
          world,
        ),
      ),
    ];
    const kinds = [...new Set([...gone, ...come].flatMap(approvalOf))];
    const [was, is] = [sets(gone), sets(come)];
    return diagrams.any(was.map((set, i) => unlike(set, is[i]!, world)));
  }

  /** Takes an input, and with it all that the same rules decide the same way. */
  #report(
    region: Diagram,
    world: World,
    old: readonly JudgedRule[],
    fresh: readonly JudgedRule[],
    differ: (before: Decision, after: Decision) => boolean,
  ): void {
    const { diagrams } = world;
    let left = region;
    for (let count = 0; left !== NONE; count++) {
      if (count >= MOST_REGIONS) {
        this.#unclear.add(`${nameOf(world.action)}: there are more regions than are told`);
        return;
      }
      let elsewhere: object | undefined;
      const found = find(left, world, (input) => {
        if (this.#both(input, differ) === undefined) return false;
        if (this.#isIn(left, input, world, old, fresh)) return true;
        elsewhere ??= input;
        return false;
      });
      if (found.kind === "none") return;
      if (found.kind === "open") {
        const such = elsewhere && `, and decisions differ on such as ${JSON.stringify(elsewhere)}`;
        this.#unclear.add(`${nameOf(world.action)}: the proof ends at ${few(found.atoms)}${such ?? ""}`);
        return;
      }
      const [before, after] = this.#both(found.input, differ)!;
      const piece = diagrams.all([left, setOf(before, old, world), setOf(after, fresh, world)]);
      this.#add(piece, world, found.input, before, after);
      left = diagrams.minus(left, piece);
    }
  }

  /** Where tests are open, what was tried for a region may lie in another: there the rules come to something else. */
  #isIn(
    region: Diagram,
    input: object,
    world: World,
    old: readonly JudgedRule[],
    fresh: readonly JudgedRule[],
  ): boolean {
    if (world.variables.open.size === 0) return true;
    const before = withStatuses(region, old, this.#before.statuses(input), world);
    return withStatuses(before, fresh, this.#after.statuses(input), world) !== NONE;
  }

  #both(
    input: object,
    differ: (before: Decision, after: Decision) => boolean,
  ): readonly [Decision, Decision] | undefined {
    const [before, after] = [this.#before.decide(input), this.#after.decide(input)];
    return before && after && differ(before, after) ? [before, after] : undefined;
  }

  #add(piece: Diagram, world: World, input: object, before: Decision, after: Decision): void {
    const cubes = cubesOf(piece, world.diagrams, MOST_ALTERNATIVES + 1);
    const when = cubes.slice(0, MOST_ALTERNATIVES).map((cube) => describe(cube, world));
    const isSame = before.effect === after.effect;
    const { action } = world;
    this.#regions.push({
      ...(action.kind === "declared" && { action: action.name }),
      before: decidedBy(before, isSame),
      after: decidedBy(after, isSame),
      ...this.#hull(piece, world),
      when,
      more: cubes.length > MOST_ALTERNATIVES,
      input,
    });
  }

  #hull(piece: Diagram, world: World): Pick<DifferentRegion, "within" | "exact"> {
    const { diagrams, variables, valid } = world;
    const places = [...variables.leaves.values()].map(({ domain, path }) => ({ domain, path }));
    const whole = [this.#before, this.#after].map((side) => world.complete(side, places));
    const complete = diagrams.all([piece, ...whole]);
    const shown = complete === NONE ? piece : complete;
    const hull = hullOf(shown, diagrams);
    const sets = [...hull].map(([level, classes]) =>
      diagrams.test(level, variables.all[level]!.size, (index) => classes.includes(index)),
    );
    const all = diagrams.all([valid, ...sets, ...(complete === NONE ? [] : whole)]);
    return { within: describe(hull, world), exact: all === shown };
  }

  /** Who is asked, where both ask: of each kind of approval, whether only one of them asks for it. */
  #compareApprovers(
    world: World,
    both: Diagram,
    old: readonly JudgedRule[],
    fresh: readonly JudgedRule[],
    touched: readonly JudgedRule[],
  ): void {
    const { diagrams } = world;
    const asks = ({ effect }: Decision) => effect === "require_approval";
    const differ = (a: Decision, b: Decision) => asks(a) && asks(b) && asked(a) !== asked(b);
    let left = both;
    const isInOrder = [this.#before, this.#after].some(
      ({ settings }) => settings.resolution === "first_match",
    );
    for (const kind of new Set((isInOrder ? [...old, ...fresh] : touched).flatMap(approvalOf))) {
      const was = askedFor(kind, left, old, this.#before, world);
      const is = askedFor(kind, left, fresh, this.#after, world);
      const region = unlike(was, is, world);
      const found = find(
        region,
        world,
        (input) => this.#both(input, differ) !== undefined && this.#isIn(region, input, world, old, fresh),
      );
      if (found.kind === "none") continue;
      if (found.kind === "open") this.#unclear.add(`${nameOf(world.action)}: who is asked for approval`);
      else this.#add(region, world, found.input, ...this.#both(found.input, differ)!);
      left = diagrams.minus(left, region);
    }
  }
}

/** From allowed now to blocked now. */
const PAIRS: readonly (readonly [Effect, Effect])[] = [
  ["block", "allow"],
  ["require_approval", "allow"],
  ["block", "require_approval"],
  ["allow", "require_approval"],
  ["require_approval", "block"],
  ["allow", "block"],
];

function applying({ rules }: Subject, action: ActionKind): LoweredRule[] {
  return rules.filter(({ rule }) => rule.mode === "enforce" && applies(rule, action));
}

function union(rules: readonly JudgedRule[], { diagrams }: World): Diagram {
  return diagrams.any(rules.map(({ counts }) => counts));
}

/** Where one of two sets is without the other. */
function unlike(one: Diagram, other: Diagram, { diagrams }: World): Diagram {
  return diagrams.or(diagrams.minus(one, other), diagrams.minus(other, one));
}

function setOf({ matched_rule }: Decision, rules: readonly JudgedRule[], world: World): Diagram {
  return rules.find(({ rule }) => rule.id === matched_rule)?.counts ?? world.valid;
}

function few(atoms: readonly string[]): string {
  const shown = atoms.slice(0, MOST_ATOMS).join(", ");
  return atoms.length > MOST_ATOMS ? `${shown} and ${atoms.length - MOST_ATOMS} more tests` : shown;
}

/** The part of a region where the rules come to this. */
function withStatuses(
  region: Diagram,
  rules: readonly JudgedRule[],
  statuses: ReadonlyMap<string, RuleStatus>,
  { diagrams }: World,
): Diagram {
  let left = region;
  for (const { rule, certain, counts } of rules) {
    if (left === NONE) return NONE;
    const status = statuses.get(rule.id);
    if (status === "matched") left = diagrams.and(left, certain);
    else left = diagrams.minus(left, status === "not_matched" ? counts : certain);
  }
  return left;
}

function decidedBy({ effect, matched_rule, approvals = [] }: Decision, asksOthers: boolean): DecidedBy {
  const approvers = asksOthers ? { approvers: approvals.flatMap((each) => each.approvers) } : {};
  return { effect, rule: matched_rule, ...approvers };
}

function onlyOne(before: Subject, after: Subject): string[] {
  const names = [before, after].map(({ schema }) => schema.actions.map(({ name }) => name));
  const [old, fresh] = names as [string[], string[]];
  const isUnlike = before.settings.unknownAction !== after.settings.unknownAction;
  return [
    ...(isUnlike ? ["inputs of no declared action, which one of them refuses"] : []),
    ...(isLenient(before) === isLenient(after) ? [] : ["values of a wrong type, which one of them refuses"]),
    ...old.filter((name) => !fresh.includes(name)).map((name) => `action \`${name}\` is gone`),
    ...fresh.filter((name) => !old.includes(name)).map((name) => `action \`${name}\` is new`),
  ];
}

function nameOf(action: ActionKind): string {
  return action.kind === "declared" ? `action \`${action.name}\`` : "inputs of no declared action";
}
