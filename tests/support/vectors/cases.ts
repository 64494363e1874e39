/** From the tests of a vector file to its single cases: read and expanded as the tests of a policy are (src/testing). */
import { Parsing } from "../../../src/compiler/2-parse/parsing.ts";
import { renderDiagnostics } from "../../../src/diagnostics/render.ts";
import { Reporter } from "../../../src/diagnostics/reporter.ts";
import { DOCUMENT_LIMITS } from "../../../src/language/limits.ts";
import { combinationsAreCoveredOnce } from "../../../src/testing/checks/combinations-are-covered-once.ts";
import { fixturesAreKnown } from "../../../src/testing/checks/fixtures-are-known.ts";
import { variationsDiffer } from "../../../src/testing/checks/variations-differ.ts";
import type { TestDocument, TestNode } from "../../../src/testing/document.ts";
import { assigned, mergedInput } from "../../../src/testing/input.ts";
import { parseTests } from "../../../src/testing/parse-tests.ts";
import { rowsOf } from "../../../src/testing/rows.ts";
import { shownWhen } from "../../../src/testing/shown-when.ts";
import { layersOf } from "../../../src/testing/test-context.ts";
import { nodeOf } from "./nodes.ts";
import { resolve } from "./tags.ts";
import type { Expectation, Group, Raw, VectorFile } from "./vector-file.ts";

export interface Case {
  name: string;
  /** As written, tags and all. */
  raw: Raw;
  expect: Expectation;
  /** A new one at each call. */
  makeInput(): unknown;
}

/** What every input of a vector file starts from, as a fixture that every test uses. */
const BASE = "the input of the file";

export function casesOf(file: VectorFile, group: Group): Case[] {
  const document = documentOf(file, group);
  return document.tests.flatMap((test) => casesOfTest(test, document));
}

/** The tests of a group as a test file. */
function documentOf({ path, base, fixtures }: VectorFile, { name, tests }: Group): TestDocument {
  const source = { path: `${path} › ${name}`, text: "" };
  const used = tests.map(({ use = [], ...test }) => ({ ...test, use: [BASE, ...use] }));
  const file = { version: 1, fixtures: { ...fixtures, [BASE]: base }, tests: used };
  const reporter = new Reporter();
  const document = parseTests(nodeOf(file, source), source, new Parsing(DOCUMENT_LIMITS, reporter));
  if (document !== undefined) for (const check of CHECKS) check({ document, reporter });
  if (document === undefined || reporter.hasErrors) throw new Error(renderDiagnostics(reporter.diagnostics));
  return document;
}

/** Those that do not ask whether the schema declares what is written: vectors do what schemas forbid. */
const CHECKS = [fixturesAreKnown, variationsDiffer, combinationsAreCoveredOnce];

function casesOfTest(test: TestNode, document: TestDocument): Case[] {
  const base = mergedInput(layersOf(test, document));
  return rowsOf(test).map(({ when, expect }) => {
    const raw = assigned(base, when);
    const name = [test.name.value, ...(when.size > 0 ? [shownWhen(when)] : [])].join(" · ");
    return { name, raw, expect: structuredClone(expect) as Expectation, makeInput: () => resolve(raw) };
  });
}
