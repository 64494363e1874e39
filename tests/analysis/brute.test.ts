/** What the analysis says of random policies against trying every input; `npm run fuzz:analysis` is the long form. */
import { expect, it } from "vitest";
import { counting, run } from "./brute.ts";

it("is right about every rule", () => {
  const { counts, count } = counting();
  run(60, 1, count);
  console.log([...counts].sort().map(([answer, times]) => `${answer}: ${times}`).join("\n"));
  expect(counts.get("policies")).toBe(60);
});
