/** What is possible while part of an input is not known, against deciding every input that it could be. */
import { expect } from "vitest";
import { exactOutcomes } from "../../src/analysis.ts";
import type { Policy } from "../../src/index.ts";
import type { Random } from "../generate/random.ts";
import { type Count, decisionsOf } from "./brute-lint.ts";
import type { Tiny } from "./tiny.ts";

type Bag = Readonly<Record<string, unknown>>;
const PER_POLICY = 4;

export function checkOutcomes(tiny: Tiny, policy: Policy, random: Random, count: Count, about: string): void {
  const paths = pathsOf(tiny);
  for (let i = 0; i < PER_POLICY; i++) {
    const unknown = random.some(paths, random.pick([1, 1, 2, 3]));
    const input = random.pick(tiny.inputs);
    const known = JSON.stringify(without(input, unknown));
    const decided = decisionsOf(tiny, policy).filter(
      (_, other) => JSON.stringify(without(tiny.inputs[other]!, unknown)) === known,
    );
    const told = `${about}, ${unknown}, ${JSON.stringify(input)}`;
    const { effects, decisions, exact } = exactOutcomes(policy, input, { unknown });
    expect(exact, told).toBe(true);
    expect(new Set(effects), told).toEqual(new Set(decided.map(({ effect }) => effect)));
    const texts = new Set(decided.map((decision) => JSON.stringify(decision)));
    if (decisions !== undefined)
      expect(new Set(decisions.map((decision) => JSON.stringify(decision))), told).toEqual(texts);
    count(`outcomes: ${decisions === undefined ? "effects" : texts.size > 1 ? "several" : "one"}`);
    if (!policy.outcomes(input, { unknown }).exact)
      count("outcomes: more without the proof, or not known to be exact");
  }
}

/** Domains, objects and fields. */
function pathsOf({ fields }: Tiny): string[] {
  const own = fields.flatMap(({ domain, path }) =>
    path.map((_, depth) => [domain, ...path.slice(0, depth + 1)].join(".")),
  );
  return [...new Set(["action", "actor", "snapshot", "actor.role", ...own])];
}

function without(input: Bag, unknown: readonly string[]): Bag {
  let left = input;
  for (const path of unknown)
    left = path === "action" ? { ...left, action: typeOf(left) } : cut(left, path.split("."));
  return left;
}

function typeOf({ action }: Bag): object {
  return { type: (action as { type: string }).type };
}

function cut(bag: Bag, [name, ...rest]: readonly string[]): Bag {
  const { [name!]: held, ...others } = bag;
  if (held === undefined || rest.length === 0) return others;
  // In its own order: what is left is compared as text.
  return { ...bag, [name!]: cut(held as Bag, rest) };
}
