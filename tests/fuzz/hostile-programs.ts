/**
 * What must hold of any bytes that are handed to `Actra.load`: they are refused by a typed error with a place, or they are
 * a policy that decides and explains any input, in bounded time, without a trap. A failure names its case.
 */
import { disassemble } from "../../src/authoring.ts";
import {
  Actra,
  ActraInputError,
  ActraProgramError,
  type Explanation,
  type PolicyInput,
} from "../../src/index.ts";
import { EFFECTS } from "../../src/language/types.ts";
import { type Case, makeCase } from "../generate/case.ts";
import { makeItemsCase } from "../generate/items.ts";
import { Random } from "../generate/random.ts";
import { indexOf, withIndex } from "../support/indexed.ts";
import { processorTime } from "../support/time.ts";
import { toYaml } from "./engine.ts";
import { mutateFile } from "./mutate.ts";

/** Milliseconds of processor time for one file and its inputs. */
const LONGEST = 1000;

interface Original {
  readonly file: Uint8Array;
  readonly inputs: readonly unknown[];
}

export interface Tally {
  refused: Map<string, number>;
  ran: number;
  /** Of those, with an index. */
  indexed: number;
  decisions: number;
  inputErrors: number;
  slowest: number;
}

/** Real programs, of random documents that use every operator, with inputs that fit them; small ones, to be quick. */
export function originals(count = 40): readonly Original[] {
  return [makeCase, makeItemsCase].flatMap((make) => {
    const programs = Array.from({ length: count }, (_, seed) => original(make(seed, 6), seed));
    return programs.sort((a, b) => a.file.length - b.file.length).slice(0, count / 2);
  });
}

function original({ schema, policies, options, inputs }: Case, seed: number): Original {
  const files = policies.map((policy, i) => ({ path: `${i}.yaml`, text: toYaml(policy) }));
  const policy = Actra.compile({ schema, policy: files }, options);
  const bytes = policy.toBytes();
  policy.dispose();
  return { file: seed % 3 === 0 ? withIndex(bytes) : bytes, inputs };
}

export function newTally(): Tally {
  return { refused: new Map(), ran: 0, indexed: 0, decisions: 0, inputErrors: 0, slowest: 0 };
}

/** Case number `seed`, whatever ran before it. */
export function runCase(seed: number, programs: readonly Original[], tally: Tally): void {
  const random = new Random(seed);
  const { file, inputs } = random.pick(programs);
  const bytes = mutateFile(random, file);
  const took = processorTime(() => {
    try {
      loadAndRun(bytes, random.some(inputs, 2), random.chance(0.2), tally);
    } catch (cause) {
      throw new Error(`case ${seed}: ${cause}`, { cause });
    }
  });
  if (took > LONGEST) throw new Error(`case ${seed} took ${took.toFixed(0)} ms`);
  tally.slowest = Math.max(tally.slowest, took);
}

function loadAndRun(bytes: Uint8Array, inputs: readonly unknown[], thorough: boolean, tally: Tally): void {
  const policy = load(bytes, tally);
  if (policy === undefined) return;
  tally.ran++;
  const hasIndex = indexOf(bytes).length > 0;
  if (hasIndex) tally.indexed++;
  try {
    for (const input of inputs) run(policy, input as PolicyInput, hasIndex, tally);
    if (!thorough) return;
    disassemble(bytes);
    Actra.load(policy.toBytes()).dispose();
  } finally {
    policy.dispose();
  }
}

type Loaded = ReturnType<typeof Actra.load>;

function load(bytes: Uint8Array, tally: Tally): Loaded | undefined {
  try {
    return Actra.load(bytes);
  } catch (error) {
    if (!(error instanceof ActraProgramError)) throw error;
    const isPlace = Number.isInteger(error.offset) && error.offset >= 0 && error.offset <= bytes.length;
    if (!isPlace) throw new Error(`offset ${error.offset} of ${bytes.length} bytes: ${error.message}`);
    tally.refused.set(error.code, (tally.refused.get(error.code) ?? 0) + 1);
    return undefined;
  }
}

function run(policy: Loaded, input: PolicyInput, hasIndex: boolean, tally: Tally): void {
  const decided = attempt(() => policy.evaluate(input));
  const explanation = attempt(() => policy.explain(input));
  const explained = "decision" in explanation ? explanation.decision : explanation;
  if ("decision" in explanation && typeof String(explanation) !== "string") throw new Error("no text");
  const agree = JSON.stringify(decided) === JSON.stringify(explained);
  if (!agree && !(hasIndex && leavesOut(decided, explanation)))
    throw new Error(`decided ${JSON.stringify(decided)}, explained ${JSON.stringify(explained)}`);
  if ("effect" in decided) {
    if (!EFFECTS.includes(decided.effect) || !Object.isFrozen(decided)) throw new Error("no proper decision");
    tally.decisions++;
  } else tally.inputErrors++;
}

/** An index of other blocks than these may leave a rule out. It never makes one match. */
function leavesOut(decided: object, explanation: object): boolean {
  if (!("matched_rule" in decided && "rules" in explanation)) return false;
  const { rules } = explanation as Explanation;
  const rule = rules.find(({ id }) => id === decided.matched_rule);
  return rule === undefined || rule.status === "matched" || rule.status === "assumed";
}

function attempt<T>(decide: () => T): T | { code: string; path: string } {
  try {
    return decide();
  } catch (error) {
    if (!(error instanceof ActraInputError)) throw error;
    return { code: error.code, path: error.path };
  }
}
