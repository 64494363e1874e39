import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { CONSTRUCTS } from "./constructs.ts";
import { countsTable, exceptionsTable } from "./counts.ts";
import { EXCEPTED } from "./exceptions.ts";
import { type Applied, failuresOf, sorted } from "./results.ts";
import { failureOf } from "./run.ts";
import type { InputValue } from "./values.ts";

// CEL's own conformance suite: what of it can be said here runs, and comes to the same.

const { applied, leftOut } = sorted();
const equal = applied.filter(({ case: { name } }) => !EXCEPTED.includes(name));
const suites = new Set(equal.map(suiteOf));

function suiteOf({ case: { name } }: Applied): string {
  return name.slice(0, name.indexOf("/"));
}

describe("comes to what the suite says", () => {
  it.each([...suites])("%s", (suite) => {
    const cases = equal.filter((one) => suiteOf(one) === suite);
    const failures = cases.flatMap((one) => failuresOf(one).map((failure) => `${one.case.name}: ${failure}`));
    expect(failures).toEqual([]);
  });
});

it("notices each value and error that is not the one that the suite says", () => {
  const unnoticed = equal.filter((one) => failureOf(one.translations[0]!, other(one)) === undefined);
  expect(unnoticed.map(({ case: { name } }) => name)).toEqual([]);
});

function other({ expectation, translations }: Applied): InputValue {
  const { type } = translations[0]!.result;
  if (expectation === "error") return { type: type === "boolean" ? type : "number", value: true };
  const { value } = expectation;
  if (typeof value === "boolean") return { ...expectation, value: !value };
  return { ...expectation, value: typeof value === "number" ? -value - 1 : `${value}.` };
}

it("runs 300 cases of 2,344 at least, and names at most 60 in which CEL is another", () => {
  expect(applied.length + leftOut.length).toBe(2_344);
  expect(equal.length).toBeGreaterThanOrEqual(300);
  expect(EXCEPTED.length).toBeLessThanOrEqual(60);
});

it("names cases that run, and come to something else", () => {
  for (const name of EXCEPTED) {
    const found = applied.filter((one) => one.case.name === name);
    expect([name, found.map((one) => failuresOf(one).length > 0)]).toEqual([name, [true]]);
  }
});

it("has no construct for which nothing is left out", () => {
  const found = new Set(leftOut.map(({ construct }) => construct));
  expect(Object.keys(CONSTRUCTS).filter((construct) => !found.has(construct as never))).toEqual([]);
});

it("has the counts that docs/cel.md has", () => {
  const path = fileURLToPath(new URL("../../../docs/cel.md", import.meta.url));
  const page = readFileSync(path, "utf8");
  const tables: Record<string, string> = {
    counts: countsTable(applied, leftOut),
    exceptions: exceptionsTable(),
  };
  const written = page.replace(
    /(<!-- (counts|exceptions): .*? -->\n).*?(<!-- \/\2 -->)/gs,
    (_, start, name, end) => `${start}\n${tables[name]}\n\n${end}`,
  );
  if (process.env["UPDATE"]) writeFileSync(path, written);
  else expect(page).toBe(written);
});
