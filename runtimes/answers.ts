/**
 * All cases, in whatever runtime this is bundled for: no vitest, no Node. Gives one text for each policy and each case, which
 * have to be the same everywhere, to the byte; comparing is for who started it (compare.mjs).
 */
import { Actra, ActraError, type Policy, type PolicyInput } from "actra";
import { Actra as Engine } from "actra/engine";
import { ActraRuntime } from "actra/runtime";
import { resolve } from "../tests/support/vectors/tags.ts";
import type { CaseGroup } from "./cases.ts";
import { hostileGroups } from "./hostile.ts";

export interface Answers {
  readonly cases: { readonly vector: number; readonly recorded: number; readonly hostile: number };
  /** Groups whose documents are another program than Node compiles: where a pattern asks for properties of characters. */
  readonly otherPrograms: readonly string[];
  /** Whether code made of strings is refused here. */
  readonly refusesStrings: boolean;
  readonly texts: readonly string[];
}

interface Question {
  readonly name: string;
  readonly make: () => unknown;
}

/** One policy twice: compiled here, and loaded from bytes; in `actra/engine`, from those that Node compiled. */
interface Pair {
  readonly compiled: Policy;
  readonly loaded: Policy;
}

export function answersTo(groups: readonly CaseGroup[]): Answers {
  const cases = { vector: 0, recorded: 0, hostile: 0 };
  const texts: string[] = [];
  const otherPrograms: string[] = [];
  const add = (kind: keyof typeof cases, questions: readonly Question[], pair: Pair) => {
    cases[kind] += questions.length;
    texts.push(...Object.values(pair).map((policy) => policy.policyHash()));
    texts.push(...questions.map((question) => answer(question, pair)));
  };
  for (const group of groups) {
    const pair = pairOf(group);
    if (digits(pair.compiled.toBytes()) !== group.program) otherPrograms.push(group.name);
    add(group.kind, questionsOf(group), pair);
  }
  for (const { sources, cases: questions } of hostileGroups) {
    const compiled = Actra.compile(sources);
    add("hostile", questions, { compiled, loaded: Engine.load(compiled.toBytes()) });
  }
  return { cases, otherPrograms, refusesStrings: refusesStrings(), texts };
}

function questionsOf({ inputs }: CaseGroup): Question[] {
  return inputs.map(({ name, raw }) => ({ name, make: () => resolve(raw) }));
}

function pairOf({ sources, options, program }: CaseGroup): Pair {
  return { compiled: Actra.compile(sources, options), loaded: Engine.load(bytesOf(program)) };
}

/** The decision of each, the explanation, and what comes of a call through the runtime. */
function answer({ name, make }: Question, { compiled, loaded }: Pair): string {
  const parts = [
    told(() => JSON.stringify(compiled.evaluate(make() as PolicyInput))),
    told(() => JSON.stringify(loaded.evaluate(make() as PolicyInput))),
    told(() => String(loaded.explain(make() as PolicyInput))),
    told(() => guarded(loaded, make as () => PolicyInput)),
  ];
  return [name, ...parts].join("\n");
}

function guarded(policy: Policy, make: () => PolicyInput): string {
  const runtime = new ActraRuntime(policy, {
    actor: () => make().actor as object,
    snapshot: () => make().snapshot as object,
  });
  return JSON.stringify(runtime.evaluate(make().action as never));
}

/** Errors that are none of Actra's are the caller's own, or tell of a fault: their words are the runtime's. */
function told(give: () => string): string {
  try {
    return give();
  } catch (error) {
    if (!(error instanceof ActraError)) return `threw ${(error as { name?: unknown } | null)?.name}`;
    const { code, message } = error;
    const { path, expected, received } = error as unknown as Record<string, unknown>;
    return JSON.stringify({ code, message, path, expected, received });
  }
}

function refusesStrings(): boolean {
  try {
    // Asked for by another name: whoever only reads the code would refuse the whole bundle.
    const make = Object.getPrototypeOf(() => 0).constructor;
    return make("return 1")() !== 1;
  } catch {
    return true;
  }
}

function digits(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
