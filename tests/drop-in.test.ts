import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readPage } from "./support/pages/pages.ts";
import { programs as build } from "./support/run-program.ts";

// Programs written for `@getactra/actra` 0.7.8 run here with nothing but their import changed. Each ends with what it
// prints; a line with `-` is what 0.7.8 printed in its place, one with `+` is what is printed here, on purpose
// (docs/moving-from-0.7.md).

const FOLDER = "tests/drop-in";
const programs = readdirSync(FOLDER);
const run = build(programs.map((name) => `${FOLDER}/${name}`));

function expectedOf(path: string): string[] {
  const [, lines = ""] = readPage(path).split("\n// prints\n");
  const shown = lines.split("\n").filter((line) => line !== "" && !line.startsWith("// -"));
  return shown.map((line) => line.slice(5));
}

describe("a program for Actra 0.7.8", () => {
  it("comes in every shape", () => {
    expect(programs.length).toBeGreaterThanOrEqual(15);
  });

  it.each(programs)("%s prints what it did, or what closes a hole", (name) => {
    const expected = expectedOf(`${FOLDER}/${name}`);
    expect(expected.length).toBeGreaterThanOrEqual(2);
    const { stdout, stderr } = run(`${FOLDER}/${name}`);
    expect(stderr).toBe("");
    expect(stdout.trimEnd().split("\n")).toEqual(expected);
  });
});
