/** What single changes are proposed for an input of a tiny policy, against trying every value of every field. */
import { expect } from "vitest";
import { smallestChanges } from "../../src/analysis/changes.ts";
import type { Policy } from "../../src/index.ts";
import type { Random } from "../generate/random.ts";
import { strictness } from "../reference/answer.ts";
import type { Count } from "./brute-lint.ts";
import { type Tiny, VALUES } from "./tiny.ts";

type Bag = Record<string, unknown>;
const PER_POLICY = 6;

export function checkChanges(tiny: Tiny, policy: Policy, random: Random, count: Count, about: string): void {
  const stopped = tiny.inputs.filter((input) => policy.evaluate(input).effect !== "allow");
  for (const input of random.some(stopped, PER_POLICY)) {
    const { effect } = policy.evaluate(input);
    const changes = smallestChanges(policy, input);
    const told = `${about}, ${JSON.stringify(input)}`;
    for (const { domain, path, kind, optional } of tiny.fields) {
      const field = `${domain}.${path.join(".")}`;
      const own = changes.filter((each) => each.field === field);
      if (!hasHolder(input, domain, path) || kind === "tags") {
        if (kind !== "tags") expect(own, told).toEqual([]);
        continue;
      }
      const milder = new Set<string>();
      for (const value of [...(optional ? [undefined] : []), ...VALUES[kind]]) {
        const after = policy.evaluate(withValue(input, [domain, ...path], value)).effect;
        if (strictness(after) < strictness(effect))
          milder.add(`${after}${value === undefined ? " if absent" : ""}`);
      }
      const said = new Set(
        own.map((each) => `${each.effect}${each.value === undefined ? " if absent" : ""}`),
      );
      expect([...said].sort(), `${field}, ${told}`).toEqual([...milder].sort());
      count(`change of a field: ${milder.size > 0 ? "yes" : "no"}`);
      for (const { value, when, effect: promised, exact } of own) {
        expect(exact).toBe(true);
        expect(policy.evaluate(withValue(input, [domain, ...path], value)).effect, told).toBe(promised);
        if (value !== undefined) checkValues(when, promised);
      }
      /** What is said of the values is true of exactly those. */
      function checkValues(when: string, promised: string): void {
        for (const value of VALUES[kind]) {
          const truth = isSaid(when, field, value);
          if (truth === undefined) continue;
          const after = policy.evaluate(withValue(input, [domain, ...path], value)).effect;
          expect(truth, `${when} for ${value}, ${told}`).toBe(after === promised);
          count("value said to do, or not to");
        }
      }
    }
  }
}

function hasHolder(input: Bag, domain: string, path: readonly string[]): boolean {
  const bag = input[domain] as Bag | undefined;
  return path.length === 1
    ? bag !== undefined && (domain !== "action" || bag.type === "act")
    : bag?.[path[0]!] !== undefined;
}

function withValue(bag: Bag, [name, ...rest]: readonly string[], value: unknown): Bag {
  const copy = { ...bag, [name!]: rest.length > 0 ? withValue(bag[name!] as Bag, rest, value) : value };
  if (rest.length === 0 && value === undefined) delete copy[name!];
  return copy;
}

/** The words read again, in the forms that there are; `undefined` for those of patterns. */
function isSaid(when: string, field: string, value: unknown): boolean | undefined {
  const alternatives = when.split(" or ").map((part) => part.split(" and "));
  const truths = alternatives.map((parts) => parts.map((part) => isOne(part, field, value)));
  if (truths.flat().includes(undefined)) return undefined;
  return truths.some((parts) => parts.every(Boolean));
}

function isOne(text: string, field: string, value: unknown): boolean | undefined {
  if (text === `${field} is present`) return true;
  if (text === `${field} is absent`) return false;
  const [, sign, right] =
    new RegExp(`^${field.replaceAll(".", "\\.")} (==|!=|<=|>=|<|>|in|not in) (.*)$`).exec(text) ?? [];
  if (sign === undefined) return undefined;
  if (sign.endsWith("in")) return JSON.parse(right!).includes(value) === (sign === "in");
  const isTime = typeof value === "string" && /^\d{4}-/.test(value);
  const [a, b] = isTime ? [Date.parse(value), Date.parse(right!)] : [value as number, JSON.parse(right!)];
  return { "==": a === b, "!=": a !== b, "<=": a <= b, ">=": a >= b, "<": a < b, ">": a > b }[sign]!;
}
