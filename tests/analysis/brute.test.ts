/** What the analysis says of random policies against trying every input; `npm run fuzz:analysis` is the long form. */
import { expect, it } from "vitest";
import { counting, run, runOutside } from "./brute.ts";

it("proves nothing of any policy that random inputs deny", () => {
  const { counts, count } = counting();
  runOutside(10, 1, 20, count);
  expect([...counts.keys()].some((answer) => answer.startsWith("outside: "))).toBe(true);
});

it("is right about every rule", () => {
  const { counts, count } = counting();
  run(20, 1, count);
  expect(counts.get("policies")).toBe(20);
});
