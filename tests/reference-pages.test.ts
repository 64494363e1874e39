import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CATALOGUE } from "../src/diagnostics/catalogue.ts";
import { diagnosticsPage, SECTIONS } from "./support/pages/diagnostics-page.ts";
import { ROOT, readPage } from "./support/pages/pages.ts";
import { referencePage } from "./support/pages/reference-page.ts";

// Pages that are written from tables. UPDATE=1 writes them.

describe.each([
  ["docs/diagnostics.md", diagnosticsPage],
  ["docs/reference.md", referencePage],
])("%s", (path, write) => {
  it("is what the tables say", () => {
    if (process.env["UPDATE"] !== undefined) writeFileSync(join(ROOT, path), write());
    expect(readPage(path)).toBe(write());
  });
});

it("has every code of the catalogue, once", () => {
  const codes = SECTIONS.flatMap(([, section]) => Object.keys(section));
  expect(codes).toEqual([...new Set(codes)]);
  expect([...codes].sort()).toEqual(Object.keys(CATALOGUE).sort());
});
