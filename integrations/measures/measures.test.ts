import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { ACTRA } from "../command-line.ts";

// The measures in their short form: they still measure what they say. What a machine reaches is in ../report.md, by run.mjs.

async function measured(name: string, ...words: readonly string[]) {
  const script = join(import.meta.dirname, `${name}.mjs`);
  const { stdout } = await promisify(execFile)(process.execPath, [script, "--actra", ACTRA, ...words]);
  return JSON.parse(stdout);
}

describe.each(["stdio", "http"])("the proxy, by %s,", (by) => {
  it("is timed beside the server alone", async () => {
    const found = await measured("mcp-latency", "--by", by, "--calls", "50", "--rounds", "3");
    expect(found.calls).toBe(100);
    expect(found.alone.median_ms).toBeGreaterThan(0);
    expect(found.proxied.median_ms).toBeGreaterThan(0);
  });

  it("gives 10,000 calls at once an answer each", async () => {
    const { seconds, load, ...found } = await measured("mcp-concurrent", "--by", by);
    const all = { by, calls: 10_000, own_answers: 10_000, lost: 0, run_twice_or_blocked: 0 };
    expect(found).toEqual(by === "stdio" ? { ...all, in_order: true } : all);
  });
});

it("the server answers under load", async () => {
  const { requests_per_second, non2xx, errors } = await measured("serve-load", "--seconds", "2");
  expect(requests_per_second).toBeGreaterThan(0);
  expect([non2xx, errors]).toEqual([0, 0]);
});

it("the server answers among malformed and slow requests, and keeps nothing of them", async () => {
  const result = await measured("serve-load", "--hostile", "--seconds", "8");
  expect(result.good_answers_meanwhile).toBeGreaterThan(0);
  expect(result.malformed).toBeGreaterThan(0);
  const [first, , last] = result.lowest_heap_mb_of_each_third;
  expect(last).toBeLessThan(first + 30);
});
