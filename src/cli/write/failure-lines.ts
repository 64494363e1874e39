import type { TestedCase } from "../../testing/report.ts";
import { shown } from "../../testing/written.ts";

/** What a failed case expected and what came, one difference a line, then what explains it. */
export function failureLines({ differences, explanation }: TestedCase): string {
  const lines = differences.map(
    ({ key, expected, actual }) => `${key}: expected ${shown(expected)}, got ${gotten(actual, key)}`,
  );
  return [...lines, ...(explanation === undefined ? [] : ["", explanation])].join("\n");
}

function gotten(actual: unknown, key: string): string {
  if (actual !== undefined) return shown(actual);
  return key.startsWith("error.") ? "a decision" : "an input error";
}
