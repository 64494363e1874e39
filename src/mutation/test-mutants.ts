import { subjectOf } from "../analysis/core/subject.ts";
import { policyOf } from "../analysis/run.ts";
import { lower } from "../compiler/4-lower/lower.ts";
import { type EmitFacts, emit } from "../compiler/5-emit/emit.ts";
import { Reporter } from "../diagnostics/reporter.ts";
import type { FoundTests } from "../files/test-files.ts";
import { DOCUMENT_LIMITS } from "../language/limits.ts";
import type { CheckedPolicy } from "../language/model.ts";
import type { Policy } from "../policy/policy.ts";
import { decodeProgram } from "../program/decode.ts";
import { requireSound } from "../program/verify.ts";
import type { TestSource } from "../testing/run.ts";
import { type Case, casesOf } from "./cases.ts";
import { compareMutant } from "./compare-mutant.ts";
import { type Made, mutants } from "./mutants.ts";
import type { EquivalentMutant, Mutant, MutationReport, SurvivingMutant } from "./report.ts";

export interface MutationOptions {
  /** Called after each mutant with how many have been looked at. */
  readonly onMutant?: (mutants: number) => void;
}

const UNTESTED: MutationReport = Object.freeze({
  tested: false,
  counted: 0,
  noticed: 0,
  score: 0,
  survived: [],
  equivalent: [],
});

/**
 * Changes one thing of the policy at a time, and says which of these mutants its tests do not notice, each with an input that
 * tells it from the policy. A mutant that is proved to decide every input as the policy does is not counted.
 *
 * @throws ActraError `UNAVAILABLE` for a policy that was loaded from a program
 */
export function testMutants(
  policy: Policy,
  files: readonly TestSource[] | FoundTests,
  { onMutant }: MutationOptions = {},
): MutationReport {
  const { model } = subjectOf(policy);
  const cases = casesOf(policy, files);
  if (cases === undefined || cases.length === 0 || !cases.every((passes) => passes(policy))) return UNTESTED;
  const run = new Run(model, cases, factsOf(policy));
  for (const [index, made] of [...mutants(model)].entries()) {
    run.take(made);
    onMutant?.(index + 1);
  }
  return run.report();
}

function factsOf(policy: Policy): EmitFacts {
  const { compiler, policyHash, inputLimits } = requireSound(
    decodeProgram(policy.toBytes({ debug: false })).content,
  );
  return { compiler, policyHash, inputLimits };
}

class Run {
  readonly #model: CheckedPolicy;
  readonly #cases: Case[];
  readonly #facts: EmitFacts;
  readonly #survived: SurvivingMutant[] = [];
  readonly #equivalent: EquivalentMutant[] = [];
  #noticed = 0;

  constructor(model: CheckedPolicy, cases: readonly Case[], facts: EmitFacts) {
    this.#model = model;
    this.#cases = [...cases];
    this.#facts = facts;
  }

  take(made: Made): void {
    if (this.#isNoticed(made.made)) {
      this.#noticed++;
      return;
    }
    const mutant = described(made);
    const comparison = compareMutant(made, this.#model, (model) => this.#policy(model));
    if (comparison.kind === "equivalent") this.#equivalent.push({ ...mutant, proof: proofOf(made) });
    else if (comparison.kind === "unclear") this.#survived.push({ ...mutant, unclear: comparison.why });
    else {
      const { input, before, after } = comparison;
      this.#survived.push({ ...mutant, input, before, after });
    }
  }

  report(): MutationReport {
    const counted = this.#noticed + this.#survived.length;
    return Object.freeze({
      tested: true,
      counted,
      noticed: this.#noticed,
      score: counted === 0 ? 100 : (100 * this.#noticed) / counted,
      survived: this.#survived,
      equivalent: this.#equivalent,
    });
  }

  /** The case that notices comes first the next time: what is about one rule is noticed by the same ones. */
  #isNoticed(model: CheckedPolicy): boolean {
    const policy = this.#policy(model);
    try {
      const place = this.#cases.findIndex((passes) => !passes(policy));
      if (place > 0) this.#cases.unshift(...this.#cases.splice(place, 1));
      return place >= 0;
    } finally {
      policy.dispose();
    }
  }

  #policy(model: CheckedPolicy): Policy {
    const reporter = new Reporter();
    const program = emit(model, lower(model), this.#facts, DOCUMENT_LIMITS, reporter);
    if (program === undefined)
      throw new Error(`a mutant does not fit a program: ${reporter.diagnostics[0]?.message}`);
    return policyOf(program);
  }
}

function described({ kind, rule, change, span }: Made): Mutant {
  return {
    kind,
    ...(rule && { rule: rule.id }),
    change,
    ...(span && { place: { path: span.source.path, line: span.line, column: span.column } }),
  };
}

function proofOf({ rule }: Made): string {
  if (rule?.mode === "audit") return "on every input the rule reports what it did";
  return "every input has the same effect, by the same approvers";
}
