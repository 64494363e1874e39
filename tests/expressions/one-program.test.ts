import { describe, expect, it } from "vitest";
import { Actra } from "../../src/index.ts";

// What is written as an expression is as fast as what is written out: it is the same program.

const bench = (file: string) => import(new URL(`../../bench/${file}`, import.meta.url).href);
const { workloadOf } = await bench("workloads/workloads.mjs");
const { policyOf, schemaOf } = await bench("translate/structured.mjs");
const { conditionOf } = await bench("translate/cel.mjs");

// Not its tenants: a `!` is kept as it is written, and in the long form they have operators in its place.
describe.each([{ workload: "w1" }, { workload: "w3-literals", size: 100 }])(
  "$workload of the bench",
  (job) => {
    const workload = workloadOf(job);
    const schema = schemaOf(workload);
    const compiled = (condition?: unknown) =>
      Actra.compile({ schema, policy: policyOf(workload, condition) });
    const structured = compiled();
    const expressions = compiled(conditionOf({ literal: JSON.stringify }));

    it("has one hash in both notations", () => {
      expect(expressions.policyHash()).toBe(structured.policyHash());
    });

    it("is one program in both notations, byte by byte", () => {
      expect(expressions.toBytes({ debug: false })).toEqual(structured.toBytes({ debug: false }));
    });
  },
);
