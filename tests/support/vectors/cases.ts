/** From the tests of a vector file to its single cases: one input and what to expect of it. */
import { isDeepStrictEqual } from "node:util";
import { isPlain, resolve } from "./tags.ts";
import type { Assignment, Expectation, Raw, RawInput, VectorFile, VectorTest } from "./vector-file.ts";

export interface Case {
  name: string;
  /** As written, tags and all. */
  raw: Raw;
  expect: Expectation;
  /** A new one at each call. */
  makeInput(): unknown;
}

export function casesOf(file: VectorFile, test: VectorTest): Case[] {
  const base = inputOf(file, test);
  return variants(test).map(({ when, expect }) => {
    const raw = assign(base, when);
    return { name: caseName(test, when), raw, expect, makeInput: () => resolve(raw) };
  });
}

type Variant = { when: Assignment; expect: Expectation };

/** With `vary` every combination; else the cases as they stand; else the one input. */
function variants({ name, vary, cases, expect }: VectorTest): Variant[] {
  const written = cases?.map((it) => ({ when: it.when, expect: it.expect ?? expect }));
  const all = vary
    ? combined(name, combinations(vary), written, expect)
    : (written ?? [{ when: {}, expect }]);
  for (const variant of all)
    if (variant.expect === undefined) throw new Error(`\`${name}\` does not say what to expect`);
  return all as Variant[];
}

type Written = { when: Assignment; expect: Expectation | undefined };

/** Every combination has to be covered by exactly one case, and every case has to cover one. */
function combined(
  name: string,
  all: Assignment[],
  cases: Written[] | undefined,
  expect?: Expectation,
): Written[] {
  if (cases === undefined) return all.map((when) => ({ when, expect }));
  const idle = cases.find((it) => !all.some((when) => covers(it.when, when)));
  if (idle) throw new Error(`\`${name}\` has no combination ${JSON.stringify(idle.when)}`);
  return all.map((when) => {
    const [covering, another] = cases.filter((it) => covers(it.when, when));
    if (covering === undefined || another !== undefined)
      throw new Error(`\`${name}\` covers ${JSON.stringify(when)} not once`);
    return { when, expect: covering.expect };
  });
}

function covers(part: Assignment, whole: Assignment): boolean {
  return Object.entries(part).every(([path, raw]) => path in whole && isDeepStrictEqual(whole[path], raw));
}

function combinations(vary: Record<string, Raw[]>): Assignment[] {
  return Object.entries(vary).reduce<Assignment[]>(
    (before, [path, values]) => before.flatMap((when) => values.map((raw) => ({ ...when, [path]: raw }))),
    [{}],
  );
}

/** Fixtures in order, the test's own input last; shallow in each domain. What is no plain object replaces. */
function inputOf({ base, fixtures, path }: VectorFile, { use = [], input = {} }: VectorTest): Raw {
  const used = use.map((name) => {
    const fixture = fixtures[name];
    if (fixture === undefined) throw new Error(`${path} has no fixture ${name}`);
    return fixture;
  });
  return isPlain(input) ? [...used, input].reduce<RawInput>(merge, base) : input;
}

function merge(under: RawInput, over: Raw): RawInput {
  const merged = { ...under };
  for (const [domain, raw] of Object.entries(over as RawInput)) {
    const below = merged[domain];
    merged[domain] = isPlain(below) && isPlain(raw) ? { ...below, ...raw } : raw;
  }
  return merged;
}

/** The path `input` stands for the whole. */
function assign(base: Raw, when: Assignment): Raw {
  if ("input" in when) return when.input;
  return Object.entries(when).reduce((raw, [path, value]) => set(raw, path.split("."), value), base);
}

function set(raw: Raw, [name, ...rest]: string[], value: Raw): Raw {
  if (name === undefined) return value;
  if (raw !== undefined && !isPlain(raw))
    throw new Error(`nothing can be set at ${name} in ${JSON.stringify(raw)}`);
  return { ...raw, [name]: set(raw?.[name], rest, value) };
}

function caseName(test: VectorTest, when: Assignment): string {
  const values = Object.entries(when).map(([path, raw]) => `${path}: ${shown(raw)}`);
  return [test.name, ...values].join(" · ");
}

function shown(raw: Raw): string {
  const text = JSON.stringify(raw, (_, value) => (Object.is(value, -0) ? "-0" : value));
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
