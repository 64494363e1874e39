/**
 * What a decision costs, as figures that are the same on every machine, for the workloads of the bench: steps of the machine,
 * bytes of programs, what is left on the heap; and how the calls of compiling and loading grow. tests/rule-index.test.ts has the
 * steps of many rules.
 */
import { describe, expect, it } from "vitest";
import { Actra, type Policy } from "../src/index.ts";
import { callsMade } from "./support/calls-made.ts";
import { counting } from "./support/counting-machine.ts";

const bench = (file: string) => import(new URL(`../bench/${file}`, import.meta.url).href);
const { workloadOf } = await bench("workloads/workloads.mjs");
const { policyOf, schemaOf } = await bench("translate/structured.mjs");

interface Workload {
  readonly inputs: readonly object[];
  readonly probes: readonly object[];
  readonly decide: (input: object) => string;
}

function compiled(workload: Workload): Policy {
  return Actra.compile({ schema: schemaOf(workload), policy: policyOf(workload) });
}

function fileOf(workload: Workload, debug = false): Uint8Array {
  using policy = compiled(workload);
  return policy.toBytes({ debug });
}

/** The most steps that a decision takes, each being the one that the function by hand makes. */
function mostSteps(workload: Workload, file: Uint8Array): number {
  const run = counting(file);
  const steps = [...workload.inputs, ...workload.probes].map((input) => {
    const counted = run(input);
    expect(counted.decision.effect).toBe(workload.decide(input));
    return counted.steps;
  });
  return Math.max(...steps);
}

// Steps are exact; bytes have a little room. Who makes something cheaper may lower them; who raises one makes every decision of
// its kind slower. Without an index those of W3 take 200 steps and more.
describe.each([
  { job: { workload: "w1" }, steps: 7, bytes: 1600 },
  { job: { workload: "tenant" }, steps: 15, bytes: 7500 },
  { job: { workload: "w3-literals", size: 100 }, steps: 7, bytes: 25_000 },
  { job: { workload: "w3-literals-none", size: 100 }, steps: 7, bytes: 25_000 },
  { job: { workload: "w3-limits", size: 100 }, steps: 28, bytes: 23_000 },
  { job: { workload: "w3-limits-none", size: 100 }, steps: 28, bytes: 23_000 },
  { job: { workload: "fields-number", size: 18 }, steps: 36, bytes: 6000 },
  { job: { workload: "fields-string", size: 18 }, steps: 36, bytes: 6000 },
])("$job.workload", ({ job, steps, bytes }) => {
  const workload = workloadOf(job);

  it(`takes at most ${steps} steps`, () => {
    expect(mostSteps(workload, fileOf(workload))).toBeLessThanOrEqual(steps);
  });

  it(`has a program of at most ${bytes} bytes`, () => {
    expect(fileOf(workload).length).toBeLessThanOrEqual(bytes);
  });
});

describe("four times as many rules", () => {
  const [few, many] = [250, 1000].map((size) => workloadOf({ workload: "w3-literals", size }));

  // Sixteen times would be growth with the square.
  it("compile in less than five times the calls", () => {
    const calls = (workload: Workload) => callsMade(() => compiled(workload).dispose());
    expect(calls(many!) / calls(few!)).toBeLessThan(5);
  });

  it("load in less than five times the calls", () => {
    const [small, large] = [few, many].map((workload) => fileOf(workload!, true));
    const calls = (file: Uint8Array) => callsMade(() => Actra.load(file).dispose());
    expect(calls(large!) / calls(small!)).toBeLessThan(5);
  });

  it("make less than five times the program", () => {
    expect(fileOf(many, true).length / fileOf(few, true).length).toBeLessThan(5);
  });
});

describe("a decision without a part of its own", () => {
  const calls = 100_000;

  /** What so many calls leave on the heap. The least of several attempts: only a collection makes it less, and that shows. */
  function bytesLeft(decide: () => unknown): number {
    const attempts = Array.from({ length: 8 }, () => {
      const before = process.memoryUsage().heapUsed;
      for (let i = 0; i < calls; i++) decide();
      return process.memoryUsage().heapUsed - before;
    });
    return Math.min(...attempts.filter((bytes) => bytes >= 0));
  }

  it("allocates nothing", () => {
    const workload = workloadOf({ workload: "w1" });
    const policy = compiled(workload);
    let i = 0;
    const decide = () => policy.evaluate(workload.inputs[i++ % workload.inputs.length]);
    expect(bytesLeft(decide) / calls).toBeLessThan(1);
    // Twelve bytes are the least that an object takes.
    const kept: object[] = [];
    expect(bytesLeft(() => (kept[0] = { decision: decide() })) / calls).toBeGreaterThan(11);
  });
});
