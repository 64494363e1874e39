import type { Span } from "../diagnostics/span.ts";
import { type Cover, coverOf } from "./cover.ts";
import type { ExpectationNode, TestNode } from "./document.ts";
import type { Expectation } from "./expectation.ts";
import type { Assignment } from "./input.ts";
import { dataOf } from "./written.ts";

/** One case of a test: what is put into its input, and what has to come out. */
export interface Row {
  readonly when: Assignment;
  readonly expect: Expectation;
  /** Where it is written. */
  readonly span: Span;
}

/** With `vary` every combination; else the cases as they stand, a table of values; else the one input. */
export function rowsOf(test: TestNode, cover: Cover | undefined = coverOf(test)): readonly Row[] {
  const { cases, expect, name } = test;
  if (cover !== undefined) return coveredRows(test, cover);
  if (cases === undefined) return [row(new Map(), expect, name.span)];
  return cases.map(({ when, expect: own, span }) => row(assignmentOf(when.entries), own ?? expect, span));
}

function coveredRows({ cases, expect, name }: TestNode, { combinations, owners }: Cover): readonly Row[] {
  return Array.from({ length: combinations.count }, (_, index) => {
    const written = cases?.[owners[index]!];
    return row(combinations.at(index), written?.expect ?? expect, written?.span ?? name.span);
  });
}

function row(when: Assignment, expect: ExpectationNode | undefined, span: Span): Row {
  if (expect === undefined)
    throw new Error("a case without an expectation has been reported, and does not run");
  return Object.freeze({ when, expect: expect.value, span });
}

function assignmentOf(entries: NonNullable<TestNode["cases"]>[number]["when"]["entries"]): Assignment {
  return new Map([...entries.values()].map(({ key, value }) => [key, dataOf(value)]));
}
