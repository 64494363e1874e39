import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { Soak } from "./soak.ts";

// The short form of `npm run soak:runtime`.

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const ALLOWED_GROWTH = 4 * 2 ** 20;

it("mixes no policies over 20,000 calls, and keeps nothing of them", async () => {
  const soak = await new Soak({ calls: 20_000, chains: 64, every: 100, collect }).run();
  expect(soak.wrong).toEqual([]);
  expect(soak.replaced).toBe(199);
  expect(soak.ran + soak.blocked + soak.refused).toBe(20_000);
  for (const count of [soak.ran, soak.blocked, soak.refused]) expect(count).toBeGreaterThan(100);
  expect(soak.memory.at(-1)).toBe(soak.memory[2]);
  expect(soak.heap.at(-1)! - soak.heap[2]!).toBeLessThan(ALLOWED_GROWTH);
});
