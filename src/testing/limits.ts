import type { Reporter } from "../diagnostics/reporter.ts";
import type { DocumentLimits } from "../language/limits.ts";
import { countOf } from "./combinations.ts";
import type { TestDocument, TestNode, Variation } from "./document.ts";
import { layersOf } from "./test-context.ts";
import { sizeOf } from "./written.ts";

/** Counted before anything is multiplied out: how many cases a file has, and how much there is in their inputs. */
export function isWithinLimits(document: TestDocument, limits: DocumentLimits, reporter: Reporter): boolean {
  const sizes = new Map([...document.fixtures.values()].map(({ value }) => [value, sizeOf(value)]));
  let cases = 0;
  let nodes = 0;
  for (const test of document.tests) {
    const rows = rowCount(test);
    const layers = layersOf(test, document);
    cases += rows;
    nodes += variedSize(test, rows);
    nodes += rows * layers.reduce((sum, layer) => sum + (sizes.get(layer) ?? sizeOf(layer)), 1);
    if (cases > limits.testCases) return report("testCases", `${limits.testCases} cases`, test, reporter);
    const inputs = `${limits.testNodes} nodes in the inputs of its cases`;
    if (nodes > limits.testNodes) return report("testNodes", inputs, test, reporter);
  }
  return true;
}

function rowCount({ vary, cases }: TestNode): number {
  return vary === undefined ? (cases?.length ?? 1) : countOf(vary);
}

/** Each value once where it is written, and in every row the largest that it may have. */
function variedSize({ vary = [], cases = [] }: TestNode, rows: number): number {
  const written = cases.reduce((sum, { when }) => sum + sizeOf(when), 0);
  return vary.reduce((sum, variation) => sum + variationSize(variation, rows), written);
}

function variationSize({ values }: Variation, rows: number): number {
  const sizes = values.map(sizeOf);
  const [sum, largest] = sizes.reduce(([sum, most], size) => [sum + size, Math.max(most, size)], [0, 0]);
  return sum + rows * largest;
}

function report(limit: keyof DocumentLimits, what: string, { name }: TestNode, reporter: Reporter): false {
  reporter.report({
    code: "over-limit",
    message: `the file has more than ${what}; this test goes over`,
    span: name.span,
    help: `split the file, or vary less; the limit is the option \`limits.${limit}\``,
  });
  return false;
}
