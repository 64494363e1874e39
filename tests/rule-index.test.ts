import { describe, expect, it } from "vitest";
import { Actra } from "../src/index.ts";
import { counting } from "./support/counting-machine.ts";
import { nodesOf, withoutIndex } from "./support/indexed.ts";
import { byLimit, byLiteral, transfer, W1, type Workload } from "./support/many-rules.ts";

const LIMITS = { fileBytes: 2 ** 26, nodes: 10_000_000 };

function fileOf({ schema, policy }: Workload): Uint8Array {
  return Actra.compile({ schema, policy: policy as never }, { limits: LIMITS }).toBytes({ debug: false });
}

it("x", () => {
  for (const n of [10, 100, 1000, 10000]) for (const [w, same] of [[byLiteral, false], [byLimit, true]] as const) {
    const file = fileOf(w(n));
    const run = counting(file);
    const last = (n - 1) % 3;
    const f = same ? { field_0: "shared", field_1: "shared", field_2: "shared" } : { [`field_${last}`]: `literal_${n - 1}` };
    console.log(n, same, file.length, run(transfer(same ? 1001.5 : 5000, f)), run(transfer(0, f)), run(transfer(5)), nodesOf(file).length);
  }
  const run = counting(fileOf(W1));
  console.log(run({ action: { type: "refund", amount: 20000 }, actor: { role: "x" }, snapshot: { fraud_flag: false } }));
});
