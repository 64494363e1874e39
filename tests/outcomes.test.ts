/**
 * `policy.outcomes` against brute force: over finite domains, every input that the known part could
 * belong to is decided by the engine. Each decision that comes out has to be one of the possible ones,
 * and where they are said to be exact, they are no more than these. The same with `exactOutcomes`, which
 * has to say so where it is so.
 */
import { expect, it } from "vitest";
import { exactOutcomes } from "../src/analysis.ts";
import { Actra, ActraInputError, type Decision, type Outcomes, type Policy } from "../src/index.ts";
import { makeFinite } from "./generate/finite.ts";
import { Random } from "./generate/random.ts";
import { makeUnknown, type UnknownCase, unknownKinds } from "./generate/unknown.ts";
import type { Effect, SettingsDocument } from "./reference/documents.ts";
import { SEED, seedsOfToday } from "./support/seed.ts";

const POLICIES = 250;
const CASES_EACH = 3;

const counts = new Map<string, number>();
const count = (...names: string[]) => {
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
};

function makeSettings(random: Random): SettingsDocument {
  const fallback = random.pick<Effect>(["allow", "require_approval", "block"]);
  if (random.chance(0.2)) return { semantics: "actra-0.7", default: fallback };
  return {
    default: fallback,
    resolution: random.pick(["strictest", "first_match"] as const),
    missing: random.pick(["assume_worst", "no_match"] as const),
  };
}

function policiesOf(seed: number) {
  const finite = makeFinite(seed);
  const settings = makeSettings(new Random(seed));
  const policy = Actra.compile({ schema: finite.schema, policy: finite.policy(settings) });
  return { finite, settings, policy };
}

/** Those that come out, by their text. What is no input leads to none. */
function occurring(policy: Policy, { completed }: UnknownCase): Map<string, Decision> {
  const found = new Map<string, Decision>();
  for (const input of completed) {
    try {
      const decision = policy.evaluate(input);
      found.set(JSON.stringify(decision), decision);
    } catch (error) {
      if (!(error instanceof ActraInputError)) throw error;
    }
  }
  return found;
}

function compare(policy: Policy, tried: UnknownCase, seed: number): void {
  const { input, unknown, kind } = tried;
  const about = `seed ${seed}, unknown ${unknown.join(", ")}, input ${JSON.stringify(input)}`;
  const found = occurring(policy, tried);
  const plain = policy.outcomes(input, { unknown });
  const proved = exactOutcomes(policy, input, { unknown });
  check(plain, found, about);
  check(proved, found, about);
  // Nothing that was ruled out comes back.
  expect(plain.effects, about).toEqual(expect.arrayContaining([...proved.effects]));
  count(plain.exact ? "exact" : "inexact", kind, plain.decisions ? "listed" : "effects only");
  count(proved.exact ? "proved exact" : "not proved exact");
  if (proved.exact && !plain.exact) count("exact by proof alone");
  if (proved.decisions && !proved.exact && proved.decisions.length === found.size)
    count("no larger than what occurs, though not said to be exact");
  if (found.size > 1) count("several occur");
  for (const decision of found.values()) count(...Object.keys(decision).map((key) => `key ${key}`));
}

function check({ effects, decisions, exact }: Outcomes, found: Map<string, Decision>, about: string): void {
  for (const { effect } of found.values()) expect(effects, about).toContain(effect);
  const possible = decisions?.map((decision) => JSON.stringify(decision));
  if (possible) expect(possible, about).toEqual(expect.arrayContaining([...found.keys()]));
  if (decisions) expect(new Set(effects), about).toEqual(new Set(decisions.map(({ effect }) => effect)));
  if (!exact) return;
  if (possible) expect(possible.toSorted(), about).toEqual([...found.keys()].toSorted());
  const occurring = new Set([...found.values()].map(({ effect }) => effect));
  expect(new Set(effects), about).toEqual(occurring);
}

it(`has every decision that occurs, and where it is exact no other (SEED=${SEED})`, () => {
  for (const seed of seedsOfToday(POLICIES)) {
    const { finite, settings, policy } = policiesOf(seed);
    count(settings.semantics ?? `${settings.resolution}, ${settings.missing}`);
    if (finite.policy(settings).rules.some(({ mode }) => mode === "audit")) count("with audit rules");
    const withBad = settings.semantics !== undefined || finite.random.chance(0.4);
    for (let i = 0; i < CASES_EACH; i++) compare(policy, makeUnknown(finite, withBad), seed);
    policy.dispose();
  }
  console.log([...counts].map(([name, times]) => `${name}: ${times}`).join("\n"));
  const least = (name: string, times: number) => expect(counts.get(name), name).toBeGreaterThan(times);
  for (const kind of unknownKinds) least(kind, 40);
  for (const name of ["exact", "inexact", "several occur", "exact by proof alone"]) least(name, 120);
});
