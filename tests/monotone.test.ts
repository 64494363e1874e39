/**
 * What is not known never helps the caller (language.md §3): taking data away makes no decision
 * milder, and no way of filling in what is missing makes one stricter. Held by the engine and by the
 * reference, under every resolution and default.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "./fuzz/engine.ts";
import type { Bag } from "./generate/build.ts";
import { makeCase } from "./generate/case.ts";
import { completions, type FiniteCase, fillings, makeFinite } from "./generate/finite.ts";
import { Random } from "./generate/random.ts";
import { heldPaths, without } from "./generate/without.ts";
import { type Answer, strictness } from "./reference/answer.ts";
import type { Effect, PolicyDocument, SchemaDocument, SettingsDocument } from "./reference/documents.ts";
import { spellOut } from "./reference/names.ts";
import { prepare } from "./reference/reference.ts";
import { domainsOf, type Field, pathsInOrder, readSchema } from "./reference/schema.ts";
import { SEED } from "./support/seed.ts";

type Prepare = (seed: number, schema: SchemaDocument, policy: PolicyDocument) => (input: unknown) => Answer;

const evaluators: Record<string, Prepare> = {
  reference: (_, schema, policy) => {
    const reference = prepare(schema, [policy]);
    return (input) => reference.decide(input);
  },
  engine: (seed, schema, policy) => {
    const engine = compile({ seed, schema, policies: [policy], options: {} });
    return (input) => engine.decide(input);
  },
};

const allSettings = (["strictest", "first_match"] as const).flatMap((resolution) =>
  (["allow", "require_approval", "block"] as Effect[]).map(
    (effect): SettingsDocument => ({ resolution, default: effect, missing: "assume_worst" }),
  ),
);

const seeds = fc.noBias(fc.integer());
const options = { timeout: 120_000 };

/** `undefined` for an input error. */
function strictnessOf(answer: Answer): number | undefined {
  return "error" in answer ? undefined : strictness(answer.decision.effect);
}

describe.each(Object.entries(evaluators))(`%s (SEED=${SEED})`, (_, prepareWith) => {
  it("never decides more mildly with less required data", options, () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { schema, policies, inputs, options } = makeCase(seed, 6);
        if (options.semantics || policies.some(({ semantics }) => semantics)) return;
        const unknown_action = policies.find((policy) => policy.unknown_action)?.unknown_action ?? "reject";
        const rules = spellOut(policies, schema).flat();
        for (const settings of allSettings) {
          const policy = { version: 1 as const, ...settings, unknown_action, rules };
          const decide = prepareWith(seed, schema, policy);
          for (const input of inputs) takeAway(new Random(seed), schema, decide, input);
        }
      }),
      { numRuns: 25, seed: SEED },
    );
  });

  it("never decides more strictly once what was missing is filled in", options, () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const finite = makeFinite(seed);
        const inputs = finite.random.times(4, () => incompleteInput(finite));
        for (const settings of allSettings) {
          const decide = prepareWith(seed, finite.schema, finite.policy(settings));
          for (const incomplete of inputs) fillIn(decide, incomplete);
        }
      }),
      { numRuns: 20, seed: SEED },
    );
  });
});

/** One required thing after the other, in a random order. */
function takeAway(
  random: Random,
  schema: SchemaDocument,
  decide: (input: unknown) => Answer,
  whole: unknown,
): void {
  let input = whole;
  let before = strictnessOf(decide(input));
  if (before === undefined) return;
  for (const path of random.some(requiredPaths(schema, input), 4)) {
    const less = without(input, path);
    if (less === undefined) continue;
    const after = strictnessOf(decide(less));
    expect(after, path.join(".")).toBeGreaterThanOrEqual(before);
    [input, before] = [less, after!];
  }
}

/** But for `action` and its type: another action meets other rules. */
function requiredPaths(document: SchemaDocument, input: unknown): string[][] {
  const type = (input as { action?: { type?: string } }).action?.type;
  const fields = new Map<string, Pick<Field, "optional">>([
    ...pathsInOrder(domainsOf(readSchema(document), type)),
    ["actor", { optional: false }],
    ["snapshot", { optional: false }],
  ]);
  fields.delete("action.type");
  return heldPaths(input).filter((path) => fields.get(path.join("."))?.optional === false);
}

interface Incomplete {
  input: unknown;
  completed: unknown[];
}

const maxCompletions = 400;

/** A random whole input with something required taken out, and every way to put something there. */
function incompleteInput(finite: FiniteCase): Incomplete {
  const { random, draft, schema } = finite;
  const { name, children } = random.pick(draft.actions);
  const whole: Bag = {
    action: { ...random.pick(fillings(children)), type: name },
    actor: random.pick(fillings(draft.actor)),
    snapshot: random.pick(fillings(draft.snapshot)),
  };
  const taken = random.some(requiredPaths(schema, whole), random.between(1, 3));
  const input = taken.reduce<unknown>((left, path) => without(left, path) ?? left, whole) as Bag;
  const [actions, actors, snapshots] = [
    completions(children, input.action as Bag),
    input.actor ? completions(draft.actor, input.actor as Bag) : fillings(draft.actor),
    input.snapshot ? completions(draft.snapshot, input.snapshot as Bag) : fillings(draft.snapshot),
  ];
  if (actions.length * actors.length * snapshots.length > maxCompletions) return incompleteInput(finite);
  const completed = actions.flatMap((action) =>
    actors.flatMap((actor) => snapshots.map((snapshot) => ({ action, actor, snapshot }))),
  );
  return { input, completed };
}

function fillIn(decide: (input: unknown) => Answer, { input, completed }: Incomplete): void {
  const worst = strictnessOf(decide(input));
  expect(worst).toBeDefined();
  for (const whole of completed) expect(strictnessOf(decide(whole))).toBeLessThanOrEqual(worst!);
}
