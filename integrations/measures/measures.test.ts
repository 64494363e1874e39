import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { ACTRA } from "../command-line.ts";

// The measures in their short form: they still measure what they say. The long form is in docs/mcp.md and docs/authzen.md.

async function measured(name: string, ...words: readonly string[]) {
  const script = join(import.meta.dirname, `${name}.mjs`);
  const { stdout } = await promisify(execFile)(process.execPath, [script, "--actra", ACTRA, ...words]);
  return JSON.parse(stdout);
}

it("the proxy adds at most a millisecond to the median call", async () => {
  const { calls, added_at_the_median_ms } = await measured("mcp-latency", "--calls", "200", "--rounds", "3");
  expect(calls).toBe(400);
  expect(added_at_the_median_ms).toBeLessThan(1);
});

it("the server answers under load", async () => {
  const { requests_per_second, non2xx, errors } = await measured("serve-load", "--seconds", "2");
  expect(requests_per_second).toBeGreaterThan(100);
  expect([non2xx, errors]).toEqual([0, 0]);
});

it("the server answers among malformed and slow requests, and keeps nothing of them", async () => {
  const result = await measured("serve-load", "--hostile", "--seconds", "8");
  expect(result.good_answers_meanwhile).toBeGreaterThan(3);
  expect(result.malformed).toBeGreaterThan(100);
  const [first, , last] = result.lowest_heap_mb_of_each_third;
  expect(last).toBeLessThan(first + 30);
});
