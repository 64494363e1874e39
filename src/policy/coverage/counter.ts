import { Truth } from "../../../assembly/shared/layout.ts";
import { ActraError } from "../../errors.ts";
import type { Decider } from "../../machine/decide.ts";
import { Staging } from "../../machine/staging.ts";
import { debugOf } from "../../program/debug.ts";
import type { DebugCondition, DebugInformation } from "../../program/program.ts";
import { deciders } from "../deciders.ts";
import { placeOf } from "../explain-condition.ts";
import type { Policy } from "../policy.ts";
import { traceRule } from "../trace.ts";
import { CountedAtom, merged } from "./counted-atom.ts";
import type { AtomCoverage, DefaultCoverage, PolicyCoverage, RuleCoverage } from "./coverage.ts";
import { type Look, lookOf, type Scene } from "./seen.ts";
import { isDefaultReachable, totalsOf } from "./totals.ts";

type Written = Exclude<DebugCondition, { kind: "always" }>;

interface CountedRule {
  judged: number;
  matched: number;
  decided: number;
}

/**
 * Counts what inputs try of one policy. As for an explanation, each is decided on with all tests of all rules run; decisions
 * elsewhere have nothing to do with it, and take no longer.
 */
export class CoverageCounter {
  readonly #decider: Decider;
  readonly #debug: DebugInformation;
  readonly #rules: readonly CountedRule[];
  readonly #atoms = new Map<Written, CountedAtom>();
  #inputs = 0;
  #byDefault = 0;

  /**
   * @throws ActraError `UNAVAILABLE` for a program without debug information, and for a policy of another copy or format
   * of this package; `POLICY_DISPOSED`
   * @throws ActraProgramError when its debug information is none
   */
  constructor(policy: Policy) {
    const decider = deciders.get(policy);
    if (decider === undefined)
      throw new ActraError("UNAVAILABLE", "the policy comes from another copy, or format, of this package");
    const { program } = decider.requireAlive().loaded;
    const debug = debugOf(program);
    if (debug === undefined)
      throw new ActraError("UNAVAILABLE", "the program was stripped of what tells its conditions");
    this.#decider = decider;
    this.#debug = debug;
    this.#rules = program.rules.map(() => ({ judged: 0, matched: 0, decided: 0 }));
    debug.rules.forEach(({ condition }, number) => {
      this.#collect(condition, program.rules[number]!.id);
    });
  }

  /**
   * Decides on an input, and counts what that tries.
   *
   * @throws ActraInputError, and then nothing is counted
   * @throws ActraError `POLICY_DISPOSED`
   */
  record(input: unknown): void {
    const { loaded } = this.#decider.requireAlive();
    const staging = new Staging(loaded, true);
    try {
      const plan = this.#decider.stage(input, staging);
      const { matched_rule, audited } = this.#decider.decideFrame(staging, plan);
      const faulty = new Set(audited?.errors?.map(({ rule }) => rule));
      const look = lookOf(staging, plan, this.#decider);
      this.#inputs++;
      if (matched_rule === "") this.#byDefault++;
      for (const number of plan.withAudit.length > 0 ? plan.withAudit : plan.enforced) {
        const { id, audit } = loaded.program.rules[number]!;
        if (!faulty.has(id)) this.#judge(number, look, staging);
        if (!audit && id === matched_rule) this.#rules[number]!.decided++;
      }
    } finally {
      staging.release();
    }
  }

  /** What has been covered so far. */
  coverage(): PolicyCoverage {
    const { program } = this.#decider.requireAlive().loaded;
    const rules = this.#ruleCoverage();
    const counted = [...this.#atoms.values()].map((atom) => atom.coverage());
    const atoms = merged(counted).toSorted(byPlace(this.#debug.files));
    const byDefault: DefaultCoverage = {
      effect: program.settings.default,
      decided: this.#byDefault,
      reachable: isDefaultReachable(this.#decider),
    };
    const totals = totalsOf({ rules, atoms, default: byDefault });
    return { inputs: this.#inputs, totals, rules, atoms, default: byDefault };
  }

  /** In file order. */
  #ruleCoverage(): readonly RuleCoverage[] {
    const { program } = this.#decider.loaded;
    const numbers = [...program.rules.keys()];
    numbers.sort((a, b) => program.rules[a]!.position - program.rules[b]!.position);
    return numbers.map((number) => {
      const { id, effect, audit } = program.rules[number]!;
      const place = placeOf(this.#debug.rules[number]!.place, this.#debug.files);
      return { id, effect, mode: audit ? "audit" : "enforce", place, ...this.#rules[number]! };
    });
  }

  #collect(written: DebugCondition, rule: string): void {
    if (written.kind === "always") return;
    if (written.kind === "atom" || "list" in written) {
      const place = placeOf(written.place, this.#debug.files);
      this.#atoms.set(written, new CountedAtom(written, place, rule));
    }
    for (const part of insideOf(written)) this.#collect(part, rule);
  }

  #judge(number: number, look: Look, staging: Staging): void {
    const { loaded } = this.#decider;
    const block = loaded.linked.blocks[number]!;
    const rule = this.#rules[number]!;
    rule.judged++;
    if (loaded.machine.judge(block) === Truth.True) rule.matched++;
    const { condition } = this.#debug.rules[number]!;
    if (condition.kind === "always") return;
    this.#count(condition, false, { look, traced: traceRule(block, staging, loaded), next: 0, item: -1 });
  }

  /** Atoms and quantifiers stand in the order of the block's tests. */
  #count(written: Written, negated: boolean, scene: Scene): void {
    if (written.kind !== "atom" && !("list" in written)) {
      const isNegated = negated !== (written.kind === "not");
      for (const part of insideOf(written)) this.#count(part as Written, isNegated, scene);
      return;
    }
    const traced = scene.traced.tests[scene.next++];
    this.#atoms.get(written)!.count(traced?.truth ?? Truth.Unknown, negated, scene);
    if (written.kind === "atom") return;
    traced?.items?.forEach((block, item) => {
      this.#count(written.condition as Written, negated, { ...scene, traced: block, next: 0, item });
    });
  }
}

function insideOf(written: Written): readonly DebugCondition[] {
  if ("conditions" in written) return written.conditions;
  return "condition" in written ? [written.condition] : [];
}

function byPlace(files: readonly string[]): (a: AtomCoverage, b: AtomCoverage) => number {
  return ({ place: a }, { place: b }) =>
    files.indexOf(a.path) - files.indexOf(b.path) || a.line - b.line || a.column - b.column;
}
