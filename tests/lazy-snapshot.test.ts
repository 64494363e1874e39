/**
 * `lazySnapshot` changes no decision: with and without it, the whole decision is the same, and the
 * resolver is left alone in a fair share of the cases. Only a snapshot that is bad may go unnoticed.
 */
import { expect, it } from "vitest";
import { Actra, ActraError, ActraRuntime, type Decision, type Policy } from "../src/index.ts";
import { makeCase } from "./generate/case.ts";
import { fillings, makeFinite } from "./generate/finite.ts";
import { Random } from "./generate/random.ts";
import { makeSettings } from "./generate/rules.ts";
import { SEED, seedsOfToday } from "./support/seed.ts";

interface Input {
  action?: unknown;
  actor?: unknown;
  snapshot?: unknown;
}

type Answer = Decision | { readonly code: string; readonly path: string | undefined };

interface Tally {
  decisions: number;
  skipped: number;
  errors: number;
}

/** Policies over many types, with inputs that are aimed at their rules and sometimes bad. */
function* mixed(): Generator<[Policy, Input[]]> {
  for (const seed of seedsOfToday(90)) {
    const { schema, policies, options, inputs } = makeCase(seed, 8);
    const [policy] = policies;
    if (policies.length > 1) continue;
    yield [Actra.compile({ schema, policy: policy! }, options), inputs.flatMap(partsOf)];
  }
}

/** None where there are no parts, or the caller's code does not let them be read. */
function partsOf(input: unknown): Input[] {
  try {
    const { action, actor, snapshot } = input as Input;
    return [{ action, actor, snapshot }];
  } catch {
    return [];
  }
}

/** Policies over few values, all inputs whole. */
function* finite(): Generator<[Policy, Input[]]> {
  for (const seed of seedsOfToday(100)) {
    const { schema, policy, draft, random } = makeFinite(seed);
    const inputs = random.times(6, () => {
      const { name, children } = random.pick(draft.actions);
      const action = { ...random.pick(fillings(children)), type: name };
      const { actor, snapshot } = draft;
      return { action, actor: random.pick(fillings(actor)), snapshot: random.pick(fillings(snapshot)) };
    });
    yield [Actra.compile({ schema, policy: policy(makeSettings(new Random(seed))) }), inputs];
  }
}

/** How often the snapshot was asked for is in `asked`. */
function runtimeFor(policy: Policy, { actor, snapshot }: Input, lazySnapshot: boolean, isAsync: boolean) {
  const asked = { times: 0 };
  const give = (value: unknown) => (isAsync ? Promise.resolve(value) : value) as object;
  const runtime = new ActraRuntime(policy, {
    actor: () => give(actor),
    snapshot: () => {
      asked.times++;
      return give(snapshot);
    },
    lazySnapshot,
  });
  return { runtime, asked };
}

async function answerOf(give: () => Decision | Promise<Decision>): Promise<Answer> {
  try {
    return await give();
  } catch (error) {
    if (!(error instanceof ActraError)) throw error;
    const { code, path } = error as { code: string; path?: string };
    return { code, path };
  }
}

/** Whether it is a bad snapshot's error, which nobody meets who does not ask for it. */
function isOfSnapshot({ code, path }: { readonly code: string; readonly path: string | undefined }): boolean {
  return path?.startsWith("snapshot") ?? code.startsWith("RESOLVER_");
}

async function compare(policy: Policy, input: Input, isAsync: boolean, tally: Tally): Promise<void> {
  const { runtime: eager } = runtimeFor(policy, input, false, isAsync);
  const { runtime: lazy, asked } = runtimeFor(policy, input, true, isAsync);
  const decide = (runtime: ActraRuntime) =>
    answerOf(() => (isAsync ? runtime.evaluateAsync(input.action) : runtime.evaluate(input.action)));
  const [expected, given] = [await decide(eager), await decide(lazy)];
  const isUnnoticed = "code" in expected && asked.times === 0 && isOfSnapshot(expected);
  if (!isUnnoticed) expect(given).toEqual(expected);
  if ("code" in expected) tally.errors++;
  else tally.decisions++;
  if (!("code" in expected) && asked.times === 0) tally.skipped++;
  expect(asked.times).toBeLessThanOrEqual(1);
}

it.each([
  ["mixed", mixed, 0.1],
  ["finite", finite, 0.2],
] as const)(`changes no decision: %s policies (SEED=${SEED})`, async (kind, cases, least) => {
  const tallies = [false, true].map((isAsync) => ({ isAsync, decisions: 0, skipped: 0, errors: 0 }));
  for (const [policy, inputs] of cases()) {
    for (const tally of tallies)
      for (const input of inputs) await compare(policy, input, tally.isAsync, tally);
    policy.dispose();
  }
  console.log(kind, tallies);
  for (const { decisions, skipped } of tallies) {
    expect(decisions).toBeGreaterThan(300);
    expect(skipped / decisions).toBeGreaterThan(least);
  }
});
