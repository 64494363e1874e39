import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FAULTS } from "./faults.ts";

// That each fault is noticed is for `npm run test:planted`, which takes minutes; that it can be planted is quickly seen.

describe("each planted fault", () => {
  it.each(FAULTS.map((fault) => [fault.name, fault] as const))("%s", (_name, fault) => {
    const { file, find, replace, test } = fault;
    expect(readFileSync(file, "utf8").split(find).length - 1, `${find} in ${file}`).toBe(1);
    expect(replace).not.toBe(find);
    expect(existsSync(test.file)).toBe(true);
  });

  it("has a name of its own", () => {
    expect(new Set(FAULTS.map(({ name }) => name)).size).toBe(FAULTS.length);
  });
});
