import { type Lowered, lower, lowerCondition } from "../compiler/4-lower/lower.ts";
import { emit } from "../compiler/5-emit/emit.ts";
import type { Finding } from "../diagnostics/diagnostic.ts";
import { Reporter } from "../diagnostics/reporter.ts";
import { DOCUMENT_LIMITS } from "../language/limits.ts";
import type { CheckedPolicy, Invariant, Rule } from "../language/model.ts";
import type { Program } from "../program/program.ts";
import { type Diagram, NONE } from "./core/diagrams.ts";
import { type Found, find } from "./core/find.ts";
import { applies, effectsOf, isWeaker, type JudgedRule, judge } from "./core/judged.ts";
import type { ActionKind } from "./core/side.ts";
import { actionKinds, type Subject, subjectFrom } from "./core/subject.ts";
import { uncovered } from "./core/uncovered.ts";
import { Work, withinWork } from "./core/work.ts";
import { World } from "./core/world.ts";
import { inputText } from "./input-text.ts";
import { policyOf } from "./run.ts";

/** Steps for one invariant and one action, and for all of them. */
const STEPS = 10_000_000;
const STEPS_IN_ALL = 40_000_000;

/** `proved`; `refuted` by an input that the engine decides so; or what stands in the way of either. */
export type Proof =
  | { readonly kind: "proved" }
  | { readonly kind: "refuted"; readonly input: object; readonly effect: string; readonly rule: string }
  | { readonly kind: "open"; readonly atoms: readonly string[] }
  | { readonly kind: "cut_off" };

/**
 * What proves the invariants of a governance document, for the option `invariants` of the compiler: each that does not hold
 * is a violation with an input that the program itself decides wrongly, and each that cannot be proved is one as well.
 */
export function proveInvariants(model: CheckedPolicy, program: Program): readonly Finding[] {
  const policy = policyOf(program);
  const subject = subjectFrom(model, policy);
  const all = new Work(STEPS_IN_ALL);
  const due = model.invariants?.filter((invariant) => invariant.applies) ?? [];
  try {
    return due.flatMap((invariant) => findingOf(invariant, prove(invariant, subject, program, all)));
  } finally {
    policy.dispose();
  }
}

/** @param program the subject's own, of which the condition's probe takes its facts */
function prove(invariant: Invariant, subject: Subject, program: Program, all: Work): Proof {
  const meets = probeOf(invariant, subject, program);
  const breaks = (input: object) => {
    const decision = subject.decide(input);
    return decision !== undefined && isWeaker(decision.effect, invariant.effect) && meets.test(input);
  };
  try {
    let unclear: Proof | undefined;
    for (const action of actionKinds([subject]).filter((kind) => concerns(kind, invariant))) {
      const work = all.part(STEPS);
      const given = work.left;
      const found = withinWork(() => search(invariant, subject, action, breaks, work));
      all.settle(work, given);
      if (found?.kind === "found") {
        const { effect, matched_rule } = subject.decide(found.input)!;
        return { kind: "refuted", input: found.input, effect, rule: matched_rule };
      }
      if (found === undefined) unclear ??= { kind: "cut_off" };
      else if (found.kind === "open") unclear = { kind: "open", atoms: found.atoms };
    }
    return unclear ?? { kind: "proved" };
  } finally {
    meets.dispose();
  }
}

function concerns(action: ActionKind, { actions }: Invariant): boolean {
  return actions === undefined || (action.kind === "declared" && actions.includes(action.name));
}

function search(
  invariant: Invariant,
  subject: Subject,
  action: ActionKind,
  breaks: (input: object) => boolean,
  work: Work,
): Found {
  const whenever = lowerCondition(invariant.whenever, false);
  const applying = subject.rules.filter(({ rule }) => applies(rule, action));
  const conditions: Lowered[] = [whenever, ...applying.map(({ condition }) => condition)];
  const world = new World(action, [subject], conditions, work);
  const rules = judge(applying, subject, world);
  const notFalse = world.where(whenever, subject, { missing: true, fault: true });
  const region = world.diagrams.and(world.valid, notFalse);
  for (const bad of tooWeak(region, invariant, rules, subject, world)) {
    const found = find(bad, world, breaks);
    if (found.kind !== "none") return found;
  }
  return { kind: "none" };
}

/** Where decisions are weaker than they must be. */
function* tooWeak(
  region: Diagram,
  { effect }: Invariant,
  rules: readonly JudgedRule[],
  subject: Subject,
  world: World,
): Generator<Diagram> {
  const { diagrams } = world;
  const { resolution, default: otherwise } = subject.settings;
  if (resolution === "first_match") {
    const effects = effectsOf(region, rules, subject, world);
    yield effect === "block" ? diagrams.or(effects.allow, effects.require_approval) : effects.allow;
    return;
  }
  const [strict, weak] = [
    rules.filter((each) => !isWeak(each, effect)),
    rules.filter((each) => isWeak(each, effect)),
  ];
  const covers = strict.map(({ counts, rule }) => ({ set: counts, from: rule }));
  // Where the default is strict enough, only a rule can be too weak.
  const pieces = isWeaker(otherwise, effect)
    ? [region]
    : weak.map(({ certain }) => diagrams.and(region, certain));
  for (const piece of pieces) {
    if (uncovered(piece, covers, world).kind === "covered") continue;
    yield strict.reduce((left, { counts }) => (left === NONE ? left : diagrams.minus(left, counts)), piece);
  }
}

function isWeak({ rule }: JudgedRule, effect: Invariant["effect"]): boolean {
  return isWeaker(rule.effect, effect);
}

/** The condition as a rule that blocks, run by the engine: whether it is not false of an input. */
function probeOf({ whenever, actions, span }: Invariant, subject: Subject, program: Program) {
  const rule: Rule = {
    id: "whenever",
    scope: { ...(actions && { actions }), span },
    when: whenever,
    effect: "block",
    mode: "enforce",
    tags: [],
    span,
    idSpan: span,
  };
  const settings = { ...subject.settings, missing: "assume_worst", default: "allow" } as const;
  const model = { schema: subject.schema, settings, rules: [rule] };
  const { compiler, policyHash, inputLimits } = program;
  const facts = { compiler, policyHash, inputLimits };
  const policy = policyOf(emit(model, lower(model), facts, DOCUMENT_LIMITS, new Reporter())!);
  return {
    test: (input: object) => subjectFrom(model, policy).decide(input)?.effect === "block",
    dispose: () => policy.dispose(),
  };
}

function findingOf(invariant: Invariant, proof: Proof): Finding[] {
  const { id, error, severity, unproved, span, effect } = invariant;
  const rule = `governance rule \`${id}\``;
  const place = { span, governanceRule: id };
  if (proof.kind === "proved") return [];
  if (proof.kind === "refuted") {
    const by = proof.rule === "" ? "the default" : `rule \`${proof.rule}\``;
    return [
      {
        ...place,
        code: severity === "error" ? "governance-violation" : "governance-violation-warning",
        message: `${rule} is violated: ${error}`,
        help: `\`${effect}\` is demanded, and ${by} decides \`${proof.effect}\` on ${inputText(proof.input)}`,
      },
    ];
  }
  const isError = severity === "error" && unproved === "error";
  const why =
    proof.kind === "open"
      ? `the proof ends at ${proof.atoms.map((atom) => `\`${atom}\``).join(", ")}`
      : "the work limit is reached";
  return [
    {
      ...place,
      code: isError ? "cannot-prove" : "cannot-prove-warning",
      message: `${rule} cannot be proved: ${why}`,
      help: isError ? "write it plainer, or let it be by `unproved: warning`" : error,
    },
  ];
}
