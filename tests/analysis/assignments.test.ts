/**
 * What a policy is said to decide on an assignment is what the engine decides on the input that is made of it: every type,
 * every operator that classes of values decide, presence and absence, both resolutions.
 */
import { expect, it } from "vitest";
import { NONE } from "../../src/analysis/core/diagrams.ts";
import { filled, inputOf, valuesOf } from "../../src/analysis/core/input.ts";
import { judge, verdictOn } from "../../src/analysis/core/judged.ts";
import { actionKinds, subjectOf } from "../../src/analysis/core/subject.ts";
import { Work } from "../../src/analysis/core/work.ts";
import { World } from "../../src/analysis/core/world.ts";
import { Actra, type PolicySources } from "../../src/index.ts";
import { sourcesOf } from "../fuzz/engine.ts";
import { makeCase } from "../generate/case.ts";
import { makeFinite } from "../generate/finite.ts";
import { Random } from "../generate/random.ts";

const counts = new Map<string, number>();
const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

/** A random way through, weighing nothing. */
function randomPath(world: World, random: Random): Map<number, number> {
  return world.diagrams.pick(world.valid, () => random.next());
}

function check(sources: PolicySources, seed: number, options = {}): void {
  const policy = Actra.compile(sources, options);
  const subject = subjectOf(policy);
  const random = new Random(seed);
  for (const action of actionKinds([subject])) {
    const world = new World(
      action,
      [subject],
      subject.rules
        .filter(
          ({ rule }) =>
            rule.mode === "enforce" &&
            (rule.scope.actions === undefined ||
              (action.kind === "declared" && rule.scope.actions.includes(action.name))),
        )
        .map(({ condition }) => condition),
      new Work(5_000_000),
    );
    const rules = judge(subject.rules, subject, world);
    expect(world.valid).not.toBe(NONE);
    if (world.variables.open.size > 0) {
      count("open");
      continue;
    }
    for (let i = 0; i < 20; i++) {
      const path = randomPath(world, random);
      for (const { level, size } of world.variables.all)
        if (!path.has(level)) path.set(level, random.below(size));
      const assignment = filled(path, world);
      const values = valuesOf(assignment, world);
      expect(values).toBeDefined();
      const input = inputOf(assignment, values!, world);
      if (action.kind === "undeclared") (input.action as { type?: unknown }).type ??= "ghost of an action";
      const decision = subject.decide(input);
      const verdict = verdictOn(assignment, rules, subject, world);
      const about = `seed ${seed} ${JSON.stringify(input)}`;
      expect(decision?.effect, about).toBe(verdict.effect);
      expect(decision?.matched_rule, about).toBe(verdict.matched?.rule.id ?? "");
      count(verdict.effect);
    }
  }
  policy.dispose();
}

it("agrees with the engine", () => {
  for (let seed = 1; seed <= 70; seed++) {
    const documents = makeCase(seed, 0);
    check(sourcesOf(documents), seed, documents.options);
  }
  for (let seed = 1; seed <= 40; seed++) {
    const finite = makeFinite(seed);
    const random = new Random(seed);
    check(
      {
        schema: finite.schema,
        policy: finite.policy({
          resolution: random.pick(["strictest", "first_match"]),
          missing: random.pick(["assume_worst", "no_match"]),
        }),
      },
      seed,
    );
  }
  for (const answer of ["allow", "block", "require_approval"])
    expect(counts.get(answer)).toBeGreaterThan(100);
});
